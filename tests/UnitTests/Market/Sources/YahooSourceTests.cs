using System.Globalization;
using System.Text.Json;
using App.Core.Market;
using App.Data.Market.Sources.Yahoo;
using App.Testing.FakeMarket;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Sources;

public sealed class YahooSourceTests : IAsyncLifetime
{
    private SourceBench _bench = null!;
    private IMarketDataSource _yahoo = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await SourceBench.StartAsync();
        _yahoo = _bench.Source("Yahoo");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Chart_IsAskedForUntilNow_WithAUserAgentAndWithoutAKey()
    {
        await _yahoo.HistoryAsync("ACME", Cancelled, new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 31));

        var request = _bench.Server.Requests.Single();
        request.Query.ShouldContain($"period2={_bench.Time.GetUtcNow().ToUnixTimeSeconds()}&interval=1d&events=div,splits");
        request.Headers["User-Agent"].ShouldStartWith("Mozilla/5.0 (compatible; Ballast");
        request.Address.ShouldNotContain(_bench.Server.Key);
        request.Headers.Values.ShouldNotContain(value => value.Contains(_bench.Server.Key));
    }

    [Fact]
    public async Task Profile_WithCookieAndCrumb_HasSectorYieldAndBeta()
    {
        var profile = (await _yahoo.ProfileAsync("BRK.B", Cancelled)).Value.ShouldNotBeNull();

        profile.ShouldBe(new SecurityProfile("BRK.B", "BRK.B Incorporated", "Technology", "STOCK", "USD", .0125) { Industry = "Abacuses", Exchange = "NasdaqGS", Beta = 1.1 });
        _bench.Server.Requests.Select(request => request.Path).ShouldBe(["/yahoo-cookie", "/v1/test/getcrumb", "/v10/finance/quoteSummary/BRK-B"]);
        _bench.Server.Requests[^1].Query.ShouldContain($"crumb={_bench.Server.Crumb}");
    }

    [Fact]
    public async Task Crumb_IsFetchedOnceForManySymbols()
    {
        await _yahoo.GetProfilesAsync(["ACME", "BRK.B", "PLAIN"], Cancelled).ToListAsync(Cancelled);
        await _yahoo.FundamentalsAsync("PLAIN", Cancelled);

        _bench.Server.Requests.Count(request => request.Path == "/v1/test/getcrumb").ShouldBe(1);
    }

    [Fact]
    public async Task Crumb_ThatIsRefused_IsRenewedOnce()
    {
        await _yahoo.ProfileAsync("ACME", Cancelled);
        _bench.Server.Crumb = "another";
        var profile = await _yahoo.ProfileAsync("PLAIN", Cancelled);

        profile.Value.ShouldNotBeNull().Sector.ShouldBe("Technology");
        _bench.Server.Requests.Count(request => request.Path == "/v1/test/getcrumb").ShouldBe(2);
    }

    [Fact]
    public async Task Profile_WhenEveryCrumbIsRefused_IsWhatTheChartTells()
    {
        _bench.Server.Misbehave(Misbehaviour.Unauthorized, where: "/quoteSummary/");
        var profiles = await _yahoo.GetProfilesAsync(["ACME", "PLAIN"], Cancelled).ToListAsync(Cancelled);

        profiles.ShouldAllBe(profile => profile.Found && profile.Value!.Sector == null && profile.Value.Name.EndsWith(" Incorporated") && profile.Value.Kind == "STOCK");
        profiles[0].Value!.Exchange.ShouldBe("NasdaqGS");

        // One renewal, and no more asking for crumbs that are refused.
        _bench.Server.Requests.Count(request => request.Path == "/v1/test/getcrumb").ShouldBe(2);
    }

    [Fact]
    public async Task Fundamentals_WhenEveryCrumbIsRefused_AreUnavailable()
    {
        _bench.Server.Misbehave(Misbehaviour.Unauthorized, where: "/quoteSummary/");
        await _yahoo.FundamentalsAsync("ACME", Cancelled);
        var answer = await _yahoo.FundamentalsAsync("PLAIN", Cancelled);

        (answer.Gap, answer.Missing).ShouldBe((SourceGap.Unavailable, "Yahoo refuses the crumb it gave"));
    }

    [Theory]
    [InlineData("/v1/test/getcrumb", Misbehaviour.TooManyRequests)]
    [InlineData("/v1/test/getcrumb", Misbehaviour.HtmlPage)]
    [InlineData("/v1/test/getcrumb", Misbehaviour.Empty)]
    [InlineData("/yahoo-cookie", Misbehaviour.Empty)]
    [InlineData("/yahoo-cookie", Misbehaviour.HtmlPage)]
    public async Task Crumb_ThatIsNotGiven_IsNotAskedForAgainForAQuarterOfAnHour(string where, Misbehaviour how)
    {
        _bench.Server.Misbehave(how, where: where);
        (await _yahoo.FundamentalsAsync("ACME", Cancelled)).Gap.ShouldBe(SourceGap.Unavailable);
        var asked = _bench.Server.Requests.Count;
        (await _yahoo.FundamentalsAsync("PLAIN", Cancelled)).Gap.ShouldBe(SourceGap.Unavailable);
        _bench.Server.Requests.Count.ShouldBe(asked);

        _bench.Server.Behave();
        _bench.Time.Advance(TimeSpan.FromMinutes(15));
        (await _yahoo.FundamentalsAsync("PLAIN", Cancelled)).Found.ShouldBeTrue();
    }

    [Fact]
    public async Task Fundamentals_AreTheFiguresToldAndNoOthers()
    {
        var figures = (await _yahoo.FundamentalsAsync("ACME", Cancelled)).Value.ShouldNotBeNull();

        // Yahoo said that its price to book is “Infinity”.
        figures.ShouldBe(new Fundamentals("ACME", new DateOnly(2026, 11, 20)) { MarketCap = 1_250_000_000m, SharesOutstanding = 10_000_000m, PriceToEarnings = 21.5 });
    }

    [Fact]
    public void Chart_WithHolesDoublesAndNonsense_IsReadWhereItMakesSense()
    {
        var (history, _) = Read("""
            {"chart":{"result":[{"meta":{"symbol":"X","exchangeTimezoneName":"America/New_York","gmtoffset":-14400,"dataGranularity":"1d"},
              "timestamp":[1771338600,1771425000,1771511400,1771597800,1771618800,9223372036854775807,null],
              "events":{"splits":{"a":{"date":1771425000,"numerator":0,"denominator":1},"b":null},"dividends":{"c":{"date":1771511400,"amount":-1},"d":{"amount":2}}},
              "indicators":{"quote":[{"open":[10.1,null,10.3,0,10.5],"high":[null],"low":[9,9,9,9,9,9],"close":[10.15,null,10.349999904632568,-4,10.55,1,1],"volume":[100,null,-5,7,8]}],
                "adjclose":[{"adjclose":[10.1,null,10.3,10.4,10.5,1,1]}]}}],"error":null}}
            """);

        // The 18th has no close, the 20th a negative one at first and a good one later, the rest no day.
        history.ShouldNotBeNull().Bars.ShouldBe(
        [
            new DailyBar(new DateOnly(2026, 2, 17), 10.1m, 10.15m, 9m, 10.15m, 10.1m, 100),
            new DailyBar(new DateOnly(2026, 2, 19), 10.3m, 10.35m, 9m, 10.35m, 10.3m, 0),
            new DailyBar(new DateOnly(2026, 2, 20), 10.5m, 10.55m, 9m, 10.55m, 10.5m, 8),
        ]);
        history.Actions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Asia/Tokyo", 1771372800, "2026-02-18")]
    [InlineData("America/New_York", 1771372800, "2026-02-17")]
    [InlineData("Nowhere/At_All", 1771372800, "2026-02-18")]
    public void Day_OfABar_IsThatOfItsExchange(string zone, long time, string day)
    {
        var (history, _) = Read($$$"""
            {"chart":{"result":[{"meta":{"symbol":"X","exchangeTimezoneName":"{{{zone}}}","gmtoffset":0,"dataGranularity":"1d"},
              "timestamp":[{{{time}}}],"indicators":{"quote":[{"close":[5]}]}}]}}
            """);

        history.ShouldNotBeNull().Bars.Single().Date.ShouldBe(DateOnly.Parse(day, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Chart_OfWeeks_IsNoAnswer()
    {
        var (history, fault) = Read("""{"chart":{"result":[{"meta":{"symbol":"X","dataGranularity":"1wk"},"timestamp":[1771338600],"indicators":{"quote":[{"close":[5]}]}}]}}""");

        history.ShouldBeNull();
        fault.ShouldBe("answered with bars of “1wk” instead of days");
    }

    [Theory]
    [InlineData(14.287143, 7, 100.01)]
    [InlineData(124.8075, 4, 499.23)]
    [InlineData(0.0410208, 480, 19.69)]
    [InlineData(50.5, .1, 5.05)]
    [InlineData(728812.5, 1, 728812.5)]
    public void AsTraded_IsThePriceThatWasDivided(decimal divided, decimal shares, decimal expected) =>
        App.Data.Market.Sources.Adjustment.AsTraded(divided, shares).ShouldBe(expected);

    private static (PriceHistory? History, string? Fault) Read(string json)
    {
        var reply = JsonSerializer.Deserialize<YahooChartReply>(json, JsonSerializerOptions.Web)!;
        if (reply.Chart?.Result is not [{ } chart, ..])
        {
            return (null, null);
        }

        var read = YahooChart.Read(chart, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        return (read.Value, read.Fault);
    }
}
