using App.Core.Idempotency;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>Sets a worker to a batch that is stored.</summary>
public interface IBatchDispatcher
{
    /// <summary>Asks for it. One that is not heard is made up for within seconds by whoever looks for batches that nobody works on.</summary>
    Task DispatchAsync(Guid batchId, CancellationToken cancellationToken);
}

/// <summary>Stores a batch of operations and does them, or has them done.</summary>
/// <remarks>
/// Side effects: the batch, what its operations do, entries of the audit trail. Errors of the whole: the form was checked before; only who looks through a user's eyes is refused a webhook. Those of operations are in the batch. Repeated with the same idempotency key after the
/// server was killed, it goes on with the batch that is stored.
/// </remarks>
public sealed class SubmitBatch(IBatchStore store, ExecuteBatch execute, IBatchDispatcher dispatcher, IIdGenerator ids, TimeProvider time)
{
    // Whoever waits for what another does looks this often.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Stores it and does it; one that is not waited for is answered as it was stored.</summary>
    /// <param name="ownerId">In whose name.</param>
    /// <param name="rights">What they may do.</param>
    /// <param name="form">The batch.</param>
    /// <param name="fault">As for <see cref="ExecuteBatch.HandleAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait before anything is stored.</param>
    public async Task<Result<BatchDetail>> HandleAsync(Guid ownerId, CallerRights rights, BatchForm form, Action<Exception> fault, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.WebhookUrl is not null && !rights.HasFlag(CallerRights.OwnEyes))
        {
            return AdminErrors.Closed.Because("A webhook takes the user's data out, which is closed while you look through their eyes. Leave webhook_url out, or stop the impersonation first.", WebhookUrlRules.Member);
        }

        var batch = new Batch
        {
            Id = ids.Next(),
            OwnerId = ownerId,
            OperationType = form.OperationType,
            IsAtomic = form.IsAtomic,
            IsAsync = form.IsAsync,
            ClientReference = form.ClientReference,
            RetryOf = form.RetryOf,
            Rights = rights,
            ImpersonatorId = Actor.Current?.ImpersonatorId,
            Channel = Actor.Current?.Channel ?? ActorChannel.Api,
            CorrelationId = Actor.Current?.CorrelationId,
            WebhookUrl = form.WebhookUrl,
            CallIdentity = IdempotentCall.Current?.Identity,
            Status = BatchStatus.Pending,
            Total = form.Operations.Count,
            CreatedAt = time.GetUtcNow(),
        };
        List<BatchOperation> operations = [.. form.Operations.Select((operation, index) => OperationOf(batch.Id, index, operation))];
        if (form.IsAsync)
        {
            // With the reply, so that whoever repeats the call gets this batch, however far it is.
            IdempotentCall.Succeeds(new BatchDetail(batch, operations));
        }

        var id = await store.AddAsync(batch, operations, cancellationToken);
        if (form.IsAsync)
        {
            await dispatcher.DispatchAsync(id, CancellationToken.None);
        }
        else
        {
            await DoAsync(ownerId, id, fault);
        }

        return (await store.FindAsync(ownerId, id, CancellationToken.None))!;
    }

    // Once it is stored it is done to its end, whether or not whoever sent it still waits. Of a call that was made before, another may be at it.
    private async Task DoAsync(Guid ownerId, Guid id, Action<Exception> fault)
    {
        while (await execute.HandleAsync(id, fault, CancellationToken.None) == BatchExecution.NotTaken
            && await store.FindAloneAsync(ownerId, id, CancellationToken.None) is { IsOver: false })
        {
            await Task.Delay(Look, time, CancellationToken.None);
        }
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
