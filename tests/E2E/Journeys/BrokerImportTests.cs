using E2E.Harness;
using Microsoft.Playwright;
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

        await page.WaitForURLAsync("**/portfolios");
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

    [Theory]
    [InlineData(1280, "dark")]
    [InlineData(390, "light")]
    public async Task Preview_WideAndNarrow_IsAccessibleAndFits(int width, string theme)
    {
        var page = await OpenBrokerFileAsync(BrokerFiles.Schwab, width, theme);
        await page.SeesAsync("Schwab positions");
        if (Environment.GetEnvironmentVariable("GALLERY") is { Length: > 0 })
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Paths.Artifacts, "gallery", $"broker-{width}-{theme}.png"), FullPage = true });
        }

        await page.ShouldFitAsync();
        await page.ShouldBeAccessibleAsync();
    }

    // Nothing of the form is filled in: the file tells it.
    private async Task<IPage> OpenBrokerFileAsync(string csv, int width = 1280, string? theme = null)
    {
        var page = await OpenRegisteredAsync(width, theme);
        await page.InteractiveAsync();
        await page.ChooseFileAsync(ImportFiles.Csv(csv, "export.csv"));
        await page.CheckFileAsync();
        return page;
    }
}
