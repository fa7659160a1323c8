using App.Core.Results;

namespace App.Core.Batches;

/// <summary>Sends those operations of a batch that failed once more, as a new batch that names the old one.</summary>
/// <remarks>Side effects: those of <see cref="SubmitBatch"/>. Errors: BATCH_NOT_FOUND; BATCH_NOT_RETRYABLE while it is being done, and when none of it failed.</remarks>
public sealed class RetryBatch(IBatchStore store, SubmitBatch submit)
{
    /// <summary>Sends them.</summary>
    /// <param name="ownerId">In whose name.</param>
    /// <param name="rights">What they may do now.</param>
    /// <param name="batchId">The batch.</param>
    /// <param name="isAsync">Whether to wait for it; null as the old one was sent.</param>
    /// <param name="fault">As for <see cref="ExecuteBatch.HandleAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait before anything is stored.</param>
    public async Task<Result<BatchDetail>> HandleAsync(Guid ownerId, CallerRights rights, Guid batchId, bool? isAsync, Action<Exception> fault, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(ownerId, batchId, cancellationToken) is not { Batch: var batch } detail)
        {
            return BatchErrors.NotFound.Because("There is no such batch among yours.");
        }

        if (!batch.IsOver)
        {
            return BatchErrors.NotRetryable.Because($"The batch is still being done: {batch.Completed + batch.Failed} of {batch.Total} operations have ended. Retry it once it is over.");
        }

        List<OperationForm> failed = [.. detail.Operations.Where(operation => operation.Status == OperationStatus.Failed).Select(operation => new OperationForm(operation.Method, operation.ResourceId, operation.Data))];
        return failed.Count == 0
            ? BatchErrors.NotRetryable.Because("Every operation of the batch was done; there is nothing to retry.")
            : await submit.HandleAsync(
                ownerId, rights, new BatchForm(batch.OperationType, failed, batch.IsAtomic, batch.ClientReference) { IsAsync = isAsync ?? batch.IsAsync, RetryOf = batchId, WebhookUrl = rights.HasFlag(CallerRights.OwnEyes) ? batch.WebhookUrl : null }, fault, cancellationToken);
    }
}
