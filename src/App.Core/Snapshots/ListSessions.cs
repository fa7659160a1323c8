namespace App.Core.Snapshots;

/// <summary>The sessions there are figures of: of a portfolio, or of all active ones of an owner together.</summary>
/// <remarks>Side effects: none. Errors: none; of another's portfolio there are none.</remarks>
public sealed class ListSessions(ISnapshotStore snapshots)
{
    /// <summary>The sessions, ascending.</summary>
    /// <param name="ownerId">Who asks.</param>
    /// <param name="portfolioId">The portfolio; null for those that all have.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<DateOnly>> HandleAsync(Guid ownerId, Guid? portfolioId, CancellationToken cancellationToken) => snapshots.SessionsAsync(ownerId, portfolioId, cancellationToken);
}
