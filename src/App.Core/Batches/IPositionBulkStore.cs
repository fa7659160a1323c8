using App.Core.Portfolios;

namespace App.Core.Batches;

/// <summary>A portfolio that was taken for a change of its positions.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version of its positions before.</param>
public sealed record HeldBook(Guid Id, int Version);

/// <summary>Where a position stands.</summary>
public sealed record PositionPlace(Guid Id, string LotKey, int Ordinal);

/// <summary>What was done to a portfolio's positions.</summary>
/// <param name="Inserted">Positions that were made.</param>
/// <param name="Updated">Positions that were changed.</param>
/// <param name="Removed">Positions that were removed.</param>
/// <param name="AsOf">The day they are stated of, where it becomes another; null to leave it.</param>
public sealed record BookChange(int Inserted, int Updated, int Removed, DateOnly? AsOf);

/// <summary>Positions of one portfolio, many at once. Its calls are parts of one transaction: see <see cref="Operations.IUnitOfWork.TogetherAsync{T}"/>.</summary>
public interface IPositionBulkStore
{
    /// <summary>Takes the portfolio until the transaction is over, raises the version of its positions, and has no run of it store anything any more. Of two such transactions the second waits for the first.</summary>
    /// <returns>Null when the owner has no such active portfolio; the transaction is the caller's to roll back then.</returns>
    Task<HeldBook?> HoldAsync(Guid ownerId, Guid portfolioId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Where the positions of a held portfolio stand.</summary>
    Task<IReadOnlyList<PositionPlace>> PlacesAsync(HeldBook book, CancellationToken cancellationToken);

    /// <summary>The positions of a held portfolio, in order.</summary>
    Task<IReadOnlyList<Position>> PositionsAsync(HeldBook book, CancellationToken cancellationToken);

    /// <summary>Makes positions, all or none of the batch; where one of a key is there it is left, or replaced but for its id and its place.</summary>
    /// <param name="rows">The positions, no two of one key where they replace.</param>
    /// <param name="replaces">True to replace.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<BatchWrite> InsertAsync(IReadOnlyList<BulkRow<Position>> rows, bool replaces, CancellationToken cancellationToken);

    /// <summary>Writes positions over those of their ids, all or none of the batch.</summary>
    Task<BatchWrite> UpdateAsync(IReadOnlyList<BulkRow<Position>> rows, CancellationToken cancellationToken);

    /// <summary>Removes positions of a held portfolio.</summary>
    Task RemoveAsync(HeldBook book, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Ends the change: the values of positions go, for they are of other positions, and the trail has an entry. To be called last.</summary>
    Task FinishAsync(Guid ownerId, HeldBook book, BookChange change, CancellationToken cancellationToken);

    /// <summary>The portfolio that a position is in, when it is one of the owner's active ones.</summary>
    Task<Guid?> PortfolioOfAsync(Guid ownerId, Guid positionId, CancellationToken cancellationToken);
}
