using App.Core.Risk;
using Shouldly;
using Xunit;

namespace UnitTests.Risk;

public sealed class RiskSettingsRulesTests
{
    private static readonly RiskSettings Good = RiskSettings.Standard;

    public static TheoryData<string, string> Wrong { get; } = new()
    {
        { "factor missing", "ERR_RISK_001" },
        { "factor renamed id", "ERR_RISK_001" },
        { "style without its other fund", "ERR_RISK_001" },
        { "symbol", "ERR_RISK_001" },
        { "fund less itself", "ERR_RISK_001" },
        { "id", "ERR_RISK_002" },
        { "id twice", "ERR_RISK_002" },
        { "name", "ERR_RISK_002" },
        { "category", "ERR_RISK_002" },
        { "market", "ERR_RISK_002" },
        { "nan", "ERR_RISK_002" },
        { "yields", "ERR_RISK_002" },
        { "style", "ERR_RISK_002" },
        { "volatility", "ERR_RISK_002" },
        { "none", "ERR_RISK_002" },
        { "too many", "ERR_RISK_002" },
        { "duration", "ERR_RISK_003" },
        { "source", "ERR_RISK_003" },
        { "index without a source", "ERR_RISK_005" },
        { "index without a sector", "ERR_RISK_005" },
        { "index with a sector of its own", "ERR_RISK_005" },
        { "index of more than all", "ERR_RISK_005" },
        { "factor that is null", "ERR_RISK_001" },
        { "ridge factor that is null", "ERR_RISK_001" },
        { "factor without a fund", "ERR_RISK_001" },
        { "scenario that is null", "ERR_RISK_002" },
        { "index with a weight that is no number", "ERR_RISK_005" },
    };

    private static SectorBenchmark Index => new("S&P 500", new DateOnly(2026, 10, 30), "fact sheet", GicsSectors.All.ToDictionary(sector => sector, _ => 1.0 / 11));

    [Fact]
    public void Standard_IsAllowed() => RiskSettingsRules.Check(Good with { SectorBenchmark = Index }).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Settings_ThatFormulasCannotUse_AreRefusedWithWhatIsAllowed(string kind, string code)
    {
        var scenario = Good.Scenarios[0];
        var settings = kind switch
        {
            "factor missing" => Good with { Factors = [.. Good.Factors.Skip(1)] },
            "factor renamed id" => Good with { RidgeFactors = [Good.RidgeFactors[0] with { Id = "world" }, .. Good.RidgeFactors.Skip(1)] },
            "style without its other fund" => Good with { Factors = [.. Good.Factors.Take(2), Good.Factors[2] with { Less = null }, .. Good.Factors.Skip(3)] },
            "symbol" => Good with { Factors = [Good.Factors[0] with { Symbol = "S PY" }, .. Good.Factors.Skip(1)] },
            "fund less itself" => Good with { Factors = [.. Good.Factors.Take(2), Good.Factors[2] with { Less = Good.Factors[2].Symbol }, .. Good.Factors.Skip(3)] },
            "id" => Good with { Scenarios = [scenario with { Id = "Market Up" }] },
            "id twice" => Good with { Scenarios = [scenario, scenario] },
            "name" => Good with { Scenarios = [scenario with { Name = new string('x', 81) }] },
            "category" => Good with { Scenarios = [scenario with { Category = "weather" }] },
            "market" => Good with { Scenarios = [scenario with { Market = -1.01 }] },
            "nan" => Good with { Scenarios = [scenario with { Market = double.NaN }] },
            "yields" => Good with { Scenarios = [scenario with { Rate = 1 }] },
            "style" => Good with { Scenarios = [scenario with { Styles = new Dictionary<string, double> { ["carry"] = 0.1 } }] },
            "volatility" => Good with { Scenarios = [scenario with { Volatility = 4 }] },
            "none" => Good with { Scenarios = [] },
            "too many" => Good with { Scenarios = [.. Enumerable.Range(0, 61).Select(number => scenario with { Id = $"s{number}" })] },
            "duration" => Good with { Rates = Good.Rates with { Duration = 51 } },
            "factor that is null" => Good with { Factors = [null!] },
            "ridge factor that is null" => Good with { RidgeFactors = [null!, .. Good.RidgeFactors.Skip(1)] },
            "factor without a fund" => Good with { Factors = [.. Good.Factors.Take(2), Good.Factors[2] with { Symbol = null! }, .. Good.Factors.Skip(3)] },
            "scenario that is null" => Good with { Scenarios = [scenario, null!] },
            "index without a source" => Good with { SectorBenchmark = Index with { Source = "" } },
            "index without a sector" => Good with { SectorBenchmark = Index with { Weights = Index.Weights.Skip(1).ToDictionary() } },
            "index with a sector of its own" => Good with { SectorBenchmark = Index with { Weights = new Dictionary<string, double>(Index.Weights) { ["Space"] = 0 } } },
            "index of more than all" => Good with { SectorBenchmark = Index with { Weights = Index.Weights.ToDictionary(each => each.Key, each => each.Value * 1.1) } },
            "index with a weight that is no number" => Good with { SectorBenchmark = Index with { Weights = new Dictionary<string, double>(Index.Weights) { ["Energy"] = double.NaN } } },
            _ => Good with { Rates = Good.Rates with { Source = "" } },
        };

        var errors = RiskSettingsRules.Check(settings);

        errors.ShouldNotBeEmpty();
        errors.ShouldAllBe(error => error.Code == code);
    }

    [Fact]
    public void Settings_ThatAreMissing_AreRefusedByTheirField()
    {
        var error = RiskSettingsRules.Check(null).ShouldHaveSingleItem();

        (error.Code, error.Field).ShouldBe(("ERR_RISK_006", "settings"));
        RiskSettingsRules.Check(Good with { Scenarios = [null!] }).ShouldHaveSingleItem().Field.ShouldBe("scenarios");
        RiskSettingsRules.Check(Good with { Factors = [null!] }).ShouldHaveSingleItem().Field.ShouldBe("factors");
    }
}
