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
}
