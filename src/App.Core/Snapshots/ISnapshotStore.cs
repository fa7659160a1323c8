using App.Core.Calculations;

namespace App.Core.Snapshots;

/// <summary>Sessions of its portfolio that a run wants to calculate.</summary>
/// <param name="Claim">The run.</param>
/// <param name="Sessions">The sessions, ascending, each once.</param>
public sealed record WantedSessions(RunClaim Claim, IReadOnlyList<DateOnly> Sessions);

/// <summary>Snapshots that a run has calculated, of sessions it claimed.</summary>
/// <param name="Claim">The run.</param>
/// <param name="Snapshots">The snapshots, ascending.</param>
public sealed record CalculatedSessions(RunClaim Claim, IReadOnlyList<PortfolioSnapshot> Snapshots);

/// <summary>The end of a chain as it has been calculated again.</summary>
/// <param name="Claim">The run.</param>
/// <param name="From">The first session to go.</param>
/// <param name="Snapshots">What takes its place and that of those after it, ascending; not empty.</param>
public sealed record ReplacedSessions(RunClaim Claim, DateOnly From, IReadOnlyList<PortfolioSnapshot> Snapshots);

/// <summary>What the snapshot of a session was computed from.</summary>
/// <param name="PortfolioId">The portfolio.</param>
/// <param name="Session">The session.</param>
/// <param name="PositionsVersion">The version of its positions.</param>
/// <param name="InputIdentity">See <see cref="MarkedBook.IdentityOn"/>; null where it was not kept.</param>
public sealed record SnapshotInputs(Guid PortfolioId, DateOnly Session, int PositionsVersion, string? InputIdentity);

/// <summary>A portfolio and its complete snapshots, ascending.</summary>
public sealed record SnapshotHistory(Portfolios.Portfolio Portfolio, IReadOnlyList<PortfolioSnapshot> Snapshots);

/// <summary>The snapshots' rows: claimed first, completed once. Each call is for the runs of many portfolios, in one transaction.</summary>
public interface ISnapshotStore
{
    /// <summary>The newest complete snapshot at or before <paramref name="session"/> of each portfolio; one whose chain has not begun by then is not in it.</summary>
    Task<IReadOnlyDictionary<Guid, PortfolioSnapshot>> LastCompleteAsync(
        IReadOnlyCollection<Guid> portfolioIds, DateOnly session, CancellationToken cancellationToken);

    /// <summary>
    /// Claims sessions by inserting their rows incomplete; the unique constraint decides. A claim left by a run that is over or by an earlier holder of a
    /// run is taken over; a holder's own is claimed again.
    /// </summary>
    /// <param name="wanted">What the runs want, a portfolio once.</param>
    /// <param name="now">The time of the claims.</param>
    /// <param name="lease">How long they are good without a sign of life.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is claimed then.</param>
    /// <returns>
    /// For each of <paramref name="wanted"/> how many of its sessions, counted from the first, are now the run's. Fewer than all: the next is complete or
    /// another's, a duplicate to be skipped, or the run is no longer this holder's.
    /// </returns>
    Task<IReadOnlyList<int>> ClaimAsync(IReadOnlyList<WantedSessions> wanted, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Completes claimed sessions and sets the portfolios' equity, in one transaction that first checks that each run is still this holder's.</summary>
    /// <returns>For each of <paramref name="calculated"/> whether it was stored: all of its sessions, or none because the run or one of them is another's.</returns>
    Task<IReadOnlyList<bool>> CompleteAsync(IReadOnlyList<CalculatedSessions> calculated, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What the complete snapshots of portfolios from a session on were computed from, in no order.</summary>
    /// <param name="portfolioIds">The portfolios.</param>
    /// <param name="from">The first session.</param>
    /// <param name="onlyProvisional">True for those only that were valued at a price of another day.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<SnapshotInputs>> InputsAsync(IReadOnlyCollection<Guid> portfolioIds, DateOnly from, bool onlyProvisional, CancellationToken cancellationToken);

    /// <summary>
    /// Puts the ends of chains in place anew, complete, and sets the portfolios' equity, in one transaction that first checks that each run is still this holder's. The risk figures of these sessions
    /// go, and no earlier run counts as having computed the same any more.
    /// </summary>
    /// <returns>For each of <paramref name="replaced"/> whether it was stored; false when the run is another's.</returns>
    Task<IReadOnlyList<bool>> ReplaceAsync(IReadOnlyList<ReplacedSessions> replaced, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whole chains for those who check them: of one active portfolio, or of the next ones after <paramref name="after"/>, ascending by id.</summary>
    Task<IReadOnlyList<SnapshotHistory>> ChainsAsync(Guid? portfolioId, Guid after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Stops the portfolio's run, if one is under way, and removes its snapshots from <paramref name="session"/> on. In the same transaction the run that calculates them
    /// again is stored: a chain is never cut without one.
    /// </summary>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="session">The first session to go.</param>
    /// <param name="next">The run, pending; null when the caller sees to the chain itself.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is removed then.</param>
    /// <returns>How many were removed.</returns>
    Task<int> RemoveFromAsync(Guid portfolioId, DateOnly session, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes claims older than <paramref name="before"/> whose run is over or has not been heard of since.</summary>
    /// <param name="before">When the youngest of them was made.</param>
    /// <param name="portfolioId">Of this portfolio; null for those of all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many there were.</returns>
    Task<int> ReleaseAbandonedAsync(DateTimeOffset before, Guid? portfolioId, CancellationToken cancellationToken);

    /// <summary>The same of all portfolios, for an operator: it is in the audit trail.</summary>
    Task<int> CleanUpAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Complete snapshots of the owner's portfolio, ascending; the newest <paramref name="limit"/> when there are more. Empty when it is another's.</summary>
    Task<Portfolios.Page<PortfolioSnapshot>> ListAsync(
        Guid ownerId, Guid portfolioId, DateOnly? from, DateOnly? to, int limit, CancellationToken cancellationToken);

    /// <summary>The sessions that have a complete snapshot of the owner's portfolio, or of every active one of theirs, ascending.</summary>
    /// <param name="ownerId">The owner.</param>
    /// <param name="portfolioId">The portfolio; null for all that are active. Of another's there is none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<DateOnly>> SessionsAsync(Guid ownerId, Guid? portfolioId, CancellationToken cancellationToken);
}

/// <summary>What the positions of a run's portfolio are worth at its session.</summary>
/// <param name="Claim">The run.</param>
/// <param name="Values">One for each position.</param>
public sealed record CalculatedValues(RunClaim Claim, IReadOnlyList<PositionValue> Values);

/// <summary>The value of each position at a session: what phase 4 stores.</summary>
public interface IPositionValueStore
{
    /// <summary>Replaces the portfolios' position values in one transaction that first checks that each run is still this holder's.</summary>
    /// <returns>For each of <paramref name="calculated"/> whether it was stored; false when the run is another's.</returns>
    Task<IReadOnlyList<bool>> ReplaceAsync(IReadOnlyList<CalculatedValues> calculated, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The values of the owner's portfolio; empty before the first run and when it is another's.</summary>
    Task<IReadOnlyList<PositionValue>> ListAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken);
}
