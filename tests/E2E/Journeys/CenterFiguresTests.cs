using System.Globalization;
using System.Text.Json.Nodes;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>The figures of the command center and their line, against what the API says of the same portfolios.</summary>
public sealed class CenterFiguresTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task Figures_OfAPortfolio_AreThoseOfTheApi()
    {
        using var user = await UserAsync();
        var portfolio = await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Fifty", EquityAsOf = "2026-10-01" }, Cancelled);
        var snapshot = (await user.GetAsync($"portfolios/{portfolio}/analytics/snapshots", Cancelled)).Body["snapshots"]!.AsArray()[^1]!;
        var exposures = (await user.GetAsync($"portfolios/{portfolio}/analytics/exposures", Cancelled)).Body;
        var page = await OpenAsAsync(user, "/");

        (await page.Figure("equity")).ShouldBe(Dollars(snapshot["equity"]!));
        (await page.Figure("day")).ShouldStartWith(Signed(snapshot["day_pnl"]!) + $" ({Percent((double)snapshot["day_return"]!)})");
        (await page.Figure("total")).ShouldStartWith(Signed(snapshot["cumulative_pnl"]!));
        foreach (var name in new[] { "gross", "net", "long", "short" })
        {
            (await page.ExplanationAsync(name)).ShouldContain(Dollars(exposures[name]!["value"]!));
        }

        (await page.ExplanationAsync("cash")).ShouldContain(Dollars(snapshot["cash"]!));
        (await page.Figure("leverage")).ShouldStartWith(((double)exposures["leverage"]!["value"]!).ToString("0.00", CultureInfo.InvariantCulture) + "×");
        await page.Locator(".site-header").GetByText("Sample market data").WaitForAsync();
        var sources = (await user.GetAsync($"portfolios/{portfolio}/analytics/overview", Cancelled)).Body["price_sources"]!.AsArray().ShouldHaveSingleItem()!;
        await page.GetByText($"Prices: Sample {sources["symbols"]} (made up)").WaitForAsync();
        await page.GetByText("Close of ").First.WaitForAsync();
    }

    [Fact]
    public async Task Figures_OfTheFirstDay_AreOfPositionsHeld()
    {
        using var user = await UserAsync();
        await user.CalculatedPortfolioAsync(new(), Cancelled);
        var page = await OpenAsAsync(user, "/");

        (await page.Figure("equity")).ShouldBe("$1,000,000.00");
        (await page.Figure("day")).ShouldEndWith("from positions held");
        await page.Locator(".nav-card .plot svg").First.WaitForAsync();
    }

    [Fact]
    public async Task Figures_ForAReaderOfGerman_AreWrittenTheirWay()
    {
        using var user = await UserAsync();
        await user.CalculatedPortfolioAsync(new(), Cancelled);
        var page = await OpenAsync(options: new() { Locale = "de-DE" });
        await page.GotoAsync("/sign-in");
        await page.SignInAsync(user.Email, ApiClient.Password);

        (await page.Figure("equity")).ShouldBe("1.000.000,00 $");
    }

    [Fact]
    public async Task Chart_InEachRange_IsDrawnAcrossTheCardAndCanBeReadAsATable()
    {
        using var user = await UserAsync();
        var portfolio = await user.CalculatedPortfolioAsync(new() { EquityAsOf = "2026-10-01" }, Cancelled);
        var page = await OpenAsAsync(user, "/");
        await page.Locator(".nav-card .plot svg").First.WaitForAsync();

        var card = await page.Locator(".nav-card").BoundingBoxAsync();
        var chart = await page.Locator(".nav-card .plot svg").First.BoundingBoxAsync();
        chart!.Width.ShouldBeGreaterThan(card!.Width * .8f);

        await page.GetByRole(AriaRole.Link, new() { Name = "One month" }).ClickAsync();
        await page.ArriveAtAsync("**/?range=1m");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "One month" })).ToHaveAttributeAsync("aria-current", "true");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();
        var table = page.GetByRole(AriaRole.Region, new() { Name = "Net asset value by session" });
        var snapshots = (await user.GetAsync($"portfolios/{portfolio}/analytics/snapshots", Cancelled)).Body["snapshots"]!.AsArray();
        var month = DateOf(snapshots[^1]!).AddMonths(-1);
        await Expect(table.Locator("tbody tr")).ToHaveCountAsync(snapshots.Count(snapshot => DateOf(snapshot!) >= month));
        await Expect(table.Locator("tbody tr").First).ToContainTextAsync(Dollars(snapshots[^1]!["equity"]!));
    }

    [Fact]
    public async Task Run_UnderWay_BringsItsFiguresByItself()
    {
        using var user = await UserAsync();
        var portfolio = await user.CreatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Fresh" }, Cancelled);
        var page = await OpenAsAsync(user, "/");
        await page.GetByText("Not calculated yet").First.WaitForAsync();
        await Expect(page.Locator("tbody tr[data-symbol]")).ToHaveCountAsync(47);

        // The page is loaded while the run is going, or just after: it ends with figures either way.
        await user.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled);
        await page.ReloadAsync();

        await page.Locator("[data-figure=equity]").WaitForAsync();
        (await page.Figure("equity")).ShouldBe("$1,000,000.00");
    }

    private Task<ApiClient> UserAsync() => ApiClient.RegisteredAsync(App.Address, Cancelled);

    private static DateOnly DateOf(JsonNode snapshot) => DateOnly.ParseExact((string)snapshot["date"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Dollars(JsonNode amount) => Written((decimal)amount, "");

    private static string Signed(JsonNode amount) => Written((decimal)amount, "+");

    private static string Written(decimal amount, string plus)
    {
        var rounded = Math.Round(amount, 2, MidpointRounding.AwayFromZero);
        return (rounded < 0 ? "−" : rounded > 0 ? plus : "") + Math.Abs(rounded).ToString("$#,0.00", CultureInfo.InvariantCulture);
    }

    private static string Percent(double share)
    {
        var rounded = Math.Round(share * 100, 2, MidpointRounding.AwayFromZero);
        return (rounded < 0 ? "−" : rounded > 0 ? "+" : "") + Math.Abs(rounded).ToString("0.00", CultureInfo.InvariantCulture) + "%";
    }
}
