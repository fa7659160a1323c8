using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>A broker's own export, dropped in as it is.</summary>
public sealed class BrokerImportTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task SeveralAccounts_ArePreviewedChosenAndImported()
    {
        var page = await OpenBrokerFileAsync(BrokerFiles.Schwab);
        await page.SeesAsync("Schwab positions");
        await Expect(page.Content()).ToContainTextAsync("Recognised as Schwab positions");
        await Expect(page.Content()).ToContainTextAsync("Adds up to the file's total of $50,000.00");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import 2 accounts" })).ToBeVisibleAsync();
        await page.GetByText("rows are no positions").ClickAsync();
        await Expect(page.Content()).ToContainTextAsync("Cash: counted in the account's total.");
        await page.ShouldFitAsync();
        await page.ShouldBeAccessibleAsync();

        await page.GetByLabel("Account name").First.FillAsync("Our house");
        await page.PressAsync("Import 2 accounts");

        await page.ArriveAtAsync("**/portfolios");
        await Expect(page.Content()).ToContainTextAsync("Our house");
        await Expect(page.Content()).ToContainTextAsync("Roth IRA");
    }

    [Fact]
    public async Task OneAccountLeftOut_IsFollowedToItsFigures()
    {
        var page = await OpenBrokerFileAsync(BrokerFiles.Schwab);
        await page.SeesAsync("Schwab positions");
        await page.GetByLabel("Entered on").FillAsync("2026-09-15");
        await Expect(page.Content()).ToContainTextAsync("15 Sep 2026");
        await page.GetByRole(AriaRole.Checkbox).First.UncheckAsync();
        await Expect(page.GetByLabel("Balance of")).ToHaveCountAsync(1);
        await page.GetByLabel("Balance of").FillAsync("2026-10-30");

        await page.PressAsync("Import 1 account");

        await page.SeesAsync("is ready");
        await Expect(page.Content()).ToContainTextAsync("2 positions imported");
    }

    [Fact]
    public async Task ADayChosenJustBeforeTheImport_IsTheDayImported()
    {
        var page = await OpenBrokerFileAsync(BrokerFiles.Schwab);
        await page.SeesAsync("Schwab positions");
        await page.GetByRole(AriaRole.Checkbox).First.UncheckAsync();
        await page.GetByLabel("Entered on").FillAsync("2026-09-15");
        await page.PressAsync("Import 1 account");

        await page.SeesAsync("is ready");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the command center" }).ClickAsync();
        await page.Locator("tr[data-symbol=VTSAX]").WaitForAsync();
        await page.GoInteractiveAsync("/?cols=entered,value");
        await Expect(page.Locator("tr[data-symbol=VTSAX]")).ToContainTextAsync("15 Sep 2026");
    }

    [Fact]
    public async Task AFault_IsMendedHereAndImported()
    {
        var page = await OpenBrokerFileAsync(BrokerFiles.Unfinished);
        await page.SeesAsync("A table of positions");
        await Expect(page.Content()).ToContainTextAsync("1 thing to mend");
        await page.PressAsync("Import 1 account");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ERR_POS_004");

        await page.GetByRole(AriaRole.Textbox, new() { Name = "Quantity, line 3" }).FillAsync("12");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Content()).Not.ToContainTextAsync("thing to mend");
        await page.PressAsync("Import 1 account");

        await page.SeesAsync("is ready");
    }

    [Fact]
    public async Task AHealthyRow_EditedInPlace_IsImportedAsItIsNow()
    {
        var page = await OpenBrokerFileAsync(BrokerFiles.Schwab);
        await page.SeesAsync("Schwab positions");
        await page.GetByRole(AriaRole.Checkbox).First.UncheckAsync();
        var pencil = page.GetByRole(AriaRole.Button, new() { Name = "Edit VTSAX, line 13" });
        await pencil.FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        // Wrong while it is typed, and then right: without leaving the field.
        var quantity = page.Locator("#cell-13-1");
        await quantity.FillAsync("many");
        await Expect(page.Locator("#cell-13-1-error")).ToContainTextAsync("ERR_POS_005");
        await quantity.PressSequentiallyAsync("x");
        await quantity.FillAsync("90.25");
        await Expect(page.Locator("#cell-13-1-error")).ToHaveCountAsync(0);
        await Expect(quantity).ToBeFocusedAsync();
        await Expect(quantity).ToHaveValueAsync("90.25");
        await page.Locator("#cell-13-3").FillAsync("2026-08-03");
        await Expect(page.Content()).ToContainTextAsync("3 Aug 2026");
        await page.ShouldLookGoodAsync("broker-editing");

        await page.GetByRole(AriaRole.Button, new() { Name = "Done with VTSAX, line 13" }).ClickAsync();
        await Expect(pencil).ToBeFocusedAsync();
        await page.PressAsync("Import 1 account");
        await page.SeesAsync("is ready");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the command center" }).ClickAsync();
        await Expect(page.Locator("tr[data-symbol=VTSAX]")).ToContainTextAsync("90.25");
        await page.GoInteractiveAsync("/?cols=entered,value");
        await Expect(page.Locator("tr[data-symbol=VTSAX]")).ToContainTextAsync("3 Aug 2026");
    }

    [Fact]
    public async Task AFaultyFile_DownloadedAndMended_IsRecognisedAgain()
    {
        var page = await OpenBrokerFileAsync(BrokerFiles.Unfinished);
        await page.SeesAsync("A table of positions");
        var faults = await page.RunAndWaitForDownloadAsync(() => page.PressAsync("Download the rows at fault"));
        faults.SuggestedFilename.ShouldBe("export-rows-at-fault.csv");
        (await File.ReadAllTextAsync(await faults.PathAsync(), Cancelled)).ShouldStartWith("Ticker,Company,Shares,Average Cost,Last Price,Market Value,Errors\r\nKO,Coca-Cola,,50.00,,600.00,\"ERR_POS_004 ");

        var download = await page.RunAndWaitForDownloadAsync(() => page.PressAsync("Download with errors"));
        download.SuggestedFilename.ShouldBe("export-with-errors.csv");
        var text = await File.ReadAllTextAsync(await download.PathAsync(), Cancelled);
        text.Split("\r\n")[..2].ShouldBe(["Ticker,Company,Shares,Average Cost,Last Price,Market Value,Errors", "MSFT,Microsoft,10,300.00,400.00,4000.00"]);

        await page.PressAsync("Choose another file");
        await page.ChooseFileAsync(ImportFiles.Csv(text.Replace("Coca-Cola,,", "Coca-Cola,12,", StringComparison.Ordinal), download.SuggestedFilename));
        await page.CheckFileAsync();
        await page.SeesAsync("A table of positions");
        await Expect(page.Content()).Not.ToContainTextAsync("to mend");
        await Expect(page.Content()).Not.ToContainTextAsync("ERR_POS_004");
    }

    [Fact]
    public async Task Editor_WideAndNarrow_IsAccessibleAndFits()
    {
        var page = await OpenBrokerFileAsync(BrokerFiles.Unfinished);
        await page.SeesAsync("A table of positions");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit KO, line 3" }).ClickAsync();
        await page.GetByLabel("Symbol, line 3").FillAsync("K O");
        await Expect(page.Locator("#cell-3-0-error")).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync("broker-editor");
    }

    [Fact]
    public async Task Preview_WideAndNarrow_IsAccessibleAndFits()
    {
        var page = await OpenBrokerFileAsync(BrokerFiles.Schwab);
        await page.SeesAsync("Schwab positions");
        await page.ShouldLookGoodAsync("broker");
    }

    // Nothing of the form is filled in: the file tells it.
    private async Task<IPage> OpenBrokerFileAsync(string csv)
    {
        var page = await OpenRegisteredAsync();
        await page.InteractiveAsync();
        await page.ChooseFileAsync(ImportFiles.Csv(csv, "export.csv"));
        await page.CheckFileAsync();
        return page;
    }
}
