using App.Core.Risk;
using Shouldly;
using Xunit;

namespace UnitTests.Risk;

public sealed class RiskSettingsChangesTests
{
    private static RiskSettings Standard => RiskSettings.Standard;

    [Fact]
    public void Between_TheSame_IsEmpty() => RiskSettingsChanges.Between(Standard, Standard with { Version = 9 }).ShouldBeEmpty();

    [Fact]
    public void Between_EachPartChanged_SaysWhatItWasAndIs()
    {
        var weights = GicsSectors.All.ToDictionary(sector => sector, _ => 0.09);
        var index = new SectorBenchmark("S&P 500", new DateOnly(2026, 10, 30), "fact sheet", weights);
        var after = Standard with
        {
            Factors = [Standard.Factors[0] with { Name = "US market", Symbol = "VTI" }, .. Standard.Factors.Skip(1)],
            RidgeFactors = [.. Standard.RidgeFactors.Take(2), Standard.RidgeFactors[2] with { Less = "VTI" }, .. Standard.RidgeFactors.Skip(3)],
            Rates = Standard.Rates with { Duration = 15.5, Source = "the fund’s page" },
            SectorBenchmark = index,
            Scenarios =
            [
                .. Standard.Scenarios.Skip(2),
                Standard.Scenarios[0] with { Market = 0.12, Volatility = -0.05 },
                new Scenario { Id = "new", Name = "New", Category = "rates", Rate = -0.0125 },
            ],
        };

        RiskSettingsChanges.Between(Standard, after).ShouldBe(
        [
            "Factor “Market” is called “US market”.",
            "Factor “US market”: SPY → VTI.",
            "Ridge factor “Value”: VTV−SPY → VTV−VTI.",
            "Rate fund: duration 16.2 → 15.5 years, convexity 350 → 350.",
            "Rate fund: source “the fund’s page”.",
            "Sectors are set against the S&P 500 of 2026-10-30.",
            "Scenario “Market down 10 %” is removed.",
            "Scenario “Market up 10 %”: market +10 % → market +12 %, volatility −5 points.",
            "Scenario “New” is new: yields −125 bp.",
            "The scenarios stand in another order.",
        ]);
        RiskSettingsChanges.Between(after, after with { SectorBenchmark = index with { Weights = new Dictionary<string, double>(weights) { ["Energy"] = 0.1 } } })
            .ShouldBe(["Energy in the S&P 500: 9 % → 10 %."]);
        RiskSettingsChanges.Between(after, after with { SectorBenchmark = null }).ShouldBe(["Sectors are no longer set against the S&P 500."]);
    }

    [Fact]
    public void Words_OfAScenarioInWhichNothingMoves_SaySo() => RiskSettingsChanges.Words(new Scenario { Id = "x", Name = "X", Category = "market" }).ShouldBe("nothing moves");
}
