using E2E.Harness;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Books that most software shows nonsense of: figures or reasons, never NaN, nothing that is unknown written as 0, usable on a phone and without a mouse.</summary>
public sealed class StrangeBooksTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    private const string Unheld = "ZZZZQ,10,25,2026-11-16,PUBLIC,STOCK,,,,,,\n";

    private static readonly Dictionary<string, (string Rows, string Equity, string? AsOf)> Books = new()
    {
        ["only cash"] = ("SPAXX,15250.75,1,2024-01-02,PUBLIC,CASH,,,,,,\nCASH_USD,25000,1,2024-01-02,PRIVATE,CASH,,,,,,\n", "40000", null),
        ["only private"] = ("FUND_A,1,50000,2023-06-01,PRIVATE,PRIVATE_EQUITY,,,,,,\n", "50000", null),
        ["only options"] = (",2,12.35,2024-03-15,OPTIONS,CALL,MSFT,450,2035-01-19,CALL,,\n,-3,5.05,2024-03-15,OPTIONS,PUT,SPY,400,2035-01-19,PUT,,\n", "20000", null),
        ["only expired options"] = (",2,12.35,2024-03-15,OPTIONS,CALL,MSFT,450,2025-01-17,CALL,,\n,1,5.05,2024-03-15,OPTIONS,PUT,SPY,300,2025-06-20,PUT,,\n", "20000", null),
        ["only shorts"] = ("TSLA,-15,60.5,2024-03-01,PUBLIC,STOCK,,,,,,\nGM,-150,30.5,2024-03-01,PUBLIC,STOCK,,,,,,\n", "30000", null),
        ["closed"] = ("NVDA,40,49.52,2024-01-05,PUBLIC,STOCK,,,,,2024-06-14,131.88\n", "30000", null),
        ["bought this week"] = (Unheld, "1000", null),
    };

    public static TheoryData<string> Kinds => [.. Books.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task CommandCenter_OfAStrangeBook_HasFiguresOrReasons(string kind)
    {
        var (rows, equity, asOf) = Books[kind];
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(
            new PortfolioUpload { Csv = Harness.Books.Header + "\n" + rows, PortfolioName = kind, EquityBalance = equity, EquityAsOf = asOf }, Cancelled);

        await ShouldBeSensibleAsync(user, portfolio);
    }

    [Fact]
    public async Task CommandCenter_OfMoreLostThanThereWas_SaysThatSharesOfItCannotBeGiven()
    {
        // A thousand dollars carry a thousand shares one way or the other: one of the two has lost it all.
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var broke = new List<string>();
        foreach (var side in (int[])[1_000, -1_000])
        {
            var portfolio = await user.CalculatedPortfolioAsync(
                new PortfolioUpload { Csv = $"{Harness.Books.Header}\nTSLA,{side},60.5,2024-03-01,PUBLIC,STOCK,,,,,,\n", PortfolioName = $"Side {side}", AccountName = $"Side {side}", EquityBalance = "1000", EquityAsOf = "2026-06-01" }, Cancelled);
            if ((decimal)(await user.GetAsync($"portfolios/{portfolio}/analytics/overview", Cancelled)).Body["figures"]!["equity"]!["value"]! < 0)
            {
                broke.Add(portfolio);
            }
        }

        await ShouldBeSensibleAsync(user, broke.ShouldHaveSingleItem());
        var beta = (await user.GetAsync($"portfolios/{broke[0]}/analytics/overview", Cancelled)).Body["risk"]!["beta"]!;
        ((string)beta["reason"]!).ShouldContain("equity is not positive");
    }

    [Fact]
    public async Task CommandCenter_OfFiveThousandPositions_IsThereAndFollows()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(new PortfolioUpload { Csv = Harness.Books.Hundreds(5_000), PortfolioName = "Five thousand" }, Cancelled);
        var page = await OpenAsAsync(user, "/");
        await page.Locator("#changes:not([aria-busy])").WaitForAsync();

        await page.GetByRole(Microsoft.Playwright.AriaRole.Searchbox).First.FillAsync("AAAQ");
        await Expect(page.Locator("table.position-table tbody tr")).ToHaveCountAsync(1);
        await page.Locator("#stress").GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "By kind" }).ClickAsync();
        await page.Locator("[data-scenario=market_crash_35] button").ClickAsync();
        await Expect(page.Locator(".stress-detail")).ToContainTextAsync("Most lost");
        await page.CloseAsync();
        await ShouldBeSensibleAsync(user, portfolio, isLookedAt: false);
    }

    // Axe reads every element of a page: thousands of rows take it minutes, and are each like those of fifty.
    private async Task ShouldBeSensibleAsync(ApiClient user, string portfolio, bool isLookedAt = true)
    {
        // Whatever there is of thousands is computed and sent, beside two other classes of tests.
        var page = await OpenAsAsync(user, $"/?portfolio={portfolio}");
        page.SetDefaultTimeout(isLookedAt ? Browser.Patience : 4 * Browser.Patience);
        await page.Locator("#unknown").WaitForAsync();
        await page.Locator("#changes:not([aria-busy])").WaitForAsync();
        Nonsense.Of(await page.Locator("main").InnerTextAsync()).ShouldBeEmpty();
        await LookAsync();
        await page.SetViewportSizeAsync(390, 844);
        await page.ShouldFitAsync();
        await LookAsync();
        await page.GoInteractiveAsync($"/report?portfolio={portfolio}");
        await page.Locator("#unknown").WaitForAsync();
        Nonsense.Of(await page.Locator("main").InnerTextAsync()).ShouldBeEmpty();

        var risk = await user.GetAsync($"portfolios/{portfolio}/analytics/risk", Cancelled);
        risk.Body["results"]!.AsArray().ShouldAllBe(result => result!["fault"] == null);
        Nonsense.OfFigures(risk).ShouldBeEmpty();

        Task LookAsync() => isLookedAt ? page.ShouldBeAccessibleAsync() : Task.CompletedTask;
    }
}
