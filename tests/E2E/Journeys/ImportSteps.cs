using System.Globalization;
using App.Core.Market;
using E2E.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>What a user does on the import page and on the page of a run.</summary>
internal static class ImportSteps
{
    /// <summary>Fills in the form, as far as it has to be.</summary>
    public static async Task FillImportAsync(this IPage page, string accountName = "Schwab Taxable", string portfolioName = "Long haul", string equity = "1,250,000")
    {
        await page.InteractiveAsync();
        await page.GetByLabel("Portfolio name").FillAsync(portfolioName);
        await page.GetByLabel("Account name").FillAsync(accountName);
        await page.GetByLabel("Account type").SelectOptionAsync("taxable");
        await page.GetByLabel("Equity balance").FillAsync(equity);
    }

    /// <summary>Dates the balance a year back, so that a run has some 250 sessions to go through.</summary>
    public static async Task FillYearAsync(this IPage page)
    {
        var last = DateOnly.ParseExact(await page.GetByLabel("Balance of").InputValueAsync(), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var session = TradingCalendar.Nyse.SessionOnOrBefore(last.AddYears(-1));
        await page.GetByLabel("Balance of").FillAsync(session.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>Chooses a file and waits until it has arrived.</summary>
    public static async Task ChooseFileAsync(this IPage page, FilePayload file)
    {
        // Playwright fills a file input also while it is disabled, when nobody listens to it yet; a person cannot.
        await page.Locator("#file:enabled").SetInputFilesAsync(file);
        await Expect(page.Locator("label.dropzone")).ToContainTextAsync("to replace it", new() { Timeout = 2 * Browser.Patience });
    }

    public static Task CheckFileAsync(this IPage page) => page.PressAsync("Check file");

    public static Task PressAsync(this IPage page, string button) => page.Content().GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    /// <summary>Waits for the heading of a state, and until it has the focus: what is typed before goes nowhere.</summary>
    public static async Task SeesAsync(this IPage page, string heading, float timeout = Browser.Patience)
    {
        var shown = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await Expect(shown).ToContainTextAsync(heading, new() { Timeout = timeout });
        await Expect(shown).ToBeFocusedAsync();
    }

    /// <summary>From the form to the preview.</summary>
    public static async Task PreviewAsync(this IPage page, FilePayload file, string accountName = "Schwab Taxable")
    {
        await page.FillImportAsync(accountName);
        await page.ChooseFileAsync(file);
        await page.CheckFileAsync();
        await page.SeesAsync("Long haul");
    }

    /// <summary>The step of a run by its name.</summary>
    public static ILocator Step(this IPage page, string name) => page.Locator(".steps li", new() { HasText = name });
}
