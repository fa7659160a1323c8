using App.Core.Market;
using App.Core.Operations;
using App.Core.Risk;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

public sealed class PrerequisiteRulesTests
{
    [Fact]
    public void Settings_AnInstallationBeginsWith_HaveEightFactorsAndEighteenScenarios()
    {
        PrerequisiteRules.FactorsOf(RiskSettings.Standard).ShouldSatisfyAllConditions(
            factors => factors.Ok.ShouldBeTrue(),
            factors => factors.Found.ShouldBe("8 factors"));
        PrerequisiteRules.ScenariosOf(RiskSettings.Standard).ShouldSatisfyAllConditions(
            scenarios => scenarios.Ok.ShouldBeTrue(),
            scenarios => scenarios.Found.ShouldBe("18 scenarios"));
    }

    [Fact]
    public void Factors_OneTooFew_AreMissing()
    {
        var found = PrerequisiteRules.FactorsOf(RiskSettings.Standard with { RidgeFactors = [.. RiskSettings.Standard.RidgeFactors.Skip(1)] });

        (found.Ok, found.IsInTheWay, found.Found, found.Wanted).ShouldBe((false, true, "7 factors", "8 factors"));
        found.ToString().ShouldStartWith("Factor definitions: found 7 factors; wanted 8 factors. An operator mends it");
        PrerequisiteRules.FactorsOf(RiskSettings.Standard with { Factors = [.. RiskSettings.Standard.Factors.Skip(1)] }).Ok.ShouldBeFalse();
    }

    [Fact]
    public void Scenarios_MayBeMoreButNotFewer_AndCountOnce()
    {
        var standard = RiskSettings.Standard.Scenarios;

        PrerequisiteRules.ScenariosOf(RiskSettings.Standard with { Scenarios = [.. standard.Skip(1)] }).Ok.ShouldBeFalse();
        PrerequisiteRules.ScenariosOf(RiskSettings.Standard with { Scenarios = [.. standard.Skip(1), standard[1]] }).Ok.ShouldBeFalse();
        PrerequisiteRules.ScenariosOf(RiskSettings.Standard with { Scenarios = [.. standard, standard[0] with { Id = "one_more" }] }).Ok.ShouldBeTrue();
    }

    [Theory]
    [InlineData(1990, true)]
    [InlineData(2026, true)]
    [InlineData(2034, true)]
    [InlineData(2035, false)]
    [InlineData(2040, false)]
    [InlineData(1989, false)]
    public void Calendar_ThatEndsBeforeNextYear_IsMissing(int year, bool expected)
    {
        var found = PrerequisiteRules.CalendarOf(TradingCalendar.Nyse, new DateOnly(year, 12, 31));

        found.Ok.ShouldBe(expected, found.ToString());
        found.Wanted.ShouldBe($"the sessions of {year} and {year + 1}");
        found.Mend.ShouldContain("ends with 2035");
    }

    [Fact]
    public void Schema_OlderOrNewer_IsToldApart()
    {
        PrerequisiteRules.SchemaOf(new SchemaState([], [])).Ok.ShouldBeTrue();
        var older = PrerequisiteRules.SchemaOf(new SchemaState(["2_B", "3_C"], []));
        (older.Ok, older.Found).ShouldBe((false, "an older schema: 2 migrations not applied, the first is 2_B"));
        older.Mend.ShouldContain("migrate");
        var newer = PrerequisiteRules.SchemaOf(new SchemaState(["2_B"], ["9_Z"]));
        newer.Found.ShouldBe("a newer schema: 9_Z not known to this program");
        newer.Mend.ShouldContain("restore");
    }

    [Fact]
    public void Keys_OfWhichOneIsUnreadable_AreMissing()
    {
        PrerequisiteRules.KeysOf(new KeyState(1, 0, true)).ShouldSatisfyAllConditions(keys => keys.Ok.ShouldBeTrue(), keys => keys.Found.ShouldBe("1 readable key"));
        PrerequisiteRules.KeysOf(new KeyState(3, 1, true)).ShouldSatisfyAllConditions(keys => keys.Ok.ShouldBeFalse(), keys => keys.Found.ShouldBe("3 keys, 1 of them not readable"));
        PrerequisiteRules.KeysOf(new KeyState(2, 0, false)).Ok.ShouldBeFalse();
    }

    [Fact]
    public void Sources_NoneUsable_AreToldAndNotInTheWay()
    {
        PrerequisiteRules.SourcesOf([new("Files", "gone"), new("Stooq", null)]).ShouldSatisfyAllConditions(sources => sources.Ok.ShouldBeTrue(), sources => sources.Found.ShouldBe("Stooq"));
        foreach (var (sources, found) in new (IReadOnlyList<SourceState>, string)[] { ([], "none"), ([new("Files", "gone")], "Files: gone") })
        {
            var missing = PrerequisiteRules.SourcesOf(sources);
            (missing.Ok, missing.IsInTheWay, missing.Found).ShouldBe((false, false, found));
        }
    }
}
