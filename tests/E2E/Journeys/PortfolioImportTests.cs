using System.Text.Json.Nodes;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Many portfolios from a list: pasted with faults and mended, uploaded, and with names that are taken.</summary>
public sealed class PortfolioImportTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task List_PastedWithFaults_IsMendedAndCreatedOnce()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var page = await OpenAsAsync(user, "/portfolios");
        await page.GetByRole(AriaRole.Link, new() { Name = "Import many portfolios" }).ClickAsync();
        await page.ArriveAtAsync("**/portfolios/import");

        // What is no list is told of, and stays to be mended.
        await PasteAsync(page, "Name,Equity\nOne,1,250,000\n");
        await page.GetByRole(AriaRole.Alert).GetByText("ERR_LIST_005").WaitForAsync();
        await Expect(Field(page)).ToHaveValueAsync("Name,Equity\nOne,1,250,000\n");
        await page.ShouldBeAccessibleAsync();

        await PasteAsync(page, "Name\tAccount\tType\tBalance\tNotes\nOne\tSchwab\tRoth IRA\t$1,250,000.00\tmine\nTw*\t\tMargin\ta lot\t\nThree\t\t\t\t\none\tOther\t\t\t\n");
        await Expect(page.Heading("Check the portfolios")).ToBeFocusedAsync();
        await Expect(page.Locator(".list-count")).ToHaveTextAsync("1 good · 3 to mend · 0 left out");
        await Expect(Create(page)).ToBeDisabledAsync();
        await Expect(Error(page, 3, "account_type")).ToContainTextAsync("“Margin” is not an account type");
        await Expect(Error(page, 5, "name")).ToContainTextAsync("Rows 2 and 5 have the name “One”");
        await page.ShouldBeAccessibleAsync();

        // By keyboard, cell by cell.
        await Cell(page, 3, "Name").FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("Two");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await Expect(Cell(page, 3, "Account type")).ToBeFocusedAsync();
        await Cell(page, 3, "Account type").SelectOptionAsync("401k");
        await Cell(page, 3, "Equity").FillAsync("90,000");
        await Cell(page, 3, "Equity").PressAsync("Tab");
        await Expect(page.Locator(".list-count")).ToHaveTextAsync("2 good · 2 to mend · 0 left out");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave the faulty ones out" }).ClickAsync();
        await Expect(page.Locator(".list-count")).ToHaveTextAsync("3 good · 0 to mend · 1 left out");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take in row 5" }).ClickAsync();
        await Cell(page, 5, "Name").FillAsync("Four");
        await Cell(page, 5, "Name").PressAsync("Tab");
        await Expect(page.Locator(".list-count")).ToHaveTextAsync("4 good · 0 to mend · 0 left out");
        await Expect(Create(page)).ToHaveTextAsync("Create 4 portfolios");

        await Create(page).DblClickAsync();
        await page.Heading("4 portfolios created").WaitForAsync();
        await page.ShouldBeAccessibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Import positions into Two" })).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("^/import\\?portfolio="));
        var stored = (await user.GetAsync("portfolios", Cancelled)).Body["portfolios"]!.AsArray();
        stored.Select(each => ((string)each!["name"]!, (string)each["account_name"]!, (string)each["account_type"]!, (decimal?)each["equity_balance"])).ShouldBe(
            [("One", "Schwab", "roth_ira", 1_250_000m), ("Two", "Two", "401k", 90_000m), ("Three", "Three", "taxable", null), ("Four", "Other", "taxable", null)], ignoreOrder: true);

        // The same list once more makes nothing.
        await page.GoInteractiveAsync("/portfolios/import");
        await PasteAsync(page, "ONE\nThree\n");
        await Expect(Error(page, 1, "name")).ToContainTextAsync("You already have a portfolio “ONE”");
        await Expect(Create(page)).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the text" }).ClickAsync();
        await Expect(Field(page)).ToHaveValueAsync("ONE\nThree\n");
        await page.GoInteractiveAsync("/portfolios");
        await Expect(page.Locator(".portfolio-table tbody tr")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task File_Uploaded_IsCreatedUnlessANameIsTakenMeanwhile()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var page = await OpenAsAsync(user, "/portfolios/import");
        await ChooseAsync(page, ImportFiles.Raw("PK\u0003\u0004"u8.ToArray(), "list.xlsx"));
        await page.GetByRole(AriaRole.Alert).GetByText("ERR_LIST_003").WaitForAsync();
        await ChooseAsync(page, ImportFiles.Raw([.. System.Text.Encoding.Unicode.Preamble, .. System.Text.Encoding.Unicode.GetBytes("Name;Equity\nZoë;90000\nKid;\n")], "list.csv"));
        await Expect(Create(page)).ToBeEnabledAsync();

        // Somebody else takes a name while it is looked at.
        (await user.PostAsync("../v2/portfolios", JsonNode.Parse("""[{"name":"KID"}]"""), Cancelled)).Body.AsArray().Count.ShouldBe(1);
        await Create(page).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText("Nothing was created").WaitForAsync();
        await Expect(Error(page, 3, "name")).ToContainTextAsync("You already have a portfolio “Kid”");
        await page.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave the faulty ones out" }).ClickAsync();
        await Create(page).ClickAsync();
        await page.Heading("1 portfolio created").WaitForAsync();
        await page.GetByText("1 row was left out").WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Import positions into Zoë" }).ClickAsync();
        await page.ArriveAtAsync("**/import?portfolio=*");
    }

    [Fact]
    public async Task List_LongerThanAMessageOfTheCircuit_IsRead()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var page = await OpenAsAsync(user, "/portfolios/import");

        await PasteAsync(page, "Name,Notes\n" + string.Concat(Enumerable.Range(1, 100).Select(number => $"Book {number},{new string('w', 1_900)}\n")));
        await Expect(Create(page)).ToHaveTextAsync("Create 100 portfolios");
        await Create(page).ClickAsync();
        await page.Heading("100 portfolios created").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Import another list" }).ClickAsync();
        await PasteAsync(page, new string('x', (1024 * 1024) + 1));
        await page.GetByRole(AriaRole.Alert).GetByText("ERR_LIST_002").WaitForAsync();
        await PasteAsync(page, string.Concat(Enumerable.Range(1, 101).Select(number => $"New {number}\n")));
        await page.GetByRole(AriaRole.Alert).GetByText("The list has 101 portfolios; 100 are allowed.").WaitForAsync();
    }

    [Fact]
    public async Task Page_InEachState_LooksGood()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var page = await OpenAsAsync(user, "/portfolios/import");
        await page.ShouldLookGoodAtAsync("/portfolios/import", "#portfolio-list");
        await page.GoInteractiveAsync("/portfolios/import");
        await PasteAsync(page, Faulty);
        await page.Locator(".list-table tbody tr").First.WaitForAsync();
        await page.ShouldLookGoodAsync();
    }

    /// <summary>A list of a hundred, some of them with faults.</summary>
    internal static string Faulty => "Name\tAccount\tType\tBalance\tNotes\n" + string.Concat(Enumerable.Range(1, 100).Select(number => (number % 12) switch
    {
        3 => $"Client {number}*\tSchwab {number}\tMargin\ta lot\t\n",
        5 => $"Client 4\tFidelity {number}\tRoth IRA\t1250,00\tHas the name of another, and a comma for a point\n",
        8 => "\tVanguard\t\t\t\n",
        _ => $"Client {number}\tSchwab {number}\t{(number % 2 == 0 ? "Taxable" : "Roth IRA")}\t${number},250,000.00\t{(number % 3 == 0 ? "Bought in March and left alone since; to be looked at again with the next review of the family" : "")}\n",
    }));

    internal static ILocator Create(IPage page) => page.Locator(".list-buttons .primary");

    private static ILocator Field(IPage page) => page.Locator("#portfolio-list");

    private static ILocator Cell(IPage page, int row, string title) => page.GetByLabel($"{title}, row {row}", new() { Exact = true });

    private static ILocator Error(IPage page, int row, string field) => page.Locator($"#r{row}-{field}-error");

    internal static async Task PasteAsync(IPage page, string text)
    {
        await Expect(Field(page)).ToBeEnabledAsync();
        await Field(page).FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the list" }).ClickAsync();
    }

    // Nobody listens to the field before the framework has taken it over, which a person who looks for a file does not notice.
    private static async Task ChooseAsync(IPage page, FilePayload file)
    {
        await Expect(Field(page)).ToBeEnabledAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('#portfolio-file')?._blazorInputFileNextFileId !== undefined");
        await page.Locator("#portfolio-file").SetInputFilesAsync(file);
    }
}
