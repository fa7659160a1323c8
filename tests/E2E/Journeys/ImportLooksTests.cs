using E2E.Harness;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Every state of an import, wide and narrow, light and dark: nothing for axe to complain of, nothing off the side. GALLERY=1 also takes pictures.</summary>
public sealed class ImportLooksTests(Browser browser, FragileApp fragile) : BrowserTest(browser, fragile.App), IClassFixture<FragileApp>
{
    private readonly AppDatabase _database = new(fragile.App);

    [Fact]
    public async Task EveryState_IsAccessibleAndFits()
    {
        var page = await OpenRegisteredAsync();
        await FormAsync(page);
        await FaultsAsync(page);
        await PreviewsAsync(page);
        await RunAsync(page);
    }

    protected override async ValueTask CleanUpAsync() => await _database.MendAsync(CancellationToken.None);

    private static async Task FormAsync(IPage page)
    {
        await page.InteractiveAsync();
        await LookAsync(page, "1-form");
        await page.GetByLabel("Equity balance").FillAsync("a lot");
        await page.PressAsync("Check file");
        await Expect(page.Locator("#summary")).ToBeVisibleAsync();
        await LookAsync(page, "2-form-errors");
        await page.FillImportAsync();
        await page.FillYearAsync();
        await page.ChooseFileAsync(ImportFiles.Csv(ImportFiles.Faulty));
        await LookAsync(page, "3-form-filled");
    }

    private static async Task FaultsAsync(IPage page)
    {
        await page.PressAsync("Check file");
        await page.SeesAsync("4 things to mend");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use 2024-01-15" }).ClickAsync();
        await Expect(page.GetByText("1 cell changed")).ToBeVisibleAsync();
        await LookAsync(page, "4-faults");
        await CheckAsync(page, ImportFiles.Csv(ImportFiles.AllFaulty(700)), "1,400 things to mend", "5-faults-many");
        await CheckAsync(page, ImportFiles.Csv(ImportFiles.Header), "holdings.csv cannot be imported", "6-faults-of-the-file");
        await CheckAsync(page, ImportFiles.Csv(ImportFiles.Header + "\r\nAAPL,1,x,2024-01-02,,,,,,,,\r\n"), "1 thing to mend", "7-faults-one");
    }

    private static async Task PreviewsAsync(IPage page)
    {
        await CheckAsync(page, ImportFiles.Csv(ImportFiles.Header + ",My note\r\nAAPL,1,2,2024-01-02,,,,,,,,,x\r\n"), "Long haul", "8-preview-one");
        await CheckAsync(page, ImportFiles.Csv(ImportFiles.Many(800)), "Long haul", "9-preview-many");
        await CheckAsync(page, ImportFiles.Csv(ImportFiles.Fifty + "ZZZZQ,1,2,2024-01-02,,,,,,,,\r\n"), "Long haul", "10-preview-fifty");
    }

    private async Task RunAsync(IPage page)
    {
        await _database.FailInsertsAsync("portfolio_snapshots", "disk says no", Cancelled);
        await page.PressAsync("Import 51 positions");

        // As the first of its database it fetches everything before it fails.
        await page.SeesAsync("was not calculated to the end", 90_000);
        await LookAsync(page, "12-processing-error");
        await _database.MendAsync(Cancelled);
        await _database.DelayInsertsAsync("portfolio_snapshots", RunTests.Moment, Cancelled);
        await page.PressAsync("Retry calculation");
        await Expect(page.Step("P&L calculated")).ToHaveClassAsync("now");
        await page.GetByText("Activity log").ClickAsync();
        await LookAsync(page, "11-processing");
        await _database.MendAsync(Cancelled);
        await page.SeesAsync("Long haul is ready", 90_000);
        await LookAsync(page, "13-success");
    }

    private static async Task CheckAsync(IPage page, FilePayload file, string heading, string name)
    {
        await page.PressAsync("Choose another file");
        await page.ChooseFileAsync(file);
        await page.PressAsync("Check file");
        await page.SeesAsync(heading);
        await LookAsync(page, name);
    }

    private static Task LookAsync(IPage page, string name) => page.ShouldLookGoodAsync("import-" + name);
}
