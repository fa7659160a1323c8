using App.Core.Results;

namespace App.Core.Risk;

/// <summary>Puts other factors and scenarios in force.</summary>
/// <remarks>
/// Side effects: a further version; none before it is changed. What is stored stays as it was computed; the next calculation of each portfolio finds its inputs changed and computes again.
/// Errors: ERR_RISK_001 to 003, 005 and 006 all at once; ERR_RISK_004 when the version is not the next one.
/// </remarks>
public sealed class ChangeRiskSettings(IRiskSettingsStore store, TimeProvider time)
{
    private const int LongestNote = 500;

    /// <summary>Checks and stores them.</summary>
    /// <param name="settings">The settings with the next version; null when none were sent.</param>
    /// <param name="by">Who changes them.</param>
    /// <param name="note">Why; cut after 500 characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<RiskSettings>> HandleAsync(RiskSettings? settings, Guid by, string? note, CancellationToken cancellationToken)
    {
        var errors = RiskSettingsRules.Check(settings);
        if (settings is null || errors.Count > 0)
        {
            return Result<RiskSettings>.Failed(errors);
        }

        var current = await store.CurrentAsync(cancellationToken);
        var words = string.IsNullOrWhiteSpace(note) ? null : note.Trim()[..Math.Min(LongestNote, note.Trim().Length)];
        return settings.Version == current.Version + 1 && await store.AddAsync(new RiskSettingsVersion(settings, time.GetUtcNow(), by, words), cancellationToken)
            ? settings
            : RiskSettingsErrors.Version.Because(
                FormattableString.Invariant($"Version {settings.Version} was sent; {current.Version} is in force, so the next is {current.Version + 1}."),
                "version",
                details: new Dictionary<string, object?> { ["current_version"] = current.Version });
    }
}
