using System.Net;
using System.Text;
using App.Core.Market;
using App.Data.Market.Sources.Http;
using App.Data.Market.Sources.Stooq;
using App.Testing.FakeMarket;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Sources;

/// <summary>What is each source's own.</summary>
public sealed class StooqTiingoPolygonTests : IAsyncLifetime
{
    private SourceBench _bench = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await SourceBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Stooq_IsAskedForWhatWasTradedAndForWhatIsAdjusted()
    {
        await _bench.Source("Stooq").HistoryAsync("ACME", Cancelled, new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 31));

        _bench.Server.Requests.Select(request => request.Query).ShouldBe(
        [
            $"?s=acme.us&d1=20260302&d2=20260331&i=d&o=1111111&apikey={_bench.Server.Key}",
            $"?s=acme.us&d1=20260302&d2=20260331&i=d&apikey={_bench.Server.Key}",
        ]);
    }

    [Fact]
    public async Task Stooq_ThatGivesOnlyOneOfItsTables_IsNoAnswer()
    {
        _bench.Server.Misbehave(Misbehaviour.HtmlPage, where: "&i=d&apikey");
        var answer = await _bench.Source("Stooq").HistoryAsync("ACME", Cancelled);

        (answer.Gap, answer.Missing).ShouldBe((SourceGap.Unavailable, "Stooq answered with a web page instead of a table; it may want a browser"));
    }

    [Theory]
    [InlineData("Exceeded the daily hits limit", SourceGap.Unavailable, "has no more answers today: its daily limit is used up")]
    [InlineData("Get your apikey:\n\n1. Open …?s=spy.us&get_apikey", SourceGap.Unavailable, "wants a key: set MarketData:Stooq:ApiKey, or check the one that is set")]
    [InlineData("No data\r\n", SourceGap.NotKnown, "has no data of it")]
    [InlineData("<!doctype html><script>/* __verify */</script>", SourceGap.Unavailable, "answered with a web page instead of a table; it may want a browser")]
    [InlineData("Date,Open,High,Low,Close,Volume\r\n2026-01-02,1,2,0.5,1.5,10\r\n2026-01-05,1,2,0.5", SourceGap.Unavailable, "answered with a table that breaks off or is damaged at “2026-01-05,1,2,0.5”")]
    [InlineData("Date,Open,High,Low,Close,Volume\r\n2026-01-02,1,2,0.5,-1.5,10\r\n", SourceGap.Unavailable, "answered with a table that breaks off or is damaged at “2026-01-02,1,2,0.5,-1.5,10”")]
    [InlineData("Data,Otwarcie,Najwyzszy", SourceGap.Unavailable, "answered with something that is no table: “Data,Otwarcie,Najwyzszy”")]
    public void StooqTable_InPlaceOfATable_SaysWhatItIs(string body, SourceGap gap, string fault)
    {
        var read = StooqTable.Read(new SourceReply(null, HttpStatusCode.OK, Encoding.UTF8.GetBytes(body), []));

        (read.Gap, read.Fault).ShouldBe((gap, fault));
    }

    [Fact]
    public void StooqTable_BelowAWarningAndWithoutVolumes_IsRead()
    {
        const string Body = "\nWarning: Division by zero in download.inc on line 102\nDate,Open,High,Low,Close\n2026-01-05,1.1,2.2,.5,1.6\n2026-01-02,1,2,0.5,1.5\n";
        var read = StooqTable.Read(new SourceReply(null, HttpStatusCode.OK, Encoding.UTF8.GetBytes(Body), []));

        read.Value.ShouldBe([new StooqRow(new DateOnly(2026, 1, 2), 1, 2, .5m, 1.5m, null), new StooqRow(new DateOnly(2026, 1, 5), 1.1m, 2.2m, .5m, 1.6m, null)]);
    }

    [Fact]
    public async Task Stooq_OffersNoProfilesAndNoFundamentals()
    {
        var stooq = _bench.Source("Stooq");
        (await stooq.ProfileAsync("ACME", Cancelled)).Gap.ShouldBe(SourceGap.NotOffered);
        (await stooq.FundamentalsAsync("ACME", Cancelled)).Gap.ShouldBe(SourceGap.NotOffered);
    }

    [Fact]
    public async Task Tiingo_TakesItsTokenInTheHeaderOnly()
    {
        await _bench.Source("Tiingo").HistoryAsync("ACME", Cancelled);

        var request = _bench.Server.Requests.Single();
        request.Headers["Authorization"].ShouldBe($"Token {_bench.Server.Key}");
        request.Address.ShouldNotContain(_bench.Server.Key);
    }

    [Fact]
    public async Task TiingoProfiles_OfManySymbols_HaveTheirSectorsFromOneRequest()
    {
        var profiles = await _bench.Source("Tiingo").GetProfilesAsync(["ACME", "BRK.B", "NOSUCH", "not a ticker"], Cancelled).ToListAsync(Cancelled);

        profiles.Single(profile => profile.Symbol == "BRK.B").Value
            .ShouldBe(new SecurityProfile("BRK.B", "BRK.B Incorporated", "Technology", null, "USD", null) { Industry = "Abacuses", Exchange = "NASDAQ" });
        profiles.Count(profile => profile.Gap == SourceGap.NotKnown).ShouldBe(2);
        _bench.Server.Requests.Single(request => request.Path == "/tiingo/fundamentals/meta").Query.ShouldBe("?tickers=ACME,BRK-B,NOSUCH");
    }

    [Fact]
    public async Task TiingoProfile_WithoutTheSubscription_DoesWithoutSector()
    {
        _bench.Server.HasTiingoFundamentals = false;
        (await _bench.Source("Tiingo").ProfileAsync("ACME", Cancelled)).Value.ShouldNotBeNull().Sector.ShouldBeNull();

        _bench.Server.Misbehave(Misbehaviour.ServerError, where: "/fundamentals/meta");
        (await _bench.Source("Tiingo").ProfileAsync("ACME", Cancelled)).Value.ShouldNotBeNull().Sector.ShouldBeNull();
    }

    [Fact]
    public async Task TiingoFundamentals_AreThoseOfTheLastDay_WhereThePlanAllows()
    {
        var tiingo = _bench.Source("Tiingo");
        (await tiingo.FundamentalsAsync("ACME", Cancelled)).Value
            .ShouldBe(new Fundamentals("ACME", new DateOnly(2026, 11, 20)) { MarketCap = 1_250_000_000m, PriceToEarnings = 21.5 });

        _bench.Server.HasTiingoFundamentals = false;
        var refused = await tiingo.FundamentalsAsync("ACME", Cancelled);
        (refused.Gap, refused.Missing).ShouldBe((SourceGap.NotOffered, "Tiingo does not offer it to this token: Error: Free and Power plans are limited to the DOW 30"));
    }

    [Fact]
    public async Task Polygon_TakesItsKeyInTheHeaderOnly_AndAsksForBarsAsTraded()
    {
        await _bench.Source("Polygon").HistoryAsync("ACME", Cancelled);

        _bench.Server.Requests.ShouldAllBe(request => request.Headers["Authorization"] == $"Bearer {_bench.Server.Key}" && !request.Address.Contains(_bench.Server.Key));
        _bench.Server.Requests[0].Query.ShouldStartWith("?adjusted=false&sort=asc&limit=50000");
    }

    [Fact]
    public async Task PolygonActions_OfManySymbols_AreTwoRequests()
    {
        var answers = await _bench.Source("Polygon", options => options.AtOnce = 3).HistoriesAsync(Cancelled, "ACME", "BRK.B", "PLAIN");

        answers.ShouldAllBe(answer => answer.Found);
        _bench.Server.Requests.Count.ShouldBe(5);
        _bench.Server.Requests.Single(request => request.Path == "/stocks/v1/splits").Query.ShouldStartWith("?ticker.any_of=ACME,BRK.B,PLAIN&execution_date.gte=2025-11-20&execution_date.lte=2026-11-19");
    }

    [Fact]
    public async Task Polygon_WhoseActionsFail_IsNoAnswer()
    {
        _bench.Server.Misbehave(Misbehaviour.Empty, where: "/stocks/v1/dividends");
        var answer = await _bench.Source("Polygon").HistoryAsync("ACME", Cancelled);

        (answer.Gap, answer.Missing).ShouldBe((SourceGap.Unavailable, "Polygon answered with an empty body"));
    }

    [Fact]
    public async Task PolygonPages_AreFollowedToTheEnd()
    {
        _bench.Server.PageSize = 100;
        var history = (await _bench.Source("Polygon").HistoryAsync("ACME", Cancelled)).Value.ShouldNotBeNull();

        history.Bars.Count.ShouldBe(251);
        _bench.Server.Requests.Count(request => request.Path.Contains("/aggs/")).ShouldBe(3);
    }

    [Fact]
    public async Task PolygonPages_ThatNeverEnd_AreNotFollowedForever()
    {
        _bench.Server.PageSize = 2;
        var answer = await _bench.Source("Polygon").HistoryAsync("ACME", Cancelled);

        (answer.Gap, answer.Missing).ShouldBe((SourceGap.Unavailable, "Polygon has more than 20 pages of it"));
        _bench.Server.Requests.Count.ShouldBe(20);
    }

    [Fact]
    public async Task PolygonPages_OfAnotherHost_AreNotFollowed()
    {
        // The server names itself by its number, and is asked by its name: two hosts, as far as a key is concerned.
        _bench.Server.PageSize = 100;
        var source = _bench.Source("Polygon", options => options.BaseAddress = new UriBuilder(_bench.Server.Address) { Host = "localhost" }.Uri);
        var answer = await source.HistoryAsync("ACME", Cancelled);

        (answer.Gap, answer.Missing).ShouldBe((SourceGap.Unavailable, "Polygon points to another host for its next page"));
        _bench.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task PolygonDetails_AreProfileAndShares()
    {
        var polygon = _bench.Source("Polygon");
        (await polygon.ProfileAsync("BRK.B", Cancelled)).Value
            .ShouldBe(new SecurityProfile("BRK.B", "BRK.B Incorporated", null, "STOCK", "USD", null) { Industry = "Abacuses", Exchange = "XNAS" });
        (await polygon.FundamentalsAsync("BRK.B", Cancelled)).Value
            .ShouldBe(new Fundamentals("BRK.B", new DateOnly(2026, 11, 20)) { MarketCap = 1_250_000_000m, SharesOutstanding = 10_000_000m });
        (await polygon.ProfileAsync("NOSUCH", Cancelled)).Missing.ShouldBe("Polygon does not have it: Ticker not found");
    }
}
