using App.Core.Calculations;

namespace App.Core.Portfolios;

/// <summary>The cash entries of portfolios.</summary>
public interface ICashEntryStore
{
    /// <summary>The entries of the owner's portfolio, newest first; empty when it is another's.</summary>
    Task<Page<CashEntry>> ListAsync(Guid ownerId, Guid portfolioId, int limit, int offset, CancellationToken cancellationToken);

    /// <summary>One entry; null when there is none, or the portfolio is another's.</summary>
    Task<CashEntry?> FindAsync(Guid ownerId, Guid portfolioId, Guid entryId, CancellationToken cancellationToken);

    /// <summary>
    /// Stores an entry. In the same transaction a calculation that is going on is stopped, the snapshots from <paramref name="session"/> on are removed, since
    /// they were calculated without it, and the run that calculates them again is stored.
    /// </summary>
    /// <param name="ownerId">Whose portfolio it is.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="session">The session it counts on.</param>
    /// <param name="next">That run, pending; null when there is nothing to calculate.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ChainChange> AddAsync(Guid ownerId, CashEntry entry, DateOnly session, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes an entry, and the snapshots from <paramref name="session"/> on as above.</summary>
    Task<ChainChange> RemoveAsync(Guid ownerId, CashEntry entry, DateOnly session, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken);
}
