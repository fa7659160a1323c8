using App.Core.Idempotency;
using App.Core.Operations;

namespace App.Core.Batches;

/// <summary>Stores a batch of operations and does them.</summary>
/// <remarks>
/// Side effects: the batch, what its operations do, entries of the audit trail. Errors of the whole: none, its form was checked before; those of operations are in the batch. Repeated with the same idempotency key after the
/// server was killed, it goes on with the batch that is stored.
/// </remarks>
public sealed class SubmitBatch(IBatchStore store, ExecuteBatch execute, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Stores it and does it.</summary>
    /// <param name="ownerId">In whose name.</param>
    /// <param name="rights">What they may do.</param>
    /// <param name="form">The batch.</param>
    /// <param name="fault">As for <see cref="ExecuteBatch.HandleAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait before anything is stored.</param>
    public async Task<BatchDetail> HandleAsync(Guid ownerId, CallerRights rights, BatchForm form, Action<Exception> fault, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        var batch = new Batch
        {
            Id = ids.Next(),
            OwnerId = ownerId,
            OperationType = form.OperationType,
            IsAtomic = form.IsAtomic,
            ClientReference = form.ClientReference,
            WebhookUrl = form.WebhookUrl,
            CallIdentity = IdempotentCall.Current?.Identity,
            Status = BatchStatus.Pending,
            Total = form.Operations.Count,
            CreatedAt = time.GetUtcNow(),
        };
        var id = await store.AddAsync(batch, [.. form.Operations.Select((operation, index) => OperationOf(batch.Id, index, operation))], cancellationToken);

        // Once it is stored it is done to its end, whether or not whoever sent it still waits: half of a batch would be left to nobody.
        var stored = (await store.FindAsync(ownerId, id, CancellationToken.None))!;
        await execute.HandleAsync(stored.Batch, rights, fault, CancellationToken.None);
        return (await store.FindAsync(ownerId, id, CancellationToken.None))!;
    }

    private static BatchOperation OperationOf(Guid batchId, int index, OperationForm form) => new()
    {
        BatchId = batchId,
        Index = index,
        Method = form.Method,
        ResourceId = form.ResourceId,
        Data = form.Data,
        Status = OperationStatus.Pending,
    };
}
