using App.Core.Operations;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

/// <summary>Each rule at, just below and just beyond its threshold.</summary>
public sealed class AlertRulesTests
{
    private static readonly DateTimeOffset DueAt = new(2026, 11, 20, 21, 45, 0, TimeSpan.Zero);

    private static readonly AlertFacts Quiet = new(0, 0, null, 0, 0, 0, null);

    [Theory]
    [InlineData(10, 1, false)]
    [InlineData(10, 2, true)]
    [InlineData(9, 9, false)]
    [InlineData(1000, 100, false)]
    [InlineData(1000, 101, true)]
    [InlineData(0, 0, false)]
    public void Failures_BeyondTheShare_OfEnoughRuns(int ended, int failed, bool isAlert) =>
        Rules(Quiet with { RunsEnded = ended, RunsFailed = failed }).ShouldBe(isAlert ? [AlertRules.RunsFail] : []);

    [Theory]
    [InlineData(null, false)]
    [InlineData(120.0, false)]
    [InlineData(120.1, true)]
    public void Slowness_BeyondTwoMinutes(double? seconds, bool isAlert) =>
        Rules(Quiet with { LongestRun = seconds is { } took ? TimeSpan.FromSeconds(took) : null }).ShouldBe(isAlert ? [AlertRules.RunIsSlow] : []);

    [Theory]
    [InlineData(0, 19, 0.0, false)]
    [InlineData(0, 20, 0.0, true)]
    [InlineData(0, 20, 4.0, false)]
    [InlineData(0, 21, 4.0, true)]
    [InlineData(50, 50, 100.0, false)]
    [InlineData(51, 51, 100.0, true)]
    public void Registrations_BeyondTheMeanOrTheHour(int hour, int day, double mean, bool isAlert) =>
        Rules(Quiet with { RegistrationsHour = hour, RegistrationsDay = day, RegistrationsMean = mean }).ShouldBe(isAlert ? [AlertRules.Registrations] : []);

    [Theory]
    [InlineData(true, true, 9.0, null)]
    [InlineData(false, true, 0.1, AlertRules.NightFailed)]
    [InlineData(false, false, 2.0, null)]
    [InlineData(false, false, 2.1, AlertRules.NightLate)]
    public void Night_FailedOrLate(bool isComplete, bool hasFailed, double hours, string? rule) =>
        Rules(Quiet with { Night = new NightFacts(new(2026, 11, 20), isComplete, hasFailed, DueAt, DueAt.AddHours(hours)) }).ShouldBe(rule is null ? [] : [rule]);

    [Fact]
    public void Findings_SayWhatWasFoundAndWhatIsAllowed()
    {
        var found = AlertRules.Evaluate(Quiet with { RunsEnded = 40, RunsFailed = 10 }, new AlertOptions()).ShouldHaveSingleItem();

        (found.Value, found.Threshold).ShouldBe((0.25, 0.1));
        found.Message.ShouldBe("10 of the 40 calculations of the last hour have failed; 10 % may.");
    }

    [Fact]
    public void Evaluate_AllAtOnce_HasEachRuleOnce_AndNoneWhenSwitchedOff()
    {
        var all = new AlertFacts(10, 10, TimeSpan.FromHours(1), 100, 100, 1, new NightFacts(new(2026, 11, 20), false, true, DueAt, DueAt));

        Rules(all).ShouldBe([AlertRules.RunsFail, AlertRules.RunIsSlow, AlertRules.Registrations, AlertRules.NightFailed]);
        AlertRules.Evaluate(all, new AlertOptions { Enabled = false }).ShouldBeEmpty();
    }

    [Fact]
    public void Options_OutOfBounds_NameTheKey()
    {
        new AlertOptions().Fault().ShouldBeNull();
        new AlertOptions { FailedRuns = double.NaN }.Fault().ShouldNotBeNull().ShouldStartWith("Alerts:FailedRuns");
        new AlertOptions { FewestRuns = 0 }.Fault().ShouldNotBeNull().ShouldStartWith("Alerts:FewestRuns");
        new AlertOptions { LongestRun = TimeSpan.Zero }.Fault().ShouldNotBeNull().ShouldStartWith("Alerts:LongestRun");
        new AlertOptions { RegistrationsTimesMean = 0.9 }.Fault().ShouldNotBeNull().ShouldStartWith("Alerts:RegistrationsTimesMean");
        new AlertOptions { FewestRegistrations = 0 }.Fault().ShouldNotBeNull().ShouldStartWith("Alerts:FewestRegistrations");
        new AlertOptions { RegistrationsAnHour = 0 }.Fault().ShouldNotBeNull().ShouldStartWith("Alerts:RegistrationsAnHour");
        new AlertOptions { NightLateAfter = TimeSpan.FromDays(2) }.Fault().ShouldNotBeNull().ShouldStartWith("Alerts:NightLateAfter");
    }

    private static IEnumerable<string> Rules(AlertFacts facts) => AlertRules.Evaluate(facts, new AlertOptions()).Select(finding => finding.Rule);
}
