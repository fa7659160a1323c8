using App.Core.Market;

namespace App.Core.Batches;

/// <summary>Entries of the security master, many at once. Its calls are parts of one transaction: see <see cref="Operations.IUnitOfWork.TogetherAsync{T}"/>.</summary>
public interface ISecurityBulkStore
{
    /// <summary>The entries of some symbols, held until the transaction is over; in no order.</summary>
    Task<IReadOnlyList<Security>> HoldAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken);

    /// <summary>Makes entries, all or none of the batch; where one of a symbol is there it is left, or its fields that operators have given are written, and no others.</summary>
    /// <param name="rows">The entries, no two of one symbol where they replace.</param>
    /// <param name="replaces">True to write over.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<BatchWrite> InsertAsync(IReadOnlyList<BulkRow<Security>> rows, bool replaces, CancellationToken cancellationToken);

    /// <summary>Ends the change: the trail has an entry. To be called last.</summary>
    Task FinishAsync(int inserted, int updated, CancellationToken cancellationToken);
}
