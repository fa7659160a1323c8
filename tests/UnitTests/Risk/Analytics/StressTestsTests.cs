using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;
using static App.Testing.RiskBooks;

namespace UnitTests.Risk.Analytics;

public sealed class StressTestsTests
{
    private static readonly double[] Slopes = [1.5, -0.5, 0.4, 0.3, -0.1, 0.5, -0.3];

    [Fact]
    public void Scenarios_AreEighteen_OfFiveCategories_WithTheSeveritiesOfTheirShocks()
    {
        var settings = RiskSettings.Standard;

        settings.Scenarios.Count.ShouldBe(18);
        settings.Scenarios.Select(scenario => scenario.Id).ShouldBeUnique();
        settings.Scenarios.Select(scenario => scenario.Category).Distinct().ShouldBe(["market", "rates", "rotation", "volatility", "historical"]);
        settings.Scenarios.Count(scenario => scenario.Category == "rates").ShouldBe(5);
        Severity("rates_up_25").ShouldBe(ScenarioSeverity.Mild);
        Severity("market_down_10").ShouldBe(ScenarioSeverity.Moderate);
        Severity("market_rally_25").ShouldBe(ScenarioSeverity.Severe);
        Severity("market_crash_35").ShouldBe(ScenarioSeverity.Extreme);
        settings.Rates.ReturnOf(0.01).ShouldBe(-0.162 + 0.0175, 1e-12, "rates up hurts a bond");
        settings.Rates.ReturnOf(0).ShouldBe(0);

        static ScenarioSeverity Severity(string id) => RiskSettings.Standard.Scenarios.Single(scenario => scenario.Id == id).SeverityWith(RiskSettings.Standard.Rates);
    }

    [Fact]
    public void Stress_OfWhatTheFactorsExplain_IsItsSlopesTimesTheShocks()
    {
        var result = new StressTests().Compute(Data(With("A", Explained(Slopes)), Holding("A", 50_000)));

        Direct(result, "market_down_10").ShouldBe(-0.1 * 1.5 * 50_000, 0.01);
        Direct(result, "rates_up_100").ShouldBe(-0.5 * (-0.162 + 0.0175) * 50_000, 0.01);
        Direct(result, "value_rotation_20").ShouldBe(0.4 * (-0.10 - 0.20) * 50_000, 0.01, "growth minus value moves by the one less the other");
        Direct(result, "liquidity_crisis").ShouldBe(((1.5 * -0.20) + (-0.3 * -0.30) + (-0.1 * 0.15) + (0.5 * -0.10)) * 50_000, 0.01);
        result.Rows.Single(row => row.Key == "market_down_10").Figures["direct_share"].Value.ShouldNotBeNull().ShouldBe(-0.075, 1e-6);
    }

    [Fact]
    public void Stress_Correlated_MovesTheFactorsThatAreNotShocked()
    {
        var data = Data(With("A", Explained(Slopes)), Holding("A", 50_000));
        var expected = Covariances.Expected(Covariances.Weighted(data.Factors.Factors), [-0.1, null, null, null, null, null, null]);

        var row = new StressTests().Compute(data).Rows.Single(each => each.Key == "market_down_10");

        row.Figures["correlated"].Value.ShouldNotBeNull().ShouldBe(Slopes.Zip(expected, (slope, move) => slope * move).Sum() * 50_000, 0.01);
    }

    [Fact]
    public void Stress_OfALinearBook_TurnsWithTheBook_AndPositionsSumToTheTotal()
    {
        var (one, other) = (new StressTests().Compute(Data(Holding("A", 33_333.33m), Holding("B", -7_777.77m))), new StressTests().Compute(Data(Holding("A", -33_333.33m), Holding("B", 7_777.77m))));
        var positions = one.Tables.Single(table => table.Id == "by_position");
        foreach (var (row, k) in one.Rows.Select((row, k) => (row, k)))
        {
            row.Figures["direct"].Value.ShouldBe(-other.Rows[k].Figures["direct"].Value);
            Math.Round((decimal)positions.Rows.Sum(position => position.Values[k]!.Value), 2).ShouldBe((decimal)row.Figures["direct"].Value!.Value);
        }
    }

    [Fact]
    public void Stress_OfAnOption_IsPricedAgain_AndNeverMoreThanItCost()
    {
        var call = Call("A", 2);
        var result = new StressTests().Compute(Data(With("A", Explained(2, 0, 0, 0, 0, 0, 0)), call));
        var inputs = call.Inputs!.Value;

        Direct(result, "market_up_10").ShouldBe(200 * (BlackScholes.Price(inputs with { Spot = 120 }) - BlackScholes.Price(inputs)), 0.01);
        Direct(result, "market_crash_35").ShouldBeGreaterThan(-(double)call.MarketValue - 0.01);
        Direct(result, "financial_crisis_2008").ShouldBe(-200 * BlackScholes.Price(inputs), 1, "the underlying loses 90 %");
    }

    [Fact]
    public void Stress_WithNoShock_IsExactlyNothing_AndNothingIsLostTwice()
    {
        var settings = RiskSettings.Standard with { Scenarios = [new Scenario { Id = "none", Name = "None", Category = "market", Market = 0 }, new Scenario { Id = "end", Name = "End", Category = "market", Market = -5 }] };
        var data = Data(With("A", Explained(Slopes)), Holding("A", 50_000), Call("A", 3), Holding("SPAXX", 10_000) with { IsCash = true });

        var result = new StressTests().Compute(data with { Settings = settings });

        (Direct(result, "none"), result.Rows[0].Figures["correlated"].Value).ShouldBe((0, 0));
        Direct(result, "end").ShouldBe(-50_000 - (double)data.Holdings[1].MarketValue, 0.01, "a share cannot lose more than it is worth");
    }

    [Fact]
    public void Stress_OfWhatHasNoSlopes_IsLeftOutOrUnknown()
    {
        var half = new StressTests().Compute(Data(Holding("A", 50_000), Holding("NEW", 50_000)));
        half.Rows[0].Figures["direct"].Coverage.ShouldBe(0.5);
        new StressTests().Compute(Data(Holding("NEW", 5))).Rows.ShouldAllBe(row => row.Figures["direct"].Reason == "No holding has slopes on the factors.");
        new StressTests().Compute(Data()).Rows.ShouldAllBe(row => row.Figures["direct"].Reason == "Nothing is held.");
        new StressTests().Compute(Data(With("TLT", null), Holding("A", 5))).Rows[0].Figures["direct"].Reason.ShouldNotBeNull().ShouldContain("TLT");
    }

    private static double Direct(RiskResult result, string id) => result.Rows.Single(row => row.Key == id).Figures["direct"].Value!.Value;
}
