using App.Core.Portfolios;

namespace App.Core.Operations;

/// <summary>What has become of the alerts by what was found.</summary>
/// <param name="Raised">Those that were raised now, by this call.</param>
/// <param name="Resolved">Those that were resolved now, by this call.</param>
/// <param name="Open">How many are open.</param>
public sealed record AlertChanges(IReadOnlyList<AlertRecord> Raised, IReadOnlyList<AlertRecord> Resolved, int Open);

/// <summary>An alert and the operator who took note of it, by address.</summary>
public sealed record ListedAlert(AlertRecord Alert, string? AcknowledgedBy);

/// <summary>The alerts' rows, and the figures that they follow from.</summary>
public interface IAlertStore
{
    /// <summary>What the rules look at.</summary>
    /// <param name="now">The time.</param>
    /// <param name="night">The session that should have been calculated for all by now, and when that was to begin; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<AlertFacts> FactsAsync(DateTimeOffset now, (DateOnly Session, DateTimeOffset DueAt)? night, CancellationToken cancellationToken);

    /// <summary>Raises an alert for each finding that has none open, keeps those that have one, and resolves the others. One node does it at a time; done by several it is done once.</summary>
    Task<AlertChanges> ApplyAsync(IReadOnlyList<AlertFinding> findings, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The open ones first, then the newest.</summary>
    Task<Page<ListedAlert>> ListAsync(bool openOnly, int limit, int offset, CancellationToken cancellationToken);

    /// <summary>Says that an operator has taken note, and writes it to the audit trail; who was first is kept.</summary>
    /// <returns>False when there is no such alert.</returns>
    Task<bool> AcknowledgeAsync(Guid alertId, Guid operatorId, DateTimeOffset now, CancellationToken cancellationToken);
}
