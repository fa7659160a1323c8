namespace App.Core.Batches;

/// <summary>A delivery that somebody has to try now.</summary>
/// <param name="Delivery">The delivery, with this try counted.</param>
/// <param name="OwnerId">Whose batch it is.</param>
public sealed record WebhookClaim(WebhookDelivery Delivery, Guid OwnerId);

/// <summary>A delivery with its log, the newest try first.</summary>
public sealed record WebhookHistory(WebhookDelivery Delivery, IReadOnlyList<WebhookAttempt> Attempts);

/// <summary>What came of a try, as it is stored.</summary>
/// <param name="Status">Where the delivery is after it.</param>
/// <param name="NextAttemptAt">When it is tried again, while it is pending.</param>
/// <param name="At">When the try ended.</param>
/// <param name="HttpStatus">What the receiver answered; null when it did not.</param>
/// <param name="Took">How long the try took.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record WebhookTry(WebhookStatus Status, DateTimeOffset NextAttemptAt, DateTimeOffset At, int? HttpStatus, TimeSpan Took, string? Error);

/// <summary>The deliveries of finished batches. They get there with the end of their batch, see <see cref="IBatchStore.FinishAsync"/>, and leave with it.</summary>
public interface IWebhookOutbox
{
    /// <summary>Takes the delivery whose turn it is, and begins a line of its log. Whoever takes it has it alone until the lease is over. Of an owner only one is under way at a time: a slow receiver keeps its own owner's waiting and nobody else's.</summary>
    /// <returns>Null when none is due.</returns>
    Task<WebhookClaim?> ClaimAsync(DateTimeOffset now, TimeSpan lease, string node, CancellationToken cancellationToken);

    /// <summary>Stores what came of a try. Where another has taken the delivery since, only the log is written.</summary>
    Task EndTryAsync(WebhookDelivery claimed, WebhookTry end, CancellationToken cancellationToken);

    /// <summary>The delivery of an owner's batch, with the newest lines of its log.</summary>
    /// <param name="ownerId">The owner.</param>
    /// <param name="batchId">The batch.</param>
    /// <param name="most">Lines at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when there is none.</returns>
    Task<WebhookHistory?> FindAsync(Guid ownerId, Guid batchId, int most, CancellationToken cancellationToken);

    /// <summary>Makes a delivery due at once, whatever became of it.</summary>
    /// <returns>False when it is gone.</returns>
    Task<bool> ResendAsync(Guid ownerId, Guid batchId, DateTimeOffset now, CancellationToken cancellationToken);
}
