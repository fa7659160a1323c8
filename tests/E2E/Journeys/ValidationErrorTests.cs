using System.Text;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Journey 3: a file with errors.</summary>
public sealed class ValidationErrorTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task FaultyFile_MendedInPlace_IsPreviewed()
    {
        var page = await OpenFaultsAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(4);
        await Expect(page.Content()).ToContainTextAsync("7 rows read, 4 fine; nothing was imported.");
        await ShouldListAsync(page, 3, "VFINX", "Investment Subtype", "ERR_POS_017");
        await ShouldListAsync(page, 5, "TSLA", "Quantity", "ERR_POS_005");
        await ShouldListAsync(page, 5, "TSLA", "Entry Date", "ERR_POS_013");
        await ShouldListAsync(page, 7, "AAPL", "Symbol", "ERR_POS_023");

        // One by the suggestion, one wrong again, the others by hand.
        await page.GetByRole(AriaRole.Button, new() { Name = "Use 2024-01-15 for Entry Date, line 5" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Entry Date, line 5" })).ToHaveValueAsync("2024-01-15");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Investment Subtype, line 3" }).FillAsync("MUTUAL_FUND");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Quantity, line 5" }).FillAsync("0");
        await page.PressAsync("Check again");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await ShouldListAsync(page, 5, "TSLA", "Quantity", "ERR_POS_006");

        await page.GetByRole(AriaRole.Textbox, new() { Name = "Quantity, line 5" }).FillAsync("-25");
        await page.Locator("tr", new() { HasText = "ERR_POS_023" }).GetByRole(AriaRole.Textbox).FillAsync("GOOGL");
        await page.PressAsync("Check again");

        await page.SeesAsync("Long haul");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import 7 positions" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task FaultyFile_Downloaded_MendedAndUploadedAgain_IsPreviewed()
    {
        var page = await OpenFaultsAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.PressAsync("Download with errors"));
        download.SuggestedFilename.ShouldBe("holdings-with-errors.csv");
        var text = await File.ReadAllTextAsync(await download.PathAsync(), Cancelled);
        text.ShouldContain("ERR_POS_017");

        var mended = text.Replace(",FUND,", ",MUTUAL_FUND,", StringComparison.Ordinal)
            .Replace("TSLA,abc,219.91,01/15/2024", "TSLA,25,219.91,2024-01-15", StringComparison.Ordinal)
            .Replace("AAPL,5,160,2024-01-16", "AAPL,5,160,2024-01-17", StringComparison.Ordinal);
        await page.PressAsync("Choose another file");
        await Expect(page.GetByLabel("Account name")).ToHaveValueAsync("Schwab Taxable");
        await page.ChooseFileAsync(ImportFiles.Raw(Encoding.UTF8.GetBytes(mended), download.SuggestedFilename));
        await page.CheckFileAsync();

        await page.SeesAsync("Long haul");
        await Expect(page.Content()).ToContainTextAsync("“Errors” is not one of the template's and was ignored");
    }

    [Fact]
    public async Task ThousandsOfErrors_ArePaged_AndEditsSurviveThePages()
    {
        var page = await OpenRegisteredAsync();
        await page.FillImportAsync();
        await page.ChooseFileAsync(ImportFiles.Csv(ImportFiles.AllFaulty(2_000)));
        await page.CheckFileAsync();

        await page.SeesAsync("4,000 things to mend");
        await Expect(page.Content()).ToContainTextAsync("The first 1,000 of 4,000 errors are listed.");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);
        await page.GetByLabel("Quantity, line 2", new() { Exact = true }).FillAsync("7");
        await page.PressAsync("Next errors");
        await Expect(page.GetByText("51–100 of 1,000 errors")).ToBeVisibleAsync();
        await page.PressAsync("Previous errors");
        await Expect(page.GetByLabel("Quantity, line 2", new() { Exact = true })).ToHaveValueAsync("7");
        await page.PressAsync("Use all 500 suggestions");
        await Expect(page.GetByText("501 cells changed")).ToBeVisibleAsync();
        await page.PressAsync("Check again");
        await page.SeesAsync("3,499 things to mend");
    }

    private async Task<IPage> OpenFaultsAsync()
    {
        var page = await OpenRegisteredAsync();
        await page.FillImportAsync();
        await page.ChooseFileAsync(ImportFiles.Csv(ImportFiles.Faulty));
        await page.CheckFileAsync();
        await page.SeesAsync("4 things to mend");
        return page;
    }

    private static async Task ShouldListAsync(IPage page, int line, string symbol, string field, string code)
    {
        var row = page.Locator("tbody tr", new() { HasText = code });
        await Expect(row.Locator("td").Nth(0)).ToHaveTextAsync(line.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Expect(row.Locator("td").Nth(1)).ToHaveTextAsync(symbol);
        await Expect(row.Locator("td").Nth(2)).ToHaveTextAsync(field);
        await Expect(row.GetByRole(AriaRole.Link, new() { Name = code })).ToHaveAttributeAsync("href", $"/errors/{code}");
    }
}
