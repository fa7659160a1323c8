using App.Core.Market;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqliteCollectingTests(SqliteFixture fixture) : CollectingContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresCollectingTests(PostgresFixture fixture) : CollectingContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Which source is asked for what, and what is never asked for again.</summary>
public abstract class CollectingContract(DatabaseFixture fixture) : CollectingTest(fixture)
{
    [Fact]
    public async Task Price_SymbolThatTheFirstSourceLacks_IsAskedOfTheNextInOneCallEach()
    {
        var (one, two) = (new ScriptedSource("One").HasFlat("NEXT-A", Since, To), new ScriptedSource("Two").HasFlat("NEXT-B", Since, To));

        var outcomes = await PriceAsync([one, two], "NEXT-A", "NEXT-B", "NEXT-C");

        outcomes.Select(outcome => (outcome.Symbol, outcome.Kind, outcome.Fetched > 250, outcome.Missing)).ShouldBe(
        [
            ("NEXT-A", FetchKind.Backfill, true, null),
            ("NEXT-B", FetchKind.Backfill, true, null),
            ("NEXT-C", FetchKind.Backfill, false, "One: One does not have it; Two: Two does not have it"),
        ]);
        one.Calls.ShouldHaveSingleItem().Count.ShouldBe(3);
        two.Calls.ShouldHaveSingleItem().ShouldBe(["NEXT-B", "NEXT-C"]);
        Progress.ShouldBe([1, 2, 3]);
        var entries = await EntriesAsync("NEXT-A", "NEXT-B", "NEXT-C");
        entries.Select(entry => entry.Source).ShouldBe(["One", "Two", null]);
        entries.ShouldAllBe(entry => entry.FetchHolder == null && entry.FetchUntil == null);
    }

    [Fact]
    public async Task Price_Stored_IsNeverAskedForAgain()
    {
        var source = new ScriptedSource("One").HasFlat("CACHE", Since, To);

        (await PriceAsync([source], "CACHE"))[0].Kind.ShouldBe(FetchKind.Backfill);
        (await PriceAsync([source], "CACHE"))[0].Kind.ShouldBe(FetchKind.Cached);
        (await PriceAsync([source], true, To, "CACHE"))[0].Kind.ShouldBe(FetchKind.Cached, "not when forced either");
        Time.Advance(TimeSpan.FromDays(3)); // Monday, after the close
        source.HasFlat("CACHE", To, To.AddDays(3));
        var later = (await PriceAsync([source], false, To.AddDays(3), "CACHE"))[0];

        (later.Kind, later.Fetched).ShouldBe((FetchKind.Incremental, 1));
        source.Asked.ShouldBe([new HistoryRequest("CACHE", To.AddDays(-370), To), new HistoryRequest("CACHE", To, To.AddDays(3))]);
    }

    [Fact]
    public async Task Price_EarlierAndLaterDays_AreAskedForSeparatelyAndGiveOneSeries()
    {
        var source = new ScriptedSource("One").HasFlat("BOTH", Since, To);
        var middle = new DateOnly(2026, 6, 1);
        await PriceAsync([source], false, middle, "BOTH");

        var outcome = (await CollectorOf([source]).PriceAsync(new PriceDemand([new PriceNeed("BOTH", Since)], To), ProgressAsync, Token))[0];

        outcome.Kind.ShouldBe(FetchKind.Backfill);
        source.Asked.Skip(1).Select(request => (request.From, request.To)).ShouldBe([(middle, To), (Since, TradingCalendar.Nyse.SessionOnOrAfter(middle.AddDays(-370)))]);
        (await SeriesAsync("BOTH")).Dates.ShouldBe(TradingCalendar.Nyse.Sessions(Since, To).ToArray());
        outcome.Fetched.ShouldBe(TradingCalendar.Nyse.Sessions(Since, To).Length - TradingCalendar.Nyse.Sessions(middle.AddDays(-370), middle).Length);
    }

    [Fact]
    public async Task Price_UnavailableByOneAndNotKnownByTheOthers_IsAnOutageAndAskedForByTheNextRun()
    {
        var (one, two) = (new ScriptedSource("One").Refuses("DOWN", SourceGap.Unavailable), new ScriptedSource("Two"));

        var outcome = (await PriceAsync([one, two], "DOWN"))[0];

        outcome.Missing.ShouldBe("One: One does not answer; Two: Two does not have it");
        outcome.Failure.ShouldNotBeNull();
        one.Refuses("DOWN", SourceGap.None).HasFlat("DOWN", Since, To);
        (await PriceAsync([one, two], "DOWN"))[0].ShouldSatisfyAllConditions(
            again => again.Missing.ShouldBeNull(), again => again.Failure.ShouldBeNull(), again => again.IsPriced.ShouldBeTrue());
        (await EntriesAsync("DOWN"))[0].ShouldSatisfyAllConditions(entry => entry.Missing.ShouldBeNull(), entry => entry.UnavailableAt.ShouldBeNull());
    }

    [Fact]
    public async Task Price_OutageWithOlderPricesStored_KeepsThemAndSaysSo()
    {
        var source = new ScriptedSource("One").HasFlat("OLDER", Since, To);
        await PriceAsync([source], "OLDER");
        Time.Advance(TimeSpan.FromDays(3));
        source.Refuses("OLDER", SourceGap.Unavailable);

        var outcome = (await PriceAsync([source], false, To.AddDays(3), "OLDER"))[0];

        (outcome.Missing, outcome.Failure, outcome.LastPrice, outcome.IsPriced).ShouldBe((null, "One does not answer", To, true));
    }

    [Fact]
    public async Task Price_UnknownToAll_IsRememberedForADayUnlessForcedOrTheSourcesChange()
    {
        var (one, two) = (new ScriptedSource("One"), new ScriptedSource("Two"));
        await PriceAsync([one], "GHOST");
        Time.Advance(TimeSpan.FromHours(23));

        var remembered = (await PriceAsync([one], "GHOST"))[0];
        (remembered.Kind, remembered.Missing).ShouldBe((FetchKind.Remembered, "One does not have it"));
        one.TimesAsked("GHOST").ShouldBe(1);
        await PriceAsync([one], true, To, "GHOST");
        one.TimesAsked("GHOST").ShouldBe(2, "forced");
        await PriceAsync([one, two], "GHOST");
        (one.TimesAsked("GHOST"), two.TimesAsked("GHOST")).ShouldBe((3, 1), "another source");
        await PriceAsync([one, two], "GHOST");
        one.TimesAsked("GHOST").ShouldBe(3);
        Time.Advance(TimeSpan.FromHours(24));
        await PriceAsync([one, two], "GHOST");
        one.TimesAsked("GHOST").ShouldBe(4, "a day later");
    }

    [Fact]
    public async Task Price_NoSource_SaysSoAndRemembersNothing()
    {
        (await PriceAsync([], "NOBODY"))[0].ShouldSatisfyAllConditions(
            outcome => outcome.Missing.ShouldBe("no market-data source is configured"), outcome => outcome.Failure.ShouldBeNull());

        (await PriceAsync([new ScriptedSource("One").HasFlat("NOBODY", Since, To)], "NOBODY"))[0].Missing.ShouldBeNull();
    }

    [Fact]
    public async Task Price_NewestSessionLate_IsAskedForAgainAfterAnHour()
    {
        var source = new ScriptedSource("One").HasFlat("LATE", Since, TradingCalendar.Nyse.PreviousSession(To));
        await PriceAsync([source], "LATE");
        (await PriceAsync([source], "LATE"))[0].ShouldSatisfyAllConditions(
            outcome => outcome.Kind.ShouldBe(FetchKind.Remembered), outcome => outcome.IsPriced.ShouldBeTrue());

        Time.Advance(TimeSpan.FromHours(1));
        source.HasFlat("LATE", To, To);

        (await PriceAsync([source], "LATE"))[0].ShouldSatisfyAllConditions(
            outcome => outcome.Fetched.ShouldBe(1), outcome => outcome.LastPrice.ShouldBe(To));
        source.TimesAsked("LATE").ShouldBe(2);
    }

    [Fact]
    public async Task Price_FirstSourceHasNothingNew_AsksTheNextForIt()
    {
        var (one, two) = (new ScriptedSource("One").HasFlat("STALE", Since, TradingCalendar.Nyse.PreviousSession(To)), new ScriptedSource("Two").HasFlat("STALE", Since, To));
        await PriceAsync([one, two], false, TradingCalendar.Nyse.PreviousSession(To), "STALE");

        (await PriceAsync([one, two], "STALE"))[0].LastPrice.ShouldBe(To);

        (await EntriesAsync("STALE"))[0].Source.ShouldBe("Two");
    }

    [Fact]
    public async Task Price_SessionThatGoesOn_IsNotAskedFor()
    {
        var source = new ScriptedSource("One").HasFlat("TODAY", Since, To.AddDays(10));

        await PriceAsync([source], false, To.AddDays(10), "TODAY");

        source.Asked.ShouldHaveSingleItem().To.ShouldBe(To);
    }

    [Fact]
    public void AlwaysHeld_AreTheMarketsOwnSeries() => CollectMarketData.AlwaysHeld.ShouldBe(
        "SPY QQQ IWM VTI TLT IEF SHY HYG LQD VTV VUG MTUM QUAL USMV DJP VNQ GLD".Split(' '));
}
