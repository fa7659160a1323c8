using E2E.Harness;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>An account imported a second time, in the browser: found again, compared, replaced, taken back.</summary>
public sealed class UpdateTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task NextMonthsFile_IsComparedReplacedAndUndone()
    {
        var page = await OpenWithSchwabAsync();

        await DropAsync(page, BrokerFiles.Schwab);
        await Expect(page.Content()).ToContainTextAsync("Importing it again changes nothing.");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import 0 accounts" })).ToBeDisabledAsync();

        await page.PressAsync("Choose another file");
        await DropAsync(page, BrokerFiles.SchwabNextMonth);
        var joint = page.GetByRole(AriaRole.Region, new() { Name = "Schwab Joint Brokerage …417", Exact = true });
        await Expect(joint.Locator(".changes")).ToContainTextAsync("1 added");
        await Expect(joint.Locator("[data-change=Changed]")).ToContainTextAsync("AAPL");
        await Expect(page.Content()).ToContainTextAsync("holds just what the file says");
        await page.ShouldLookGoodAsync("update-accounts");
        await page.PressAsync("Import 1 account");
        await page.SeesAsync("is ready");

        await page.GoInteractiveAsync("/portfolios");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the last import into Schwab Joint Brokerage …417" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("added 1, changed 1 and removed 1");
        await page.ShouldLookGoodAsync("undo");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Undo import" }).ClickAsync();
        await Expect(page.Content()).ToContainTextAsync("was undone");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo the last import into" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AnAccount_CanBecomeANewPortfolioInstead()
    {
        var page = await OpenWithSchwabAsync();
        await DropAsync(page, BrokerFiles.SchwabNextMonth);
        var roth = page.GetByRole(AriaRole.Region, new() { Name = "Schwab Roth IRA …902", Exact = true });

        await roth.GetByLabel("Goes into").SelectOptionAsync("A new portfolio");
        await roth.GetByLabel("Account name").FillAsync("Second IRA");
        await roth.GetByLabel("Portfolio name").FillAsync("Second IRA");
        await page.PressAsync("Import 2 accounts");

        await page.ArriveAtAsync("**/portfolios");
        await Expect(page.Content()).ToContainTextAsync("Second IRA");
    }

    [Fact]
    public async Task TheTemplate_UpdatesThePortfolioItIsOpenedFor()
    {
        var page = await OpenRegisteredAsync();
        await page.InteractiveAsync();
        await page.FillImportAsync();
        await page.ChooseFileAsync(ImportFiles.Csv(ImportFiles.Header + "\r\nAAPL,10,150,2024-01-02,,,,,,,,\r\nGM,5,30,2024-01-02,,,,,,,,\r\n"));
        await page.PressAsync("Check file");
        await page.PressAsync("Import 2 positions");
        await page.SeesAsync("is ready");

        await page.GoInteractiveAsync("/portfolios");
        await page.GetByRole(AriaRole.Link, new() { Name = "Update Long haul from a file" }).ClickAsync();
        await page.SeesAsync("Update Long haul");
        await page.ShouldLookGoodAsync("update-form");
        await page.ChooseFileAsync(ImportFiles.Csv(ImportFiles.Header + "\r\nAAPL,x,150,2024-01-02,,,,,,,,\r\n"));
        await page.PressAsync("Check file");
        await page.SeesAsync("1 thing to mend");
        await page.PressAsync("Choose another file");
        await page.ChooseFileAsync(ImportFiles.Csv(ImportFiles.Header + "\r\nAAPL,12,150,2024-01-02,,,,,,,,\r\nKO,5,60,2024-02-02,,,,,,,,\r\n"));
        await page.PressAsync("Check file");
        await Expect(page.Locator("[data-change]")).ToHaveCountAsync(3);
        await page.ShouldLookGoodAsync("update-preview");
        await page.PressAsync("Replace the positions");

        await page.SeesAsync("is ready");
    }

    private async Task<IPage> OpenWithSchwabAsync()
    {
        var page = await OpenRegisteredAsync(1280, "light");
        await page.InteractiveAsync();
        await DropAsync(page, BrokerFiles.Schwab);
        await page.PressAsync("Import 2 accounts");
        await page.ArriveAtAsync("**/portfolios");
        await page.GoInteractiveAsync("/import");
        return page;
    }

    private static async Task DropAsync(IPage page, string csv)
    {
        await page.ChooseFileAsync(ImportFiles.Csv(csv, "export.csv"));
        await page.PressAsync("Check file");
        await page.SeesAsync("Schwab positions");
    }
}
