using App.Core.Calculations;

namespace App.Core.Portfolios;

/// <summary>The values that owners have given of their private assets.</summary>
public interface IValuationStore
{
    /// <summary>A position of the owner's portfolio; null when there is none, or the portfolio is another's.</summary>
    Task<Position?> FindPositionAsync(Guid ownerId, Guid portfolioId, Guid positionId, CancellationToken cancellationToken);

    /// <summary>The values of a position of the owner's portfolio, newest first; empty when it is another's.</summary>
    Task<Page<PositionValuation>> ListAsync(Guid ownerId, Guid portfolioId, Guid positionId, int limit, int offset, CancellationToken cancellationToken);

    /// <summary>One value; null when there is none, or the portfolio is another's.</summary>
    Task<PositionValuation?> FindAsync(Guid ownerId, Guid portfolioId, Guid positionId, Guid valuationId, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a value in the place of that of the same day, if there is one. In the same transaction a calculation that is going on is stopped, the snapshots from
    /// <paramref name="session"/> on are removed, and the run that calculates them again is stored, as for a <see cref="CashEntry"/>.
    /// </summary>
    /// <param name="ownerId">Whose portfolio it is.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="valuation">The value.</param>
    /// <param name="session">The session it counts from.</param>
    /// <param name="next">The run that calculates from there on, pending; null for none.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see cref="ChainChange.Nothing"/> when the position is gone.</returns>
    Task<ChainChange> AddAsync(Guid ownerId, Guid portfolioId, PositionValuation valuation, DateOnly session, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes a value, and the snapshots from <paramref name="session"/> on as above.</summary>
    Task<ChainChange> RemoveAsync(Guid ownerId, Guid portfolioId, PositionValuation valuation, DateOnly session, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken);
}
