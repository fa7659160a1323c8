using App.Core.Idempotency;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>That a delivery is sent again.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="DeliveryId">Its delivery.</param>
public sealed record ResentWebhook(Guid BatchId, Guid DeliveryId);

/// <summary>Has the record of a finished batch sent again, whether its receiver has it, it was given up, or it waits for its next try. Tries are counted on, pauses begin anew, and it is tried for another day.</summary>
/// <remarks>Side effects: the delivery is due, an entry of the audit trail. Errors: BATCH_NOT_FOUND, also for another's; WEBHOOK_NOT_FOUND.</remarks>
public sealed class ResendWebhook(IWebhookOutbox outbox, IBatchStore batches, TimeProvider time)
{
    /// <summary>Has it sent.</summary>
    public async Task<Result<ResentWebhook>> HandleAsync(Guid ownerId, Guid batchId, CancellationToken cancellationToken)
    {
        if (await outbox.FindAsync(ownerId, batchId, 0, cancellationToken) is not { } found)
        {
            return await NothingAsync(ownerId, batchId, cancellationToken);
        }

        var resent = new ResentWebhook(batchId, found.Delivery.Id);
        IdempotentCall.Succeeds(resent);
        return await outbox.ResendAsync(ownerId, batchId, time.GetUtcNow(), cancellationToken) ? resent : await NothingAsync(ownerId, batchId, cancellationToken);
    }

    private async Task<Error> NothingAsync(Guid ownerId, Guid batchId, CancellationToken cancellationToken) =>
        await batches.FindAsync(ownerId, batchId, cancellationToken) is { } detail
            ? WebhookErrors.NotFound.Because(detail.Batch.WebhookUrl is null ? "The batch was sent without webhook_url." : "The batch is not over yet: its record is sent when it is.")
            : BatchErrors.NotFound.Because("There is no such batch among yours.");
}
