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

/// <summary>The batches. What asks for an owner finds nothing of another.</summary>
public interface IBatchStore
{
    /// <summary>Stores a batch with its operations, all pending.</summary>
    /// <returns>The id of the batch that is stored of this call with an idempotency key: this one, or one that an earlier attempt at the call has stored.</returns>
    Task<Guid> AddAsync(Batch batch, IReadOnlyList<BatchOperation> operations, CancellationToken cancellationToken);

    /// <summary>Notes that a batch is begun, unless it is already.</summary>
    Task BeginAsync(Guid batchId, DateTimeOffset now, CancellationToken cancellationToken);

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

    /// <summary>The owner's batches, the newest first.</summary>
    Task<Page<Batch>> ListAsync(Guid ownerId, BatchQuery query, CancellationToken cancellationToken);

    /// <summary>Removes batches that ended before a time.</summary>
    /// <returns>How many.</returns>
    Task<int> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
