using App.Core.Market;
using App.Core.Operations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqliteCollectingTests(SqliteFixture fixture) : CollectingContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresCollectingTests(PostgresFixture fixture) : CollectingContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Prices asked of the sources and stored, on both databases. Each test has symbols of its own.</summary>
public abstract class CollectingContract(DatabaseFixture fixture)
{
    private static readonly TradingCalendar Calendar = TradingCalendar.Nyse;

    // A Friday after the close.
    private static readonly DateOnly To = TestTimes.Session;
    private static readonly DateOnly Since = new(2024, 1, 2);

    private readonly ManualTime _time = new(TestTimes.Now);
    private readonly TestDatabase _database = fixture.Database;
    private readonly List<int> _progress = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
        _progress.ShouldBe([1, 2, 3]);
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
        _time.Advance(TimeSpan.FromDays(3)); // Monday, after the close
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
        source.Asked.Skip(1).Select(request => (request.From, request.To)).ShouldBe([(middle, To), (Since, Calendar.SessionOnOrAfter(middle.AddDays(-370)))]);
        (await SeriesAsync("BOTH")).Dates.ShouldBe(Calendar.Sessions(Since, To).ToArray());
        outcome.Fetched.ShouldBe(Calendar.Sessions(Since, To).Length - Calendar.Sessions(middle.AddDays(-370), middle).Length);
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
        _time.Advance(TimeSpan.FromDays(3));
        source.Refuses("OLDER", SourceGap.Unavailable);

        var outcome = (await PriceAsync([source], false, To.AddDays(3), "OLDER"))[0];

        (outcome.Missing, outcome.Failure, outcome.LastPrice, outcome.IsPriced).ShouldBe((null, "One does not answer", To, true));
    }

    [Fact]
    public async Task Price_UnknownToAll_IsRememberedForADayUnlessForcedOrTheSourcesChange()
    {
        var (one, two) = (new ScriptedSource("One"), new ScriptedSource("Two"));
        await PriceAsync([one], "GHOST");
        _time.Advance(TimeSpan.FromHours(23));

        var remembered = (await PriceAsync([one], "GHOST"))[0];
        (remembered.Kind, remembered.Missing).ShouldBe((FetchKind.Remembered, "One does not have it"));
        one.TimesAsked("GHOST").ShouldBe(1);
        await PriceAsync([one], true, To, "GHOST");
        one.TimesAsked("GHOST").ShouldBe(2, "forced");
        await PriceAsync([one, two], "GHOST");
        (one.TimesAsked("GHOST"), two.TimesAsked("GHOST")).ShouldBe((3, 1), "another source");
        await PriceAsync([one, two], "GHOST");
        one.TimesAsked("GHOST").ShouldBe(3);
        _time.Advance(TimeSpan.FromHours(24));
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
        var source = new ScriptedSource("One").HasFlat("LATE", Since, Calendar.PreviousSession(To));
        await PriceAsync([source], "LATE");
        (await PriceAsync([source], "LATE"))[0].ShouldSatisfyAllConditions(
            outcome => outcome.Kind.ShouldBe(FetchKind.Remembered), outcome => outcome.IsPriced.ShouldBeTrue());

        _time.Advance(TimeSpan.FromHours(1));
        source.HasFlat("LATE", To, To);

        (await PriceAsync([source], "LATE"))[0].ShouldSatisfyAllConditions(
            outcome => outcome.Fetched.ShouldBe(1), outcome => outcome.LastPrice.ShouldBe(To));
        source.TimesAsked("LATE").ShouldBe(2);
    }

    [Fact]
    public async Task Price_FirstSourceHasNothingNew_AsksTheNextForIt()
    {
        var (one, two) = (new ScriptedSource("One").HasFlat("STALE", Since, Calendar.PreviousSession(To)), new ScriptedSource("Two").HasFlat("STALE", Since, To));
        await PriceAsync([one, two], false, Calendar.PreviousSession(To), "STALE");

        (await PriceAsync([one, two], "STALE"))[0].LastPrice.ShouldBe(To);

        (await EntriesAsync("STALE"))[0].Source.ShouldBe("Two");
    }

    [Fact]
    public async Task Price_HoleInAnAnswer_IsFilledWhenTheSourceHasItADayLater()
    {
        var hole = new DateOnly(2026, 10, 14);
        var source = new ScriptedSource("One").HasFlat("HOLE", Since, To).Lacks("HOLE", hole);
        await PriceAsync([source], "HOLE");
        (await PriceAsync([source], "HOLE"))[0].Kind.ShouldBe(FetchKind.Cached, "asked for a moment ago");
        source.Has("HOLE", ScriptedSource.Bar(hole, 101m));
        _time.Advance(TimeSpan.FromDays(1));

        var outcome = (await PriceAsync([source], "HOLE"))[0];

        (outcome.Kind, outcome.Fetched).ShouldBe((FetchKind.GapFill, 1));
        source.Asked[^1].ShouldBe(new HistoryRequest("HOLE", new DateOnly(2026, 10, 13), new DateOnly(2026, 10, 15)));
        (await SeriesAsync("HOLE")).Dates.ShouldBe(Calendar.Sessions(To.AddDays(-370), To).ToArray());
    }

    [Fact]
    public async Task Price_HoleThatNobodyCanFill_IsAskedForThreeTimesAndLeft()
    {
        var source = new ScriptedSource("One").HasFlat("EMPTY", Since, To).Lacks("EMPTY", new DateOnly(2026, 10, 14));
        for (var day = 0; day < 8; day++)
        {
            await PriceAsync([source], "EMPTY");
            _time.Advance(TimeSpan.FromDays(1));
        }

        source.TimesAsked("EMPTY").ShouldBe(1 + 3);
    }

    [Fact]
    public async Task Price_OutlierInAnAnswer_IsQuarantinedReportedAndReplacedWhenTheSourceMendsIt()
    {
        var day = new DateOnly(2026, 11, 11);
        var source = new ScriptedSource("One").HasFlat("WILD", Since, To).Has("WILD", ScriptedSource.Bar(day, 1_000m));

        var first = (await PriceAsync([source], "WILD"))[0];

        first.Warnings.ShouldHaveSingleItem().ShouldBe("WILD: the price 1000 of 2026-11-11 stands out between 100 and 100 and is left out.");
        (await SeriesAsync("WILD")).Dates.ShouldNotContain(day);
        source.Has("WILD", ScriptedSource.Bar(day, 102m));
        _time.Advance(TimeSpan.FromDays(1));
        (await PriceAsync([source], "WILD"))[0].Warnings.ShouldHaveSingleItem().ShouldContain("replaced by 102");
        var series = await SeriesAsync("WILD");
        series.Closes[Array.IndexOf(series.Dates, day)].ShouldBe(102m);
        (await EntriesAsync("WILD"))[0].Bars.ShouldBe(series.Dates.Length);
    }

    [Fact]
    public async Task Price_ImpossibleBars_AreDroppedAndCounted()
    {
        var source = new ScriptedSource("One").HasFlat("ODD", Since, To)
            .Has("ODD", ScriptedSource.Bar(To, 0m), ScriptedSource.Bar(new DateOnly(2026, 11, 14), 100m));

        (await PriceAsync([source], "ODD"))[0].Warnings.ShouldBe(
            ["ODD, prices of One: 1 bar of a day without a session dropped.", "ODD, prices of One: 1 bar without a possible close dropped."], ignoreOrder: true);
        (await SeriesAsync("ODD")).Closes.ShouldAllBe(close => close == 100m);
    }

    [Fact]
    public async Task Price_NothingUsable_IsAskedOfTheNextAndSaidSo()
    {
        var (one, two) = (new ScriptedSource("One").Has("ZERO", ScriptedSource.Bar(To, 0m)), new ScriptedSource("Two"));

        (await PriceAsync([one, two], "ZERO"))[0].Missing.ShouldBe("One: no usable price: 1 bar without a possible close dropped; Two: Two does not have it");
    }

    [Fact]
    public async Task Price_SplitsAndDividends_AreStoredAndLoadedWithThePrices()
    {
        CorporateAction split = new(new DateOnly(2026, 11, 10), CorporateActionKind.Split, 4m);
        CorporateAction dividend = new(new DateOnly(2026, 8, 10), CorporateActionKind.Dividend, 0.24m);
        var source = new ScriptedSource("One").HasFlat("ACTS", Since, To).Has("ACTS", dividend, split);

        await PriceAsync([source], "ACTS");

        (await SeriesAsync("ACTS")).Actions.ShouldBe([dividend, split]);
    }

    [Fact]
    public async Task Price_SessionThatGoesOn_IsNotAskedFor()
    {
        var source = new ScriptedSource("One").HasFlat("TODAY", Since, To.AddDays(10));

        await PriceAsync([source], false, To.AddDays(10), "TODAY");

        source.Asked.ShouldHaveSingleItem().To.ShouldBe(To);
    }

    [Fact]
    public async Task Price_SourceThatBreaksItsContract_IsHeldToIt()
    {
        var source = new SilentSource();

        var outcomes = await PriceAsync([source], "MUTE-A", "MUTE-B");

        outcomes.ShouldAllBe(outcome => outcome.Failure == "Silent gave no answer for it" && outcome.Fetched == 0);
        _progress.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Price_CancelledOnTheWay_KeepsWhatCameAndHoldsNothing()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var source = new ScriptedSource("One").HasFlat("CUT-A", Since, To).HasFlat("CUT-B", Since, To);
        source.Before = (request, _) => request.Symbol == "CUT-B" ? cancel.CancelAsync() : Task.CompletedTask;

        await Should.ThrowAsync<OperationCanceledException>(() => CollectorOf([source]).PriceAsync(DemandOf(To, "CUT-A", "CUT-B", "CUT-C"), ProgressAsync, cancel.Token));

        var entries = await EntriesAsync("CUT-A", "CUT-C");
        entries[0].Bars.ShouldBeGreaterThan(250);
        entries.ShouldAllBe(entry => entry.FetchHolder == null);
    }

    [Fact]
    public async Task Price_SourceThatFails_KeepsWhatCameAndHoldsNothing()
    {
        var source = new ScriptedSource("One").HasFlat("FAIL-A", Since, To);
        source.Before = (request, _) => request.Symbol == "FAIL-B" ? throw new InvalidOperationException("boom") : Task.CompletedTask;

        await Should.ThrowAsync<InvalidOperationException>(() => PriceAsync([source], "FAIL-A", "FAIL-B"));

        (await EntriesAsync("FAIL-A", "FAIL-B")).Select(entry => (entry.Bars > 0, entry.FetchHolder)).ShouldBe([(true, null), (false, null)]);
    }

    [Fact]
    public async Task Price_ManySymbols_AreStoredInSlicesWithProgressForEach()
    {
        var symbols = Enumerable.Range(0, 130).Select(i => $"SLICE{i:000}").ToArray();
        var source = new ScriptedSource("One");
        Array.ForEach(symbols, symbol => source.HasFlat(symbol, To.AddDays(-30), To));
        List<int> stored = [];
        source.Before = async (request, _) =>
        {
            if (request.Symbol is "SLICE050" or "SLICE129")
            {
                stored.Add((await EntriesAsync(symbols)).Count(entry => entry.Bars > 0));
            }
        };

        var outcomes = await PriceAsync([source], symbols);

        outcomes.ShouldAllBe(outcome => outcome.Fetched > 15);
        source.Calls.ShouldHaveSingleItem();
        stored.ShouldBe([50, 100], "what is there is stored while the rest is on its way");
        _progress.ShouldBe(Enumerable.Range(1, 130));
    }

    [Theory]
    [InlineData("QUICK", 0.4, 0)]
    [InlineData("TARDY", 1.1, 2)]
    public async Task Price_SlowSource_IsStoredAfterASecond(string prefix, double seconds, int storedBeforeTheThird)
    {
        string[] symbols = [$"{prefix}0", $"{prefix}1", $"{prefix}2"];
        var source = new ScriptedSource("One");
        Array.ForEach(symbols, symbol => source.HasFlat(symbol, Since, To));
        var stored = 0;
        source.Before = async (_, _) =>
        {
            _time.Advance(TimeSpan.FromSeconds(seconds));
            stored = (await _database.Get<IPriceStore>().SecuritiesAsync(symbols, Token)).Values.Count(entry => entry.Bars > 0);
        };

        await PriceAsync([source], symbols);

        stored.ShouldBe(storedBeforeTheThird, "the second answer finds the first waiting");
    }

    [Fact]
    public async Task Price_LongHistories_AreStoredTwentyThousandBarsAtATime()
    {
        var from = new DateOnly(2000, 1, 3);
        string[] symbols = [.. Enumerable.Range(0, 5).Select(i => $"LONG{i}")];
        var source = new ScriptedSource("One");
        Array.ForEach(symbols, symbol => source.HasFlat(symbol, from, To));
        List<int> stored = [];
        source.Before = async (_, _) => stored.Add((await _database.Get<IPriceStore>().SecuritiesAsync(symbols, Token)).Values.Count(entry => entry.Bars > 0));

        await CollectorOf([source]).PriceAsync(new PriceDemand([.. symbols.Select(symbol => new PriceNeed(symbol, from))], To), ProgressAsync, Token);

        stored.ShouldBe([0, 0, 0, 3, 3], "6 700 sessions each");
    }

    [Fact]
    public void AlwaysHeld_AreTheMarketsOwnSeries() => CollectMarketData.AlwaysHeld.ShouldBe(
        "SPY QQQ IWM VTI TLT IEF SHY HYG LQD VTV VUG MTUM QUAL USMV DJP VNQ GLD".Split(' '));

    private Task<IReadOnlyList<PriceOutcome>> PriceAsync(IReadOnlyList<IMarketDataSource> sources, params string[] symbols) => PriceAsync(sources, false, To, symbols);

    private Task<IReadOnlyList<PriceOutcome>> PriceAsync(IReadOnlyList<IMarketDataSource> sources, bool force, DateOnly to, params string[] symbols) =>
        CollectorOf(sources).PriceAsync(DemandOf(to, symbols) with { Force = force }, ProgressAsync, Token);

    private CollectMarketData CollectorOf(IReadOnlyList<IMarketDataSource> sources) =>
        new(sources, _database.Get<IMarketDataStore>(), Calendar, new TimeOrderedIds(_time), _time);

    private static PriceDemand DemandOf(DateOnly to, params string[] symbols) => new([.. symbols.Select(symbol => new PriceNeed(symbol, to.AddDays(-300)))], to);

    private async Task<Security[]> EntriesAsync(params string[] symbols)
    {
        var found = await _database.Get<IPriceStore>().SecuritiesAsync(symbols, Token);
        return [.. symbols.Select(symbol => found[symbol])];
    }

    private async Task<PriceSeries> SeriesAsync(string symbol) =>
        (await _database.Get<IPriceStore>().LoadAsync([symbol], new DateOnly(1990, 1, 1), To.AddDays(30), Token))[symbol];

    private Task ProgressAsync(int done)
    {
        _progress.Add(done);
        return Task.CompletedTask;
    }

    private sealed class SilentSource : IMarketDataSource
    {
        public string Name => "Silent";

        public bool IsSample => false;

        public IAsyncEnumerable<SourceAnswer<PriceHistory>> GetHistoriesAsync(IReadOnlyList<HistoryRequest> requests, CancellationToken cancellationToken) =>
            new[] { SourceAnswer.NotKnown<PriceHistory>("SOMETHING-ELSE", "not asked for") }.ToAsyncEnumerable();

        public IAsyncEnumerable<SourceAnswer<SecurityProfile>> GetProfilesAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
            AsyncEnumerable.Empty<SourceAnswer<SecurityProfile>>();

        public IAsyncEnumerable<SourceAnswer<Fundamentals>> GetFundamentalsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
            AsyncEnumerable.Empty<SourceAnswer<Fundamentals>>();
    }
}
