using App.Core.Calculations;

namespace App.Core.Snapshots;

/// <summary>The snapshots' rows: claimed first, completed once.</summary>
public interface ISnapshotStore
{
    /// <summary>The newest complete snapshot of the portfolio at or before <paramref name="session"/>; null when the chain has not begun.</summary>
    Task<PortfolioSnapshot?> LastCompleteAsync(Guid portfolioId, DateOnly session, CancellationToken cancellationToken);

    /// <summary>
    /// Claims a session by inserting its row incomplete; the unique constraint decides. A claim left by a run that is over or by an earlier holder of this
    /// run is taken over; this holder's own is claimed again.
    /// </summary>
    /// <returns>False when the session is complete, or the run is no longer this holder's: a duplicate, to be skipped.</returns>
    Task<bool> ClaimAsync(RunClaim claim, DateOnly session, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Completes a claimed session and sets the portfolio's equity, in one transaction that first checks that the run is still this holder's.</summary>
    /// <returns>False when the run or the session is no longer this holder's: nothing was written.</returns>
    Task<bool> CompleteAsync(RunClaim claim, PortfolioSnapshot snapshot, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Complete snapshots of the owner's portfolio, ascending; the newest <paramref name="limit"/> when there are more. Empty when it is another's.</summary>
    Task<Portfolios.Page<PortfolioSnapshot>> ListAsync(
        Guid ownerId, Guid portfolioId, DateOnly? from, DateOnly? to, int limit, CancellationToken cancellationToken);
}

/// <summary>The value of each position at a session: what phase 4 stores.</summary>
public interface IPositionValueStore
{
    /// <summary>Replaces the portfolio's position values in one transaction that first checks that the run is still this holder's.</summary>
    /// <returns>False when it is not: nothing was written.</returns>
    Task<bool> ReplaceAsync(RunClaim claim, IReadOnlyList<PositionValue> values, CancellationToken cancellationToken);

    /// <summary>The values of the owner's portfolio; empty before the first run and when it is another's.</summary>
    Task<IReadOnlyList<PositionValue>> ListAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken);
}
