namespace App.Core.Risk;

/// <summary>Settings as they were from a time on.</summary>
/// <param name="Settings">The settings, their version among them.</param>
/// <param name="At">When they were made.</param>
/// <param name="By">Who made them; null for those of the installation.</param>
/// <param name="Note">Why, in the words of who made them; null when nothing was said.</param>
public sealed record RiskSettingsVersion(RiskSettings Settings, DateTimeOffset At, Guid? By, string? Note);

/// <summary>The settings by version; none is ever changed or removed.</summary>
public interface IRiskSettingsStore
{
    /// <summary>The newest; <see cref="RiskSettings.Standard"/> when none is stored.</summary>
    Task<RiskSettings> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>Those of a version; null when there is none.</summary>
    Task<RiskSettings?> FindAsync(int version, CancellationToken cancellationToken);

    /// <summary>All versions, the newest first, <paramref name="limit"/> at most.</summary>
    Task<IReadOnlyList<RiskSettingsVersion>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Stores a version.</summary>
    /// <returns>False when that version is there already: somebody else was quicker.</returns>
    Task<bool> AddAsync(RiskSettingsVersion version, CancellationToken cancellationToken);
}
