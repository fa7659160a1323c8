using App.Core.Market;
using E2E.Harness;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>A private asset is given a new value in its row.</summary>
public sealed class NewValueTests(Browser browser, PostgresApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task NewValue_OfAPrivateRow_IsCalculatedAndCanBeTakenBack()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var id = await user.CalculatedPortfolioAsync(
            new() { Csv = Books.Header + "\nFUND,10,100,2024-01-16,PRIVATE,HEDGE_FUND,,,,,,\nSPY,1,100,2024-01-16,PUBLIC,ETF,,,,,,\n" }, Cancelled);
        var day = TradingCalendar.Nyse.MostRecentSession(TimeProvider.System.GetUtcNow());
        var page = await OpenAsAsync(user, "/");
        await Expect(page.Locator("tr[data-symbol=SPY] .link-btn")).ToHaveCountAsync(0);
        await Expect(page.Locator("tr[data-symbol=FUND]")).ToContainTextAsync("Private, held at its entry price");

        await page.GetByRole(AriaRole.Button, new() { Name = "New value of FUND" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("No value was given yet");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save and calculate" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("ERR_VALUE_003");
        await dialog.GetByLabel("Day it is of").FillAsync($"{day:yyyy-MM-dd}");
        await dialog.GetByLabel("Price of one unit").FillAsync("112.50");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save and calculate" }).ClickAsync();
        await page.ArriveAtAsync($"**/portfolios/{id}/runs/*");
        await user.EndOfRunAsync(id, Cancelled);

        await page.GoInteractiveAsync("/");
        await Expect(page.Locator("tr[data-symbol=FUND]")).ToContainTextAsync("Given, ");
        await Expect(page.Locator("tr[data-symbol=FUND]")).ToContainTextAsync("$1,125.00");
        await page.GetByRole(AriaRole.Button, new() { Name = "New value of FUND" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Listitem)).ToContainTextAsync("$112.50");
        await dialog.GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Button).ClickAsync();
        await page.ArriveAtAsync($"**/portfolios/{id}/runs/*");
        await user.EndOfRunAsync(id, Cancelled);
        await page.GoInteractiveAsync("/");
        await Expect(page.Locator("tr[data-symbol=FUND]")).ToContainTextAsync("Private, held at its entry price");
    }
}
