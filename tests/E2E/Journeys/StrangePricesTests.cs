using System.Globalization;
using System.Text.RegularExpressions;
using App.Core.Market;
using App.Testing.FakeMarket;
using E2E.Harness;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>A market whose prices are strange, and an application that has it for its source.</summary>
public sealed class StrangeMarket : IAsyncLifetime
{
    private FakeMarketServer? _market;
    private AppProcess? _app;

    public AppProcess App => _app!;

    /// <summary>The last session.</summary>
    public static DateOnly Last { get; } = TradingCalendar.Nyse.MostRecentSession(TimeProvider.System.GetUtcNow());

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var from = Last.AddDays(-400);
        var sound = FakeSecurity.Wandering("SOUND", from, Last);
        FakeSecurity At(string symbol, Func<FakeDay, decimal> close, IEnumerable<FakeDay> days) =>
            new(symbol, $"{symbol} Incorporated", [.. days.Select(day => new FakeDay(day.Date, close(day), close(day) + .01m, close(day) - .01m, close(day), 1_000))]);

        _market = await FakeMarketServer.StartAsync(new MarketScenario(
        [
            .. CollectMarketData.AlwaysHeld.Select(symbol => FakeSecurity.Wandering(symbol, from, Last)),
            sound,
            At("ONCE", _ => 42, sound.Days.TakeLast(1)),
            At("FLAT", _ => 50, sound.Days),
            At("PRINT", day => day.Date == sound.Days[^20].Date ? 4_000 : day.Date == sound.Days[^9].Date ? .02m : 40, sound.Days),
            At("FALLEN", day => day.Date >= sound.Days[^5].Date ? 50 : 60, sound.Days),
        ]));
        _app = await AppProcess.StartAsync(new()
        {
            Settings = new Dictionary<string, string>(_market.Settings) { ["MarketData:Sources"] = "Yahoo", ["MarketData:Yahoo:Requests"] = "1000", ["MarketData:Yahoo:AtOnce"] = "8" },
        });
    }

    /// <summary>A session so many before the last.</summary>
    public static DateOnly Before(int sessions) => TradingCalendar.Nyse.Sessions(Last.AddDays(-100), Last)[^(sessions + 1)];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_market is not null)
        {
            await _market.DisposeAsync();
        }
    }
}

/// <summary>Books on prices that most software shows nonsense of: figures or reasons, and the reasons are there for who asks.</summary>
public sealed class StrangePricesTests(Browser browser, StrangeMarket market) : BrowserTest(browser, (market ?? throw new ArgumentNullException(nameof(market))).App), IClassFixture<StrangeMarket>
{
    private static readonly Dictionary<string, (string Rows, string Equity, int AsOf)> Books = new()
    {
        ["one price"] = ("ONCE,10,42,2024-03-01,PUBLIC,STOCK,,,,,,\n", "1000", 0),
        ["constant series"] = ("FLAT,10,50,2024-03-01,PUBLIC,STOCK,,,,,,\n", "1000", 30),
        ["half the book priced"] = ("SOUND,10,90,2024-03-01,PUBLIC,STOCK,,,,,,\nNOBODYS,10,90,2024-03-01,PUBLIC,STOCK,,,,,,\n", "2000", 30),
        ["bad prints"] = ("PRINT,10,40,2024-03-01,PUBLIC,STOCK,,,,,,\nSOUND,10,90,2024-03-01,PUBLIC,STOCK,,,,,,\n", "2000", 30),
        ["zero equity"] = ("FALLEN,100,60,2024-03-01,PUBLIC,STOCK,,,,,,\n", "1000", 10),
        ["one position"] = ("SOUND,10,90,2024-03-01,PUBLIC,STOCK,,,,,,\n", "1000", 30),
    };

    public static TheoryData<string> Kinds => [.. Books.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task CommandCenter_OnStrangePrices_HasFiguresOrReasons(string kind)
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await CalculatedAsync(user, kind);

        var page = await OpenAsAsync(user, $"/?portfolio={portfolio}");
        await page.Locator("#changes:not([aria-busy])").WaitForAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldNotMatch(@"\bNaN\b|∞|Infinity|\bnull\b|Exception");
        await page.ShouldBeAccessibleAsync();
        (await user.GetAsync($"portfolios/{portfolio}/analytics/risk", Cancelled)).Body["results"]!.AsArray().ShouldAllBe(result => result!["fault"] == null);

        // Every dash is a button with the reason behind it: by key, and closed by Escape with the focus where it was.
        if (await page.Locator("main [data-why].why:visible").CountAsync() > 0)
        {
            var dash = page.Locator("main [data-why].why:visible").First;
            await dash.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("#why")).ToHaveTextAsync((await dash.GetAttributeAsync("data-why"))!);
            await page.ShouldBeAccessibleAsync();
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.Locator("#why")).ToBeHiddenAsync();
            await Expect(dash).ToBeFocusedAsync();
        }

        if (kind == "zero equity")
        {
            (await page.Figure("equity")).ShouldBe("$0.00");
            await Expect(page.Locator("#unknown")).ToContainTextAsync("The equity is not positive");
        }

        if (kind is "half the book priced" or "one price")
        {
            await Expect(page.Locator("#unknown")).ToContainTextAsync(kind == "one price" ? "ONCE" : "NOBODYS");
            await Expect(page.Locator("#unknown")).ToContainTextAsync("To know it:");
        }

        // What the half with prices does is not what the book does.
        if (kind == "half the book priced")
        {
            await Expect(page.Locator("#unknown")).ToContainTextAsync(new Regex(@"Market beta.*Stress tests\s*Only 50 % of what needs a price, by cost, has one; 80 % are needed"));
        }
    }

    /// <summary>Pictures of a book that is not ready, to look at.</summary>
    [Theory(Explicit = true)]
    [InlineData(1280, "light")]
    [InlineData(1280, "dark")]
    [InlineData(390, "light")]
    public async Task Pictures_OfHalfABook_AreTaken(int width, string theme)
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var page = await OpenAsAsync(user, $"/?portfolio={await CalculatedAsync(user, "half the book priced")}", width, theme);
        await page.Locator("#changes:not([aria-busy])").WaitForAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Paths.Artifacts, "gallery", $"half-priced-{width}-{theme}.png"), FullPage = true });
    }

    private static Task<string> CalculatedAsync(ApiClient user, string kind)
    {
        var (rows, equity, asOf) = Books[kind];
        return user.CalculatedPortfolioAsync(
            new PortfolioUpload
            {
                Csv = Harness.Books.Header + "\n" + rows,
                PortfolioName = kind,
                EquityBalance = equity,
                EquityAsOf = StrangeMarket.Before(asOf).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
            Cancelled);
    }
}
