using App.Core.Snapshots;
using Shouldly;
using Xunit;

namespace UnitTests.Snapshots;

public sealed class PerformanceTests
{
    private static readonly DateOnly First = new(2026, 1, 5);

    [Fact]
    public void Performance_OfAChain_LinksItsDays_AndCountsFlowsInMoneyOnly()
    {
        // +10 %, then 100 paid in at the open and −5 % of 210, then +20 %.
        var (known, reason) = Performance.Of([Point(0, 100, null), Point(1, 110, 10), Point(2, 199.5m, -10.5m, 100), Point(3, 239.4m, 39.9m)]);

        reason.ShouldBeNull();
        known.ShouldNotBeNull();
        known.TimeWeighted.ShouldBe(1.1 * 0.95 * 1.2 - 1, 1e-12);
        (known.Pnl, known.Flows, known.From, known.To).ShouldBe((39.4m, 100m, First, First.AddDays(90)));
        known.WorstDrawdown.ShouldBe(-0.05, 1e-12);
        known.WorstOn.ShouldBe(First.AddDays(60));
        known.Drawdown.ShouldBe(0);
        known.Drawdowns.Count.ShouldBe(3);

        // What was there from the first day, and what came a month later, make the end.
        var rate = known.MoneyWeighted.Value.ShouldNotBeNull();
        (100 * Math.Pow(1 + rate, 90 / 365.0) + 100 * Math.Pow(1 + rate, 60 / 365.0)).ShouldBe(239.4, 1e-6);
    }

    [Fact]
    public void Performance_LeavesTheReconstructedPartOut()
    {
        var (known, _) = Performance.Of([new NavPoint(First.AddDays(-1), 50, true), Point(0, 100, null), Point(1, 90, -10)]);

        known.ShouldNotBeNull().TimeWeighted.ShouldBe(-0.1, 1e-12);
    }

    [Fact]
    public void Performance_OfOneSession_OrFromNothing_IsUnknownWithAReason()
    {
        Performance.Of([Point(0, 100, null)]).Reason.ShouldNotBeNull().ShouldContain("two sessions");
        Performance.Of([]).Known.ShouldBeNull();
        Performance.Of([Point(0, 0, null), Point(1, 5, 5)]).Reason.ShouldNotBeNull().ShouldContain("4 Feb 2026");
        Performance.Of([Point(0, -100, null), Point(1, -90, 10)]).Known.ShouldBeNull();
    }

    private static NavPoint Point(int day, decimal equity, decimal? pnl, decimal flow = 0) => new(First.AddDays(day * 30), equity, false) { DayPnl = pnl, Flow = flow };
}
