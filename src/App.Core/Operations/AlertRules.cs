using System.Globalization;

namespace App.Core.Operations;

/// <summary>What the rules of alerts look at.</summary>
/// <param name="RunsEnded">Runs of the last hour that ended with figures or without, the night's among them.</param>
/// <param name="RunsFailed">How many of them failed.</param>
/// <param name="LongestRun">The longest that a run asked for alone has taken so far or took, of those under way and of those ended in the last hour; null when there are none.</param>
/// <param name="RegistrationsHour">Accounts made in the last hour.</param>
/// <param name="RegistrationsDay">Accounts made in the last 24 hours.</param>
/// <param name="RegistrationsMean">The daily mean of the 14 days before those.</param>
/// <param name="Night">How the night stands that should be complete by now; null when none should.</param>
public sealed record AlertFacts(
    int RunsEnded, int RunsFailed, TimeSpan? LongestRun, int RegistrationsHour, int RegistrationsDay, double RegistrationsMean, NightFacts? Night);

/// <summary>A night that should be complete.</summary>
/// <param name="Session">Its session.</param>
/// <param name="IsComplete">True when it is, or when somebody has cancelled it.</param>
/// <param name="HasFailed">True when its latest calculation was given up.</param>
/// <param name="DueAt">When it was to begin.</param>
/// <param name="Now">The time.</param>
public sealed record NightFacts(DateOnly Session, bool IsComplete, bool HasFailed, DateTimeOffset DueAt, DateTimeOffset Now);

/// <summary>That a figure is beyond its threshold.</summary>
/// <param name="Rule">The rule's stable code, as stored.</param>
/// <param name="Value">The figure.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Message">What it is about, in words.</param>
public sealed record AlertFinding(string Rule, double Value, double Threshold, string Message);

/// <summary>Decides what operators are alerted of. Nothing but what it is handed goes into it.</summary>
public static class AlertRules
{
    /// <summary>Too many runs fail. The figure is their share.</summary>
    public const string RunsFail = "runs_fail";

    /// <summary>A run takes too long. The figure is in seconds.</summary>
    public const string RunIsSlow = "run_is_slow";

    /// <summary>Far more people register than usual. The figure is how many.</summary>
    public const string Registrations = "registrations";

    /// <summary>A night was given up. The figure is the hours since it was to begin.</summary>
    public const string NightFailed = "night_failed";

    /// <summary>A night is not complete long after it was to begin. The figure is the hours since then.</summary>
    public const string NightLate = "night_late";

    /// <summary>What is beyond its threshold, each rule at most once.</summary>
    public static IReadOnlyList<AlertFinding> Evaluate(AlertFacts facts, AlertOptions options)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(options);
        return options.Enabled ? [.. new[] { OfFailures(facts, options), OfSlowness(facts, options), OfRegistrations(facts, options), OfNight(facts, options) }.OfType<AlertFinding>()] : [];
    }

    private static AlertFinding? OfFailures(AlertFacts facts, AlertOptions options)
    {
        var share = facts.RunsEnded == 0 ? 0 : (double)facts.RunsFailed / facts.RunsEnded;
        return facts.RunsEnded >= options.FewestRuns && share > options.FailedRuns
            ? new(RunsFail, share, options.FailedRuns, Words($"{facts.RunsFailed} of the {facts.RunsEnded} calculations of the last hour have failed; {options.FailedRuns:P0} may."))
            : null;
    }

    private static AlertFinding? OfSlowness(AlertFacts facts, AlertOptions options) => facts.LongestRun is { } longest && longest > options.LongestRun
        ? new(RunIsSlow, longest.TotalSeconds, options.LongestRun.TotalSeconds, Words($"A calculation of the last hour took {longest.TotalSeconds:N0} s, or goes on for as long; {options.LongestRun.TotalSeconds:N0} s is the most it should."))
        : null;

    private static AlertFinding? OfRegistrations(AlertFacts facts, AlertOptions options)
    {
        if (facts.RegistrationsHour > options.RegistrationsAnHour)
        {
            return new(Registrations, facts.RegistrationsHour, options.RegistrationsAnHour, Words($"{facts.RegistrationsHour} accounts were made in the last hour; {options.RegistrationsAnHour} is the most expected."));
        }

        var most = options.RegistrationsTimesMean * facts.RegistrationsMean;
        return facts.RegistrationsDay >= options.FewestRegistrations && facts.RegistrationsDay > most
            ? new(Registrations, facts.RegistrationsDay, most, Words($"{facts.RegistrationsDay} accounts were made in the last 24 hours, {facts.RegistrationsMean:0.#} a day in the 14 days before."))
            : null;
    }

    private static AlertFinding? OfNight(AlertFacts facts, AlertOptions options)
    {
        if (facts.Night is not { IsComplete: false } night)
        {
            return null;
        }

        var late = night.Now - night.DueAt;
        return night.HasFailed
            ? new(NightFailed, late.TotalHours, 0, Words($"The calculation of all portfolios for {night.Session:yyyy-MM-dd} was given up. Calculate the session again."))
            : late > options.NightLateAfter
                ? new(NightLate, late.TotalHours, options.NightLateAfter.TotalHours, Words($"The calculation of all portfolios for {night.Session:yyyy-MM-dd} was to begin {late.TotalHours:0.0} hours ago and is not complete."))
                : null;
    }

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
