using App.Core.Market;
using App.Core.Market.Collecting;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Collecting;

public sealed class BarScreenTests
{
    // A Monday to a Friday.
    private static readonly DateOnly Monday = new(2026, 11, 2);
    private static readonly HistoryRequest Week = new("AAA", Monday, Monday.AddDays(4));

    private readonly BarScreen _screen = new(TradingCalendar.Nyse);

    [Fact]
    public void Of_SoundAnswer_IsUntouched()
    {
        DailyBar[] bars = [new(Monday, 10m, 12m, 9m, 11m, 10.5m, 5), new(Monday.AddDays(1), 11m, 11m, 11m, 11m, 11m, 0)];
        CorporateAction[] actions = [new(Monday, CorporateActionKind.Split, 2m), new(Monday, CorporateActionKind.Dividend, 0.1m)];

        var screened = Screened(bars, actions);

        screened.Bars.ShouldBe(bars);
        screened.Actions.ShouldBe(actions);
        screened.Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("0.0000000001")]
    [InlineData("1000000000001")]
    public void Of_ImpossibleClose_IsDropped(string close)
    {
        var screened = Screened([Bar(0, 10m), Bar(1, decimal.Parse(close, System.Globalization.CultureInfo.InvariantCulture))]);

        screened.Bars.ShouldHaveSingleItem().Date.ShouldBe(Monday);
        screened.Faults.ShouldBe(["1 bar without a possible close dropped"]);
    }

    [Fact]
    public void Of_DaysThatAreNoSessionsOrNotAskedFor_AreDroppedAndCounted()
    {
        var request = new HistoryRequest("AAA", new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 30));
        DailyBar[] bars =
        [
            At("2026-11-20"), At("2026-11-25"), At("2026-11-26"), At("2026-11-28"), At("2026-11-29"), At("2026-11-30"), At("2026-12-01"), At("1950-01-03"),
        ];

        var screened = _screen.Of(new PriceHistory(bars, []), request);

        screened.Bars.Select(bar => bar.Date.Day).ShouldBe([25, 30]);
        screened.Faults.ShouldBe(["3 bars outside the days asked for dropped", "3 bars of a day without a session dropped"]);
    }

    [Fact]
    public void Of_HighLowAndOpen_AreWidenedAroundOpenAndClose()
    {
        var screened = Screened(
        [
            new DailyBar(Monday, 10m, 9m, 11m, 10m, 10m, 5), // high under low
            new DailyBar(Monday.AddDays(1), 10m, 11m, 9m, 12m, 12m, 5), // close over high
            new DailyBar(Monday.AddDays(2), 0m, 0m, -1m, 10m, 10m, -5), // none told
            new DailyBar(Monday.AddDays(3), 8m, 11m, 9m, 10m, 10m, 5), // open under low
        ]);

        screened.Bars.Select(bar => (bar.Open, bar.High, bar.Low, bar.Close, bar.Volume)).ShouldBe(
            [(10m, 11m, 9m, 10m, 5), (10m, 12m, 9m, 12m, 5), (10m, 10m, 10m, 10m, 0), (8m, 11m, 8m, 10m, 5)]);
        screened.Faults.ShouldBe(["4 bars with an open, high, low or volume that did not fit the close mended"]);
    }

    [Fact]
    public void Of_DayGivenTwiceAndOutOfOrder_TakesTheLaterAndSorts()
    {
        var screened = Screened([Bar(2, 12m), Bar(0, 10m), Bar(2, 13m)]);

        screened.Bars.Select(bar => bar.Close).ShouldBe([10m, 13m]);
        screened.Faults.ShouldBe(["1 bar given twice dropped"]);
    }

    [Fact]
    public void Of_AdjustedCloseMissing_FollowsTheNeighbourThroughSplitAndDividend()
    {
        // The second session pays 1 on 10, the fourth splits two for one.
        CorporateAction[] actions = [new(Monday.AddDays(1), CorporateActionKind.Dividend, 1m), new(Monday.AddDays(3), CorporateActionKind.Split, 2m)];
        var screened = Screened([Bar(0, 10m, 0m), Bar(1, 9m, 90m), Bar(2, 9.9m, -1m), Bar(3, 5m, 0m)], actions);

        // 9 against 10 − 1: no return over the ex day. 10 % up, then 5 for 9.9 ÷ 2.
        screened.Bars.Select(bar => Math.Round(bar.AdjustedClose, 9)).ShouldBe([90m, 90m, 99m, 100m]);
        screened.Faults.ShouldBe(["3 bars without a possible adjusted close filled in from its neighbour"]);
    }

    [Fact]
    public void Of_NoAdjustedCloseAtAll_StartsFromTheFirstClose()
    {
        var screened = Screened([Bar(0, 10m, 0m), Bar(1, 5.5m, 0m)], [new CorporateAction(Monday.AddDays(1), CorporateActionKind.Split, 2m)]);

        screened.Bars.Select(bar => Math.Round(bar.AdjustedClose, 9)).ShouldBe([10m, 11m]);
    }

    [Fact]
    public void Of_WildestNumbers_StaysWithinDecimal()
    {
        var screened = Screened(
            [Bar(0, 1e-9m, 0m), Bar(1, 1e12m, 0m), Bar(2, 1e-9m, decimal.MaxValue), Bar(3, 1e12m, 1e-28m)],
            [.. Enumerable.Range(0, 4).Select(day => new CorporateAction(Monday.AddDays(day), CorporateActionKind.Split, 1e6m))]);

        screened.Bars.Count.ShouldBe(4);
        screened.Bars.ShouldAllBe(bar => bar.AdjustedClose > 0 && bar.AdjustedClose <= 1e12m);
    }

    [Fact]
    public void Of_Nothing_IsNothing() => Screened([]).Bars.ShouldBeEmpty();

    [Fact]
    public void Of_Actions_AreSortedJoinedMovedToSessionsAndFreeOfNonsense()
    {
        var screened = _screen.Of(
            new PriceHistory(
                [At("2026-11-20")],
                [
                    new CorporateAction(new DateOnly(2026, 11, 27), CorporateActionKind.Dividend, 0.25m),
                    new CorporateAction(new DateOnly(2026, 11, 26), CorporateActionKind.Dividend, 0.5m), // Thanksgiving: the next session is the 27th
                    new CorporateAction(new DateOnly(2026, 11, 27), CorporateActionKind.Dividend, 0.75m),
                    new CorporateAction(new DateOnly(2026, 11, 27), CorporateActionKind.Dividend, 0.75m + 0.75m), // the sum, which is a value of its own
                    new CorporateAction(new DateOnly(2026, 11, 23), CorporateActionKind.Split, 2m),
                    new CorporateAction(new DateOnly(2026, 11, 23), CorporateActionKind.Split, 2m), // given twice
                    new CorporateAction(new DateOnly(2026, 11, 24), CorporateActionKind.Split, 0m),
                    new CorporateAction(new DateOnly(2026, 11, 24), CorporateActionKind.Split, 2_000_000m),
                    new CorporateAction(new DateOnly(2026, 11, 24), CorporateActionKind.Dividend, -1m),
                    new CorporateAction(new DateOnly(2026, 12, 24), CorporateActionKind.Dividend, 1m),
                ]),
            new HistoryRequest("AAA", new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 30)));

        screened.Actions.ShouldBe(
        [
            new CorporateAction(new DateOnly(2026, 11, 23), CorporateActionKind.Split, 2m),
            new CorporateAction(new DateOnly(2026, 11, 27), CorporateActionKind.Dividend, 3m),
        ]);
        screened.Faults.ShouldBe(["2 splits that cannot be, or outside the days asked for, dropped", "2 dividends that cannot be, or outside the days asked for, dropped"]);
    }

    private ScreenedHistory Screened(DailyBar[] bars, params CorporateAction[] actions) => _screen.Of(new PriceHistory(bars, actions), Week);

    private static DailyBar Bar(int day, decimal close, decimal? adjusted = null) => ScriptedSource.Bar(Monday.AddDays(day), close, adjusted);

    private static DailyBar At(string date) => ScriptedSource.Bar(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), 10m);
}
