using System.Text.Json.Nodes;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Target prices: typed beside what is held, imported, removed, and seen again.</summary>
public sealed class TargetsTests(Browser browser, PostgresApp shared) : BrowserTest(browser, shared)
{
    private const string Header = "Symbol,Direction,End Of Year,Next Year,Downside,Note\n";

    [Fact]
    public async Task Target_TypedByKeyboard_IsThereAfterAReloadWithItsReturn()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty() }, Cancelled);
        var page = await OpenAsAsync(user, "/targets");
        var (cell, tesla) = (Cell(page, "End of year", "AAPL, long"), Cell(page, "Downside", "TSLA, short"));
        await Expect(Figure(page, "end_of_year")).ToContainTextAsync("no target of what is held");

        await cell.FocusAsync();
        await page.Keyboard.TypeAsync("$1,000");
        await page.Keyboard.PressAsync("Enter");
        await Expect(cell).ToHaveValueAsync("1000.00");
        await Expect(Row(page, "AAPL")).ToContainTextAsync("%");
        await Expect(Figure(page, "end_of_year")).ToContainTextAsync("1 of");

        // Left without Enter it is saved as well; a short gains when its price is to fall.
        await page.Keyboard.PressAsync("Tab");
        await Expect(Cell(page, "Next year", "AAPL, long")).ToBeFocusedAsync();
        await tesla.FillAsync("0.01");
        await tesla.BlurAsync();
        await Expect(Row(page, "TSLA").Locator(".outcome")).ToContainTextAsync("+");

        // A fault stands at the cell, and Escape takes back what was typed.
        await cell.FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("a lot");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Alert).GetByText("ERR_TARGET_003").WaitForAsync();
        await Expect(cell).ToHaveAttributeAsync("aria-invalid", "true");
        await page.ShouldBeAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(cell).ToHaveValueAsync("1000.00");
        await Expect(page.GetByText("ERR_TARGET_003")).ToHaveCountAsync(0);

        var figure = await Figure(page, "end_of_year").Locator("dd").TextContentAsync();
        await page.GoInteractiveAsync("/targets");
        await Expect(cell).ToHaveValueAsync("1000.00");
        await Expect(tesla).ToHaveValueAsync("0.01");
        await Expect(Figure(page, "end_of_year").Locator("dd")).ToHaveTextAsync(figure!);
    }

    [Fact]
    public async Task Target_RemovedByKeyboard_CanBeHadBack()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new(), Cancelled);
        await user.PutAsync("target-prices", JsonNode.Parse("""{"targets":[{"symbol":"AAPL","end_of_year":500,"note":"mine"},{"symbol":"ZZZZ","downside":5}]}"""), Cancelled);
        var page = await OpenAsAsync(user, "/targets");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the target of AAPL, long" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var undo = page.GetByRole(AriaRole.Button, new() { Name = "Undo" });
        await Expect(undo).ToBeFocusedAsync();
        await Expect(Cell(page, "End of year", "AAPL, long")).ToHaveValueAsync("");
        await page.ShouldBeAccessibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Cell(page, "End of year", "AAPL, long")).ToHaveValueAsync("500.00");
        await page.GetByText("mine").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the target of ZZZZ, long" }).ClickAsync();
        await Expect(page.Locator(".other-targets tbody tr")).ToHaveCountAsync(0);

        // What is not held is added by its symbol.
        await page.GetByLabel("Symbol", new() { Exact = true }).FillAsync("nvda");
        await page.Locator(".add-target").GetByLabel("End of year").FillAsync("300");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Cell(page, "End of year", "NVDA, long")).ToHaveValueAsync("300.00");
    }

    [Fact]
    public async Task File_WithAFault_IsMendedImportedAndExported()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty() }, Cancelled);
        var page = await OpenAsAsync(user, "/targets");

        await page.GetByRole(AriaRole.Button, new() { Name = "Import a file" }).ClickAsync();
        await ChooseAsync(page, ImportFiles.Csv(Header + "AAPL,,\"1,500\",,,\nTSLA,SHRT,180,,,\nKO,,seventy,,,\nAAPL,,2,,,\n", "targets.csv"));
        var faults = page.GetByRole(AriaRole.Alert);
        await faults.GetByText("3 things to mend").WaitForAsync();
        await Expect(faults).ToContainTextAsync("Line 3, Direction");
        await Expect(faults).ToContainTextAsync("on line 2 already");
        await page.ShouldBeAccessibleAsync();
        await Expect(Cell(page, "End of year", "AAPL, long")).ToHaveValueAsync("");

        await ChooseAsync(page, ImportFiles.Csv(Header + "AAPL,,\"1,500\",,,\nTSLA,SHORT,180,,,\nKO,,70,,,grows\n", "targets.csv"));
        await page.GetByText("3 targets added, 0 replaced.").WaitForAsync();
        await Expect(Cell(page, "End of year", "AAPL, long")).ToHaveValueAsync("1500.00");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync());
        (await File.ReadAllTextAsync(await download.PathAsync(), Cancelled)).ReplaceLineEndings("\n").ShouldBe(Header + "AAPL,LONG,1500,,,\nKO,LONG,70,,,grows\nTSLA,SHORT,180,,,\n");
        var template = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download the template" }).ClickAsync());
        template.SuggestedFilename.ShouldBe("ballast-target-prices-template.csv");
    }

    [Fact]
    public async Task Hundreds_AreFilteredAndPaged()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { Csv = ImportFiles.Many(500) }, Cancelled);
        var page = await OpenAsAsync(user, "/targets");
        await Expect(page.Locator(".held-targets tbody tr")).ToHaveCountAsync(50);

        await page.GetByRole(AriaRole.Link, new() { Name = "Page 2" }).ClickAsync();
        await page.ArriveAtAsync("**/targets?page=2");
        await page.GetByText("51–100 of 500").WaitForAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("priv499");
        await page.ArriveAtAsync("**/targets?q=priv499");
        await Expect(page.Locator(".held-targets tbody tr")).ToHaveCountAsync(1);
        await Cell(page, "Downside", "PRIV499, long").FillAsync("5");
        await Cell(page, "Downside", "PRIV499, long").PressAsync("Enter");
        await Expect(Row(page, "PRIV499").Locator(".outcome")).ToContainTextAsync("−");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("nothing like it");
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear the filter" }).ClickAsync();
        await page.ArriveAtAsync("**/targets");
    }

    [Fact]
    public async Task Page_EmptyAndFull_IsAccessible()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var page = await OpenAsAsync(user, "/targets");
        await page.ShouldLookGoodAtAsync("/targets", ".empty");
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty() }, Cancelled);
        await user.CreatedPortfolioAsync(new() { AccountName = "Other", PortfolioName = "Other" }, Cancelled);
        await user.PutAsync("target-prices", JsonNode.Parse("""{"targets":[{"symbol":"AAPL","end_of_year":500,"next_year":600,"downside":90,"note":"mine"},{"symbol":"TSLA","direction":"SHORT","end_of_year":5},{"symbol":"ZZZZ","downside":5}]}"""), Cancelled);
        await page.ShouldLookGoodAtAsync("/targets", "tbody tr");
        await page.ShouldLookGoodAtAsync("/targets?portfolio=all", "tbody tr");
        await page.ShouldLookGoodAtAsync("/targets?portfolio=00000000-0000-0000-0000-000000000001", ".choices");
        await page.GoInteractiveAsync("/targets?portfolio=all");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import a file" }).ClickAsync();
        await ChooseAsync(page, ImportFiles.Csv("words\n", "targets.csv"));
        await page.GetByText("ERR_TARGET_010").First.WaitForAsync();
        await Cell(page, "Next year", "TSLA, short").FillAsync("-1");
        await Cell(page, "Next year", "TSLA, short").PressAsync("Enter");
        await page.GetByText("ERR_TARGET_003").WaitForAsync();
        await page.ShouldLookGoodAsync();
    }

    private static ILocator Cell(IPage page, string horizon, string of) => page.GetByRole(AriaRole.Textbox, new() { Name = $"{horizon} target of {of}" });

    private static ILocator Row(IPage page, string symbol) => page.Locator($"tr[data-symbol={symbol}]");

    private static ILocator Figure(IPage page, string id) => page.Locator($"[data-figure={id}]");

    // Nobody listens to the field before the framework has taken it over, which a person who looks for a file does not notice.
    private static async Task ChooseAsync(IPage page, FilePayload file)
    {
        var field = page.Locator("#target-file");
        await field.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.WaitForFunctionAsync("() => document.querySelector('#target-file')?._blazorInputFileNextFileId !== undefined");
        await field.SetInputFilesAsync(file);
    }
}
