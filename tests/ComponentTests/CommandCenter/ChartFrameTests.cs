using System.Globalization;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Charts;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class ChartFrameTests
{
    private static readonly DateOnly From = new(2026, 1, 10);

    [Fact]
    public void Line_FromCornerToCorner_FillsTheSquare()
    {
        var points = new[] { new ChartPoint(From, 0), new ChartPoint(From.AddDays(5), 50), new ChartPoint(From.AddDays(10), 100) };
        var frame = ChartFrame.Of([new("A", points)], new NavScale(0, 100, 25)).ShouldNotBeNull();

        frame.Line(points).ShouldBe("M0 1000L500 500L1000 0");
        frame.Area(points, 0).ShouldBe("M0 1000L500 500L1000 0L1000 1000L0 1000Z");
        frame.Grid.ShouldBe("M0 0H1000M0 250H1000M0 500H1000M0 750H1000M0 1000H1000");
        frame.Values.ShouldBe([100, 75, 50, 25, 0]);
        frame.Dot(points[1]).ShouldBe("M500 500h0");
    }

    [Fact]
    public void Line_OfADayWithoutAnother_StandsInTheMiddle()
    {
        var point = new ChartPoint(From, 5);
        var frame = ChartFrame.Of([new("A", [point])], NavScale.Over(5, 5)).ShouldNotBeNull();

        frame.Across(From).ShouldBe(.5);
        frame.Days.ShouldHaveSingleItem().ShouldBe(new ChartTick(.5, "10 Jan"));
    }

    [Fact]
    public void Line_BeyondItsScale_EndsAtTheEdge()
    {
        var frame = new ChartFrame(From, From.AddDays(1), new NavScale(0, 10, 5));

        frame.Down(-5).ShouldBe(1);
        frame.Down(50).ShouldBe(0);
    }

    [Fact]
    public void Of_NoPoints_IsNothing() => ChartFrame.Of([new("A", [])], new NavScale(0, 1, 1)).ShouldBeNull();

    [Theory]
    [InlineData(1, "10 Jan")]
    [InlineData(5, "10 Jan")]
    [InlineData(31, "10 Jan")]
    [InlineData(84, "10 Jan")]
    [InlineData(100, "Feb")]
    [InlineData(364, "Mar")]
    [InlineData(500, "Apr 2026")]
    [InlineData(4_000, "2028")]
    [InlineData(9_000, "2030")]
    public void Days_OfAnyLength_AreAFewRoundOnes(int days, string first)
    {
        var ticks = new ChartFrame(From, From.AddDays(days), new NavScale(0, 1, 1)).Days;

        ticks[0].Label.ShouldBe(first);
        ticks.Count.ShouldBeInRange(1, 7);
        ticks.ShouldAllBe(tick => tick.Share >= 0 && tick.Share <= 1);
        ticks.Select(tick => tick.Label).Distinct().Count().ShouldBe(ticks.Count);
    }

    [Fact]
    public void Readings_OfSeveralLines_SayOfEachDayWhatThereIs()
    {
        ChartLine[] lines = [new("Equity", [new(From, 1), new(From.AddDays(2), 2)]), new("Other", [new(From.AddDays(2), 7), new(From.AddDays(4), 8)])];
        var readings = ChartReadings.Of(lines, ChartFrame.Of(lines, new NavScale(0, 10, 5))!, day => day.ToString("d.M.", CultureInfo.InvariantCulture), value => $"{value} dollars");

        readings.Words.ShouldBe(["10.1.: Equity 1 dollars", "12.1.: Equity 2 dollars, Other 7 dollars", "14.1.: Other 8 dollars"]);
        readings.Shares.ShouldBe([0, .5, 1]);
        readings.ToJson().ShouldStartWith("[[0,0.5,1],[\"10.1.: Equity 1 dollars\"");
    }
}
