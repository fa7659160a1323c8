using App.Core.Market;
using App.Data.Market.Sources;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Sources;

public sealed class AdjustmentTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Fact]
    public void Adjust_WithASplit_DividesWhatWasBefore() =>
        Closes(Bars(100, 104, 26, 25), Split(2, 4)).ShouldBe([25m, 26m, 26m, 25m]);

    [Fact]
    public void Adjust_WithADividend_TakesItsShareOffWhatWasBefore() =>
        Closes(Bars(100, 100, 98), Dividend(2, 2)).ShouldBe([98m, 98m, 98m]);

    [Fact]
    public void Adjust_WithBothOnOneDay_TakesTheDividendForOneOfANewShare() =>

        // 100 become four of 25; 1 paid on each is 4 % of the last close.
        Closes(Bars(100, 24), Split(1, 4), Dividend(1, 1)).ShouldBe([24m, 24m]);

    [Fact]
    public void Adjust_WithADividendLargerThanThePrice_LeavesItOut() =>
        Closes(Bars(5, 4), Dividend(1, 7)).ShouldBe([5m, 4m]);

    [Fact]
    public void Adjust_WithActionsBeforeTheFirstAndAfterTheLastBar_ChangesNothing() =>
        Closes(Bars(5, 4), Split(0, 2), Split(9, 3), Dividend(9, 1)).ShouldBe([5m, 4m]);

    [Fact]
    public void Adjust_OfNoBars_IsNone() => Adjustment.Adjust([], [Split(0, 2)]).ShouldBeEmpty();

    [Fact]
    public void SharesSince_CountsTheSplitsAfterTheDay()
    {
        CorporateAction[] actions = [Split(1, 2), Dividend(1, 5), Split(3, .1m)];

        Enumerable.Range(0, 4).Select(day => Adjustment.SharesSince(actions, Monday.AddDays(day))).ShouldBe([.2m, .1m, .1m, 1m]);
    }

    [Theory]
    [InlineData("a  b\r\n\tc. ", "a b c")]
    [InlineData("token S3CRET and s3cret", "token … and …")]
    [InlineData("", "")]
    public void Reason_IsOneLineWithoutTheKey(string text, string expected) => new ReasonText("S3CRET").Of(text).ShouldBe(expected);

    [Fact]
    public void Reason_IsAtMostTwoHundredCharacters_AndDoesNotCutOneInTwo()
    {
        new ReasonText(null).Of(new string('x', 500)).ShouldBe(new string('x', 199) + "…");
        new ReasonText(null).Of(string.Concat(Enumerable.Repeat("🦊", 200))).ShouldEndWith("🦊…");
    }

    private static IEnumerable<decimal> Closes(IReadOnlyList<DailyBar> bars, params CorporateAction[] actions) => Adjustment.Adjust(bars, actions).Select(bar => bar.AdjustedClose);

    private static List<DailyBar> Bars(params decimal[] closes) => [.. closes.Select((close, day) => new DailyBar(Monday.AddDays(day), close, close, close, close, 0, 1))];

    private static CorporateAction Split(int day, decimal ratio) => new(Monday.AddDays(day), CorporateActionKind.Split, ratio);

    private static CorporateAction Dividend(int day, decimal cash) => new(Monday.AddDays(day), CorporateActionKind.Dividend, cash);
}
