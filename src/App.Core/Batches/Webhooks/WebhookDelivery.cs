using App.Core.Portfolios;

namespace App.Core.Batches;

/// <summary>Where the delivery of a batch's record is.</summary>
public enum WebhookStatus
{
    /// <summary>It is tried when its time comes.</summary>
    Pending,

    /// <summary>The receiver has it.</summary>
    Delivered,

    /// <summary>It is not tried any more.</summary>
    GivenUp,
}

/// <summary>That the record of a finished batch is to be sent to an address: one for a batch, stored in the transaction that ends it.</summary>
public sealed class WebhookDelivery
{
    /// <summary>The id: the same at every try, so that a receiver knows what it has already.</summary>
    public required Guid Id { get; init; }

    /// <summary>The batch.</summary>
    public required Guid BatchId { get; init; }

    /// <summary>The address, as it was sent; at most <see cref="WebhookUrlRules.Longest"/> characters.</summary>
    public required string Url { get; init; }

    /// <summary>Where it is.</summary>
    public required WebhookStatus Status { get; set; }

    /// <summary>How often it was tried, over all rounds; also the number of the try under way.</summary>
    public int Attempts { get; set; }

    /// <summary>How many of them were before it was last asked for again: the pauses begin anew then.</summary>
    public int AttemptsBefore { get; set; }

    /// <summary>From when on it may be tried, again.</summary>
    public required DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>When it is tried for the last time.</summary>
    public required DateTimeOffset GiveUpAt { get; set; }

    /// <summary>Until when whoever has claimed it has it alone; null while nobody has.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>The node that has; at most 200 characters.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>When it was stored: when the batch ended.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the receiver took it; null while it has not.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>The status that the last try was answered with; null when it was not answered.</summary>
    public int? LastStatus { get; set; }

    /// <summary>Why the last try failed; null when it did not.</summary>
    public string? LastError { get; set; }

    /// <summary>The delivery of a batch that has just ended.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="batchId">The batch.</param>
    /// <param name="url">The address.</param>
    /// <param name="now">When the batch ended.</param>
    public static WebhookDelivery Of(Guid id, Guid batchId, string url, DateTimeOffset now) =>
        new() { Id = id, BatchId = batchId, Url = url, Status = WebhookStatus.Pending, CreatedAt = now, NextAttemptAt = now, GiveUpAt = now + SendNextWebhook.Patience };
}

/// <summary>One try at a delivery: a line of its log.</summary>
public sealed class WebhookAttempt
{
    /// <summary>The most characters of <see cref="Error"/>.</summary>
    public const int LongestError = 500;

    /// <summary>The delivery.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>Which try, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the receiver answered; null when it did not.</summary>
    public int? HttpStatus { get; set; }

    /// <summary>How long it took; null while it goes on, and when it was interrupted.</summary>
    public int? DurationMs { get; set; }

    /// <summary>Why it failed, in our words: nothing that the receiver says is kept. Null when it did not.</summary>
    public string? Error { get; set; }
}

/// <summary>Names of the states of deliveries.</summary>
public static class WebhookCodes
{
    /// <summary>pending, delivered, given_up.</summary>
    public static CodeTable<WebhookStatus> Statuses { get; } = new((WebhookStatus.Pending, "pending"), (WebhookStatus.Delivered, "delivered"), (WebhookStatus.GivenUp, "given_up"));
}
