namespace App.Core.Risk;

/// <summary>The factors and scenarios in force, and the versions before them.</summary>
/// <param name="Current">What is in force.</param>
/// <param name="Versions">The versions, the newest first; empty while those of the installation are in force.</param>
public sealed record RiskSettingsHistory(RiskSettings Current, IReadOnlyList<RiskSettingsVersion> Versions);

/// <summary>What the settings of the risk are and have been.</summary>
/// <remarks>Side effects: none. Errors: none.</remarks>
public sealed class ListRiskSettings(IRiskSettingsStore store)
{
    /// <summary>Loads them.</summary>
    /// <param name="limit">Versions at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<RiskSettingsHistory> HandleAsync(int limit, CancellationToken cancellationToken) =>
        new(await store.CurrentAsync(cancellationToken), await store.ListAsync(limit, cancellationToken));
}
