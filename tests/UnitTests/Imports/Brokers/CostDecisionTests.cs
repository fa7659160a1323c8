using App.Core.Imports.Brokers;
using Shouldly;
using Xunit;

namespace UnitTests.Imports.Brokers;

public sealed class CostDecisionTests
{
    private static readonly RowFigures Nothing = new(null, null, null, null, null, null, null);

    [Fact]
    public void Of_ACostThatIsOfAllByItsGain_IsTotal() =>
        Is(new(10, 15, 150, null, null, 100, 50), 10, 100, CostBasis.Total, 1);

    [Fact]
    public void Of_ACostThatIsOfOneByItsGain_IsPerShare() =>
        Is(new(10, 15, 150, null, null, 10, 50), 10, 100, CostBasis.PerShare, 1);

    [Fact]
    public void Of_AnUnclearCostWithoutGain_IsWhatComesNearerToTheValue()
    {
        Is(new(10, 15, 150, null, null, 100, null), 10, 100, CostBasis.Total, 1);
        Is(new(10, 15, 150, null, null, 10, null), 10, 100, CostBasis.PerShare, 1);
    }

    [Fact]
    public void Of_ATotalColumnThatHoldsTheCostOfOne_FollowsTheGain() =>
        Is(new(10, 15, 150, 10, null, null, 50), 10, 100, CostBasis.PerShare, 1);

    [Fact]
    public void Of_APerShareColumnThatHoldsTheCostOfAll_FollowsTheGain() =>
        Is(new(10, 15, 150, null, 100, null, 50), 10, 100, CostBasis.Total, 1);

    [Fact]
    public void Of_ValueAndGainAlone_TellTheCost() =>
        Is(new(10, 15, 150, null, null, null, 50), 10, 100, CostBasis.FromGain, 1);

    [Fact]
    public void Of_ALoss_AddsToTheValue() =>
        Is(new(10, 15, 150, null, null, null, -50), 20, 200, CostBasis.FromGain, 1);

    [Fact]
    public void Of_AnOption_CountsAHundredSharesAContract()
    {
        Is(new(3, 2, 600, 300, null, null, 300, null, true), 1, 300, CostBasis.Total, 100);
        Is(new(3, 2, 600, null, 1, null, 300, null, true), 1, 300, CostBasis.PerShare, 100);
        Is(new(3, 2, 600, null, 1, null, null, null, true), 1, 300, CostBasis.PerShare, 100);
    }

    [Fact]
    public void Of_ABondPricedPerHundred_CountsAHundredth()
    {
        Is(new(10_000, 99.5m, 9_950, null, 101, null, -150), 1.01m, 10_100, CostBasis.PerShare, 0.01m);
        Is(new(10_000, 99.5m, 9_950, 10_100, null, null, -150), 1.01m, 10_100, CostBasis.Total, 0.01m);
    }

    [Fact]
    public void Of_AShort_HasANegativeTotalAndAPositiveCostOfOne()
    {
        Is(new(-20, 10, -200, null, null, null, -20), 9, -180, CostBasis.FromGain, 1);
        Is(new(-1, 1.5m, -150, 200, 2, null, 50, null, true), 2, -200, CostBasis.Total, 100);
    }

    [Fact]
    public void Of_RoundedPrices_DoNotContradict() =>
        Is(new(333, 3, 1_000, null, 2, null, 334), 2, 666, CostBasis.PerShare, 1);

    [Fact]
    public void Of_AColumnForTheMultiplier_IsTaken() =>
        Is(new(2, 5, 500, 400, null, null, 100, 50), 200, 400, CostBasis.Total, 50);

    [Fact]
    public void Of_ACostThatTheGainContradicts_IsFlagged()
    {
        var decision = CostDecision.Of(new(10, 15, 150, 120, null, null, 50));
        (decision.TotalCost, decision.Basis).ShouldBe((120m, CostBasis.Total));
        decision.Contradictions.ShouldHaveSingleItem().ShouldBe("The cost is given as 120.00, but value less gain is 100.00.");
    }

    [Fact]
    public void Of_TwoCostsThatContradictEachOther_AreFlagged() =>
        CostDecision.Of(new(10, 15, 150, 120, 10, null, null)).Contradictions.ShouldHaveSingleItem().ShouldBe("The total cost is given as 120.00, but quantity × cost per share is 100.00.");

    [Fact]
    public void Of_AValueThatIsNotQuantityTimesPrice_IsFlagged() =>
        CostDecision.Of(new(10, 15, 170, 100, null, null, null)).Contradictions.ShouldHaveSingleItem().ShouldBe("Quantity × price is 150.00, but the value is given as 170.00.");

    [Fact]
    public void Of_NothingThatTells_IsUnknownAndNotZero()
    {
        foreach (var row in new[] { Nothing, new(10, 15, 150, null, null, null, null), new(0, 15, 0, 100, null, null, null), new(10, 15, 150, 0, 0, 0, 150), new(null, 15, 150, 100, null, null, 50) })
        {
            var decision = CostDecision.Of(row);
            (decision.PerUnit, decision.TotalCost, decision.Basis).ShouldBe((null, null, CostBasis.Unknown));
            decision.Contradictions.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Of_FiguresBeyondAnyAccount_AreUnknownAndFlagged()
    {
        var decision = CostDecision.Of(new(999_999_999_999, 999_999_999_999, 1, 1, null, null, null, 999_999_999_999));
        (decision.PerUnit, decision.Basis).ShouldBe((null, CostBasis.Unknown));
        decision.Contradictions.ShouldHaveSingleItem();
    }

    private static void Is(RowFigures row, decimal perUnit, decimal total, CostBasis basis, decimal multiplier)
    {
        var decision = CostDecision.Of(row);
        (decision.PerUnit, decision.TotalCost, decision.Basis, decision.PriceMultiplier).ShouldBe((perUnit, total, basis, multiplier));
        decision.Contradictions.ShouldBeEmpty();
    }
}
