using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class MoneyWeightedReturnTests
{
    [Fact]
    public void WithoutFlows_IsTheAnnualGrowth()
    {
        MoneyWeightedReturn.Annual(100, [], 121, 730).ShouldNotBeNull().ShouldBe(0.1, 1e-11);
        MoneyWeightedReturn.Annual(100, [], 50, 365).ShouldNotBeNull().ShouldBe(-0.5, 1e-11);
        MoneyWeightedReturn.Annual(100, [], 100, 1).ShouldNotBeNull().ShouldBe(0, 1e-11);
    }

    [Fact] // 100·1.21 + 50·1.1 = 176
    public void WithFlows_IsTheRateThatMakesTheEnd() => MoneyWeightedReturn.Annual(100, [(365, 50)], 176, 730).ShouldNotBeNull().ShouldBe(0.1, 1e-11);

    [Fact]
    public void AnyRate_IsFoundAgain()
    {
        var random = new Random(6);
        for (var trial = 0; trial < 300; trial++)
        {
            var rate = random.NextDouble() * 3 - 0.9;
            List<(int Day, decimal Amount)> flows = [.. Enumerable.Range(0, trial % 6).Select(_ => (random.Next(1, 400), (decimal)random.Next(0, 50)))];
            var end = 1000 * Math.Pow(1 + rate, 500 / 365.0) + flows.Sum(flow => (double)flow.Amount * Math.Pow(1 + rate, (500 - flow.Day) / 365.0));
            MoneyWeightedReturn.Annual(1000, flows, (decimal)end, 500).ShouldNotBeNull().ShouldBe(rate, 1e-9);
        }
    }

    [Fact]
    public void WhatNoRateMakes_IsUnknown()
    {
        MoneyWeightedReturn.Annual(100, [], 110, 0).ShouldBeNull();
        MoneyWeightedReturn.Annual(0, [], 110, 30).ShouldBeNull();
        MoneyWeightedReturn.Annual(-100, [], 110, 30).ShouldBeNull();
        MoneyWeightedReturn.Annual(100, [(1, -500)], 110, 365).ShouldBeNull("more was taken than there ever was");
        MoneyWeightedReturn.Annual(100, [], -10, 365).ShouldBeNull();
    }

    [Fact] // (g − 1.1)(g − 1.2)(g − 1.3) = g³ − 3.6g² + 4.31g − 1.716: three rates make the same end
    public void WhatSeveralRatesMake_IsUnknown()
    {
        MoneyWeightedReturn.Annual(1000, [(365, -3600), (730, 4310)], 1716, 1095).ShouldBeNull();
        MoneyWeightedReturn.Annual(1000, [(730, 4310), (365, -3600)], 1716, 1095).ShouldBeNull("whatever the order");

        // (g − 1.1)(g² + 1): more was taken out than there was, and still only one does.
        MoneyWeightedReturn.Annual(1000, [(365, -1100), (730, 1000)], 1100, 1095).ShouldNotBeNull().ShouldBe(0.1, 1e-11);
    }

    [Fact] // 50·1.1 = 55 a year after it came
    public void WhatBeginsWithNothing_BeginsWithTheFirstThatIsPutIn()
    {
        MoneyWeightedReturn.Annual(0, [(365, 50)], 55, 730).ShouldNotBeNull().ShouldBe(0.1, 1e-11);
        MoneyWeightedReturn.Annual(0, [(400, -10), (35, 50)], 55, 730).ShouldNotBeNull().ShouldBeGreaterThan(0.1);
        MoneyWeightedReturn.Annual(0, [(35, 0), (40, -50)], 55, 730).ShouldBeNull("taken out of nothing");
    }

    [Theory] // scipy 1.10.1: scipy.optimize.brentq(lambda r: start*(1+r)**(T/365) + sum(c*(1+r)**((T-d)/365) for d, c in flows) - end, -.99, 10, xtol=1e-15)
    [InlineData(10_000, 10_750, 365, -0.004518246116575846)]
    [InlineData(10_000, 4_000, 200, -0.816944249231666)]
    [InlineData(0, 9_000, 500, 3.6693191405480614)]
    public void WithFlowsBothWays_IsScipysRoot(int start, int end, int days, double expected) =>
        MoneyWeightedReturn.Annual(start, [(31, 2_500), (90, -1_200), (151, -800), (180, 300)], end, days).ShouldNotBeNull().ShouldBe(expected, 1e-10);
}
