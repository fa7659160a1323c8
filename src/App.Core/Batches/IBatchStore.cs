using App.Core.Portfolios;

namespace App.Core.Batches;

/// <summary>Which batches a list has.</summary>
/// <param name="Status">Only those that are there; null for all.</param>
/// <param name="OperationType">Only those of the kind; null for all.</param>
/// <param name="Limit">Rows at most.</param>
/// <param name="Offset">Rows to skip.</param>
public sealed record BatchQuery(BatchStatus? Status, string? OperationType, int Limit, int Offset);

/// <summary>A batch with its operations in their order.</summary>
public sealed record BatchDetail(Batch Batch, IReadOnlyList<BatchOperation> Operations);

/// <summary>What batches of a kind came to.</summary>
/// <param name="OperationType">The kind.</param>
/// <param name="Batches">How many there were.</param>
/// <param name="Operations">How many operations they had.</param>
/// <param name="Completed">How many of those are done.</param>
/// <param name="Failed">How many of those failed.</param>
public sealed record BatchTotals(string OperationType, int Batches, int Operations, int Completed, int Failed)
{
    /// <summary>Done, in percent of those that have ended; null before one has.</summary>
    public decimal? SuccessRate => Completed + Failed == 0 ? null : Batch.Share(Completed, Completed + Failed);

    /// <summary>Operations of a batch on average, two decimals; null without a batch.</summary>
    public decimal? MeanSize => Batches == 0 ? null : Math.Round((decimal)Operations / Batches, 2);

    /// <summary>All of them together.</summary>
    public static BatchTotals Sum(IReadOnlyCollection<BatchTotals> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        return new("all", kinds.Sum(kind => kind.Batches), kinds.Sum(kind => kind.Operations), kinds.Sum(kind => kind.Completed), kinds.Sum(kind => kind.Failed));
    }
}

/// <summary>The batches. What asks for an owner finds nothing of another.</summary>
public interface IBatchStore
{
    /// <summary>Stores a batch with its operations, all pending.</summary>
    /// <returns>The id of the batch that is stored of this call with an idempotency key: this one, or one that an earlier attempt at the call has stored.</returns>
    Task<Guid> AddAsync(Batch batch, IReadOnlyList<BatchOperation> operations, CancellationToken cancellationToken);

    /// <summary>Takes a batch to work on it, if it is not over and nobody who is believed to be there has it; it is begun then, and an attempt is counted.</summary>
    /// <returns>The batch as it is then; null when it was not taken.</returns>
    Task<Batch?> TakeAsync(Guid batchId, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Says that the worker of an attempt is still there. False when another has taken the batch.</summary>
    Task<bool> RenewAsync(Guid batchId, int attempt, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Gives a batch back for anybody to take, unless another has taken it or it is over.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="attempt">The attempt that ends.</param>
    /// <param name="isCounted">False for one that a stop of the server ended: that is nobody's fault.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task ReleaseAsync(Guid batchId, int attempt, bool isCounted, CancellationToken cancellationToken);

    /// <summary>Batches that nobody works on: sent before <paramref name="sentBefore"/> and not taken, or not heard of any more at <paramref name="now"/>. The oldest first.</summary>
    Task<IReadOnlyList<Guid>> DueAsync(DateTimeOffset sentBefore, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>The operations that are pending, in their order.</summary>
    Task<IReadOnlyList<BatchOperation>> PendingAsync(Guid batchId, CancellationToken cancellationToken);

    /// <summary>Within a transaction: holds an operation until its end. False when it is not pending any more.</summary>
    Task<bool> HoldAsync(Guid batchId, int index, CancellationToken cancellationToken);

    /// <summary>Stores what came of an operation, and counts it, if it is pending; within the transaction of its effect when it succeeded.</summary>
    Task SettleAsync(Guid batchId, int index, OperationOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Notes that a batch is over, if no operation of it is pending; in the same transaction a delivery of its record is stored, where it has a webhook.</summary>
    Task FinishAsync(Guid batchId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A batch of the owner; null when it is not there.</summary>
    Task<BatchDetail?> FindAsync(Guid ownerId, Guid batchId, CancellationToken cancellationToken);

    /// <summary>A batch of the owner without its operations; null when it is not there.</summary>
    Task<Batch?> FindAloneAsync(Guid ownerId, Guid batchId, CancellationToken cancellationToken);

    /// <summary>The batches that retry some of the owner's, the oldest first.</summary>
    Task<IReadOnlyList<Guid>> RetriesAsync(Guid ownerId, Guid batchId, CancellationToken cancellationToken);

    /// <summary>What the owner's batches that were sent from a time on came to, by kind.</summary>
    Task<IReadOnlyList<BatchTotals>> TotalsAsync(Guid ownerId, DateTimeOffset from, CancellationToken cancellationToken);

    /// <summary>The owner's batches, the newest first.</summary>
    Task<Page<Batch>> ListAsync(Guid ownerId, BatchQuery query, CancellationToken cancellationToken);

    /// <summary>Removes batches that ended before a time.</summary>
    /// <returns>How many.</returns>
    Task<int> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
