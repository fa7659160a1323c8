using App.Core.Market;
using E2E.Harness;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>What the command center and its report look like on their lesser days, each without an axe violation and without scrolling to the side, wide and on a phone.</summary>
/// <remarks>Each look is at as many states as can be at once. What a run has left is written past the application: a run that fails on purpose would take longer.</remarks>
public sealed class CenterStatesTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    // A stock, a short, an option, what has no price, a private asset whose value can be given, and one that is closed.
    private const string Book = Books.Header + """

        AAPL,100,150.25,2024-01-16,PUBLIC,STOCK,,,,,,
        TSLA,-15,60.5,2024-03-01,PUBLIC,STOCK,,,,,,
        ,2,12.35,2024-03-15,OPTIONS,CALL,MSFT,450,2035-01-19,CALL,,
        PLANFUND1,10,25,2024-02-01,PUBLIC,MUTUAL_FUND,,,,,,
        FUND,10,100,2024-01-16,PRIVATE,HEDGE_FUND,,,,,,
        INTC,100,45.1,2024-01-05,PUBLIC,STOCK,,,,,2024-09-30,23.1

        """;

    private readonly AppDatabase _database = new((shared ?? throw new ArgumentNullException(nameof(shared))).App);

    [Fact]
    public async Task Notices_OfTheDayAndTheRun_AreAccessible()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await BehindAsync(user);
        await _database.SetRunAsync(portfolio, "Failed", Cancelled);
        var page = await OpenAsAsync(user, $"/?portfolio={portfolio}");
        await ReadyAsync(page);

        // A close that is not the newest, and a run that failed.
        await page.Locator("[data-notice=stale]").WaitForAsync();
        await page.Locator("[data-run=failed]").WaitForAsync();
        await page.ShouldLookGoodAsync();

        // Under way elsewhere, with the menu of the day open.
        await _database.SetRunAsync(portfolio, "Running", Cancelled);
        await page.GoInteractiveAsync($"/?portfolio={portfolio}");
        await page.Locator("[data-run=active]").WaitForAsync();
        await page.Locator(".day-menu > summary").ClickAsync();
        await Expect(page.Locator(".day-menu .panel")).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync();

        // Cancelled, and an earlier session is shown.
        await _database.SetRunAsync(portfolio, "Cancelled", Cancelled);
        await page.GoInteractiveAsync($"/?portfolio={portfolio}");
        await page.Locator("[data-run=cancelled]").WaitForAsync();
        await page.ShouldLookGoodAsync();
        await page.GoInteractiveAsync($"/?portfolio={portfolio}&date={Iso(Before(4))}");
        await page.Locator("[data-notice=past]").WaitForAsync();
        await ReadyAsync(page);
        await page.ShouldLookGoodAsync();

        // With remarks, unfolded, and with the amounts hidden.
        await _database.SetRunAsync(portfolio, "CompletedWithWarnings", Cancelled, "KO has no price of the session.", "No source knows PLANFUND1, nor anything else of so long a name that it has to be wrapped somewhere on a phone.");
        await page.GoInteractiveAsync($"/?portfolio={portfolio}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hide amounts" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hide amounts", Pressed = true }).WaitForAsync();
        await page.InteractiveAsync();
        await ReadyAsync(page);
        await page.Locator("[data-run=warnings] > summary").ClickAsync();
        await Expect(page.Locator("[data-run=warnings] li")).ToHaveCountAsync(2);
        await Expect(page.Locator("[data-figure=equity]")).ToContainTextAsync("•••");
        await page.ShouldLookGoodAsync();
    }

    [Fact]
    public async Task Parts_UnfoldedAskedForAndFailed_AreAccessible()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(new() { Csv = Book, PortfolioName = "Unfolded", AccountName = "One", EquityAsOf = "2026-10-01" }, Cancelled);
        var page = await OpenAsAsync(user, $"/?portfolio={portfolio}");
        await ReadyAsync(page);

        // Lines as tables, and the facts of a row.
        await page.GetByRole(AriaRole.Button, new() { Name = "Drawdown as table" }).ClickAsync();
        await page.Locator("#volatility").GetByRole(AriaRole.Button, new() { Name = "Volatility as table" }).ClickAsync();
        await Expect(page.Locator(".chart-table")).ToHaveCountAsync(2);
        await page.Locator("tr[data-symbol=AAPL]").GetByRole(AriaRole.Button, new() { Name = "About the figures of AAPL" }).ClickAsync();
        await page.Locator("tr.drill .row-facts").WaitForAsync();
        await page.ShouldLookGoodAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "New value of FUND" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("No value was given yet");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save and calculate" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("ERR_VALUE_003");
        await page.ShouldLookGoodAsync();

        // All portfolios, of which one holds what has no price.
        var other = await user.CalculatedPortfolioAsync(new() { PortfolioName = "Other", AccountName = "Two", EquityAsOf = "2026-10-01" }, Cancelled);
        await page.GoInteractiveAsync("/?portfolio=all");
        await page.Locator("[data-notice=unpriced] > summary").ClickAsync();
        await Expect(page.Locator("[data-notice=unpriced] li")).ToContainTextAsync("PLANFUND1");
        await ReadyAsync(page);
        await page.ShouldLookGoodAsync();

        // The risk of another cannot be read, which is said in its place; and of a third there is nothing to report.
        var spoiled = await user.CalculatedPortfolioAsync(new() { PortfolioName = "Spoiled", AccountName = "Three" }, Cancelled);
        await _database.SpoilRiskAsync(spoiled, Cancelled);
        await page.GoInteractiveAsync($"/?portfolio={spoiled}");
        await page.Locator("[data-state=failed]").First.WaitForAsync();
        await page.Locator("[data-figure=leverage]").WaitForAsync();
        await page.ShouldLookGoodAsync();
        var raw = await user.CreatedPortfolioAsync(new() { PortfolioName = "Raw", AccountName = "Four" }, Cancelled);
        await page.GotoAsync($"/report?portfolio={raw}");
        await page.GetByText("There are no figures to report").WaitForAsync();
        await page.ShouldLookGoodAsync();
    }

    // Calculated up to the session before the last.
    private static async Task<string> BehindAsync(ApiClient user)
    {
        var portfolio = await user.CreatedPortfolioAsync(new() { Csv = Book, PortfolioName = "Behind", EquityAsOf = "2026-10-01" }, Cancelled);
        await user.PostAsync($"portfolios/{portfolio}/calculate?as_of={Iso(Before(1))}", (System.Text.Json.Nodes.JsonNode?)null, Cancelled);
        await user.EndOfRunAsync(portfolio, Cancelled);
        return portfolio;
    }

    private static Task ReadyAsync(IPage page) => page.Locator("#changes table").WaitForAsync();

    private static DateOnly Before(int sessions)
    {
        var last = TradingCalendar.Nyse.MostRecentSession(TimeProvider.System.GetUtcNow());
        return TradingCalendar.Nyse.Sessions(last.AddDays(-30), last)[^(sessions + 1)];
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
