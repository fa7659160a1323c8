using E2E.Harness;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>An application whose one source has nothing: a directory of prices in which nobody has put any.</summary>
public sealed class BareApp : IAsyncLifetime
{
    private readonly string _prices = Directory.CreateTempSubdirectory("ballast-no-prices-").FullName;
    private AppProcess? _app;

    public AppProcess App => _app!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync() =>
        _app = await AppProcess.StartAsync(new() { Settings = new Dictionary<string, string> { ["MarketData:Sources"] = "Files", ["MarketData:Files:Directory"] = _prices } });

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Directory.Delete(_prices, recursive: true);
    }
}

/// <summary>No prices at all, those of the factors' funds among them: a book is worth what was paid for it, and nothing is known of its risk, which is said.</summary>
public sealed class NoPricesTests(Browser browser, BareApp bare) : BrowserTest(browser, (bare ?? throw new ArgumentNullException(nameof(bare))).App), IClassFixture<BareApp>
{
    // Without a price of anything there is nothing that these could be of.
    private static readonly string[] OfReturns =
        ["market_beta", "provider_beta", "interest_rate_beta", "spreads", "factors", "volatility", "correlations", "tail", "stress"];

    [Fact]
    public async Task Book_WithoutAnyPrice_IsWorthItsEntryPrices_AndEachFigureOfRiskSaysWhyItIsUnknown()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(
            new()
            {
                Csv = Books.Header + """

                    AAPL,100,150.25,2024-01-16,PUBLIC,STOCK,,,,,,
                    TSLA,-15,60.5,2024-03-01,PUBLIC,STOCK,,,,,,
                    ,2,12.35,2024-03-15,OPTIONS,CALL,MSFT,450,2035-01-19,CALL,,
                    FUND_A,1,5000,2023-06-01,PRIVATE,PRIVATE_EQUITY,,,,,,

                    """,
                PortfolioName = "Bare",
                EquityBalance = "100000",
            },
            Cancelled);

        var exposures = (await user.GetAsync($"portfolios/{portfolio}/analytics/exposures", Cancelled)).Body;
        ((decimal)exposures["gross"]!["value"]!).ShouldBe(15_025m + 907.5m + 2_470m + 5_000m);
        ((decimal)exposures["net"]!["value"]!).ShouldBe(15_025m - 907.5m + 2_470m + 5_000m);

        var risk = await user.GetAsync($"portfolios/{portfolio}/analytics/risk", Cancelled);
        risk.Body["results"]!.AsArray().ShouldAllBe(result => result!["fault"] == null);
        var figures = Nonsense.Figures(risk.Body).ToList();
        foreach (var analytic in OfReturns)
        {
            var own = figures.Where(each => each.Analytic == analytic).ToList();
            own.ShouldNotBeEmpty(analytic);
            own.ShouldAllBe(each => each.Figure["value"] == null && !string.IsNullOrWhiteSpace((string?)each.Figure["reason"]), analytic);
        }

        figures.Where(each => each.Figure["value"] is null).ShouldAllBe(each => !string.IsNullOrWhiteSpace((string?)each.Figure["reason"]));
        figures.Where(each => each is { Analytic: "greeks", Name: not ("delta" or "delta_shares") } && !each.Name.Contains(' ')).ShouldAllBe(each => each.Figure["value"] == null);
        Nonsense.Of(risk.Text.Replace("null", "", StringComparison.Ordinal)).ShouldBeEmpty();

        var page = await OpenAsAsync(user, $"/?portfolio={portfolio}");
        await page.Locator("#unknown").WaitForAsync();
        await page.Locator("#changes:not([aria-busy])").WaitForAsync();
        Nonsense.Of(await page.Locator("main").InnerTextAsync()).ShouldBeEmpty();
        (await page.Figure("equity")).ShouldBe("$100,000.00");
        await Expect(page.Locator("[data-figure=beta] .why").First).ToBeVisibleAsync();
        await Expect(page.Locator("tr[data-symbol=AAPL]")).ToContainTextAsync("No market price");
        await Expect(page.Locator("tr[data-symbol=AAPL]")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"\$150\.25\s*entry"));
        await Expect(page.Locator("#unknown")).ToContainTextAsync("To know it:");
        await page.ShouldBeAccessibleAsync();
        await page.ShouldFitAsync();
        await page.GoInteractiveAsync($"/report?portfolio={portfolio}");
        await page.Locator("#unknown").WaitForAsync();
        Nonsense.Of(await page.Locator("main").InnerTextAsync()).ShouldBeEmpty();
    }
}
