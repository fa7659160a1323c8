using App.Core.Market;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqlitePriceMendingTests(SqliteFixture fixture) : PriceMendingContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresPriceMendingTests(PostgresFixture fixture) : PriceMendingContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>What is wrong with what came: holes, outliers, bars that cannot be, answers nobody asked for.</summary>
public abstract class PriceMendingContract(DatabaseFixture fixture) : CollectingTest(fixture)
{
    [Fact]
    public async Task Price_HoleInAnAnswer_IsFilledWhenTheSourceHasItADayLater()
    {
        var hole = new DateOnly(2026, 10, 14);
        var source = new ScriptedSource("One").HasFlat("HOLE", Since, To).Lacks("HOLE", hole);
        await PriceAsync([source], "HOLE");
        (await PriceAsync([source], "HOLE"))[0].Kind.ShouldBe(FetchKind.Cached, "asked for a moment ago");
        source.Has("HOLE", ScriptedSource.Bar(hole, 101m));
        Time.Advance(TimeSpan.FromDays(1));

        var outcome = (await PriceAsync([source], "HOLE"))[0];

        (outcome.Kind, outcome.Fetched).ShouldBe((FetchKind.GapFill, 1));
        source.Asked[^1].ShouldBe(new HistoryRequest("HOLE", new DateOnly(2026, 10, 13), new DateOnly(2026, 10, 15)));
        (await SeriesAsync("HOLE")).Dates.ShouldBe(TradingCalendar.Nyse.Sessions(To.AddDays(-370), To).ToArray());
    }

    [Fact]
    public async Task Price_HoleThatNobodyCanFill_IsAskedForThreeTimesAndLeft()
    {
        var source = new ScriptedSource("One").HasFlat("EMPTY", Since, To).Lacks("EMPTY", new DateOnly(2026, 10, 14));
        for (var day = 0; day < 8; day++)
        {
            await PriceAsync([source], "EMPTY");
            Time.Advance(TimeSpan.FromDays(1));
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
        Time.Advance(TimeSpan.FromDays(1));
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
    public async Task Price_SourceThatBreaksItsContract_IsHeldToIt()
    {
        var source = new SilentSource();

        var outcomes = await PriceAsync([source], "MUTE-A", "MUTE-B");

        outcomes.ShouldAllBe(outcome => outcome.Failure == "Silent gave no answer for it" && outcome.Fetched == 0);
        Progress.ShouldBe([1, 2]);
    }

    private sealed class SilentSource : IMarketDataSource
    {
        public string Name => "Silent";

        public bool IsSample => false;

        public bool TellsActions => true;

        public IAsyncEnumerable<SourceAnswer<PriceHistory>> GetHistoriesAsync(IReadOnlyList<HistoryRequest> requests, CancellationToken cancellationToken) =>
            new[] { SourceAnswer.NotKnown<PriceHistory>("SOMETHING-ELSE", "not asked for") }.ToAsyncEnumerable();

        public IAsyncEnumerable<SourceAnswer<SecurityProfile>> GetProfilesAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
            AsyncEnumerable.Empty<SourceAnswer<SecurityProfile>>();

        public IAsyncEnumerable<SourceAnswer<Fundamentals>> GetFundamentalsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
            AsyncEnumerable.Empty<SourceAnswer<Fundamentals>>();
    }
}
