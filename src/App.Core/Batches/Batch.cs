using App.Core.Operations;
using App.Core.Portfolios;

namespace App.Core.Batches;

/// <summary>Where a batch is.</summary>
public enum BatchStatus
{
    /// <summary>Stored, not begun.</summary>
    Pending,

    /// <summary>Its operations are being done.</summary>
    Processing,

    /// <summary>Over, without a failure.</summary>
    Completed,

    /// <summary>Over, without a success.</summary>
    Failed,

    /// <summary>Over, with some of both.</summary>
    Partial,
}

/// <summary>Where an operation of a batch is.</summary>
public enum OperationStatus
{
    /// <summary>Not done yet.</summary>
    Pending,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Refused, or taken back: it did nothing.</summary>
    Failed,
}

/// <summary>Operations that were sent together: how they are to be done, and how many were.</summary>
public sealed class Batch
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who sent it.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The kind of its operations, as it was sent; at most <see cref="BatchRules.LongestType"/> characters.</summary>
    public required string OperationType { get; init; }

    /// <summary>True when all of its operations are done or none.</summary>
    public required bool IsAtomic { get; init; }

    /// <summary>True when whoever sent it does not wait for it.</summary>
    public bool IsAsync { get; init; }

    /// <summary>The sender's own name for it; null for none.</summary>
    public string? ClientReference { get; init; }

    /// <summary>The batch whose failed operations these are; null for one that retries none, or whose former batch was removed.</summary>
    public Guid? RetryOf { get; init; }

    /// <summary>What its owner was allowed when it was sent.</summary>
    public CallerRights Rights { get; init; }

    /// <summary>The operator who sent it through the owner's eyes; null for the owner.</summary>
    public Guid? ImpersonatorId { get; init; }

    /// <summary>By which way it was sent.</summary>
    public ActorChannel Channel { get; init; }

    /// <summary>What finds in the logs the request that sent it; null where there is none.</summary>
    public string? CorrelationId { get; init; }
    /// <summary>Where its record is sent when it is over; null for nowhere. At most <see cref="WebhookUrlRules.Longest"/> characters.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>The call with an idempotency key that it was made by, see <see cref="Idempotency.IdempotentCall.Identity"/>; null for one without a key.</summary>
    public string? CallIdentity { get; init; }

    /// <summary>Where it is.</summary>
    public required BatchStatus Status { get; set; }

    /// <summary>How many times it was taken to be worked on: more than once after an interruption.</summary>
    public int Attempts { get; set; }

    /// <summary>Until when its worker is believed to be there; null while nobody has it.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>How many operations it has.</summary>
    public required int Total { get; init; }

    /// <summary>How many of them are done.</summary>
    public int Completed { get; set; }

    /// <summary>How many failed.</summary>
    public int Failed { get; set; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first operation was begun.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When its last operation ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>True when all of its operations have ended.</summary>
    public bool IsOver => CompletedAt is not null;

    /// <summary>Done or failed, in percent of all: 0 to 100, two decimals.</summary>
    public decimal ProgressPercentage => Share(Completed + Failed, Total);

    /// <summary>Done, in percent of those that have ended; null before one has.</summary>
    public decimal? SuccessRate => Completed + Failed == 0 ? null : Share(Completed, Completed + Failed);

    /// <summary>How long it took, in seconds; null before it is over.</summary>
    public double? DurationSeconds => CompletedAt is { } end && StartedAt is { } begin ? (end - begin).TotalSeconds : null;

    /// <summary>How a batch whose operations have all ended is called.</summary>
    public static BatchStatus Outcome(int completed, int failed) => failed == 0 ? BatchStatus.Completed : completed == 0 ? BatchStatus.Failed : BatchStatus.Partial;

    /// <summary>A part in percent, two decimals; 0 of nothing.</summary>
    internal static decimal Share(long part, long whole) => whole == 0 ? 0 : Math.Round(100m * part / whole, 2);
}

/// <summary>One operation of a batch: what it is to do, and what came of it.</summary>
public sealed class BatchOperation
{
    /// <summary>The batch.</summary>
    public required Guid BatchId { get; init; }

    /// <summary>Its place in the batch, from 0: they are done in this order.</summary>
    public required int Index { get; init; }

    /// <summary>The method, as it was sent: PATCH, DELETE …</summary>
    public required string Method { get; init; }

    /// <summary>What it is about.</summary>
    public required string ResourceId { get; init; }

    /// <summary>What is to become of it: a JSON object.</summary>
    public required string Data { get; init; }

    /// <summary>Where it is.</summary>
    public required OperationStatus Status { get; set; }

    /// <summary>The status that the call alone would have been answered with; null while it is pending.</summary>
    public int? HttpStatus { get; set; }

    /// <summary>What it answers, as JSON; null for nothing.</summary>
    public string? Result { get; set; }

    /// <summary>Why it failed: one of the codes of operations.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The same in words.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The code of the rule itself, such as <c>ERR_PORT_002</c>.</summary>
    public string? ErrorType { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
}

/// <summary>Names of the states of batches and operations.</summary>
public static class BatchCodes
{
    /// <summary>pending, processing, completed, failed, partial.</summary>
    public static CodeTable<BatchStatus> Statuses { get; } = new(
        (BatchStatus.Pending, "pending"), (BatchStatus.Processing, "processing"), (BatchStatus.Completed, "completed"), (BatchStatus.Failed, "failed"), (BatchStatus.Partial, "partial"));

    /// <summary>pending, completed, failed.</summary>
    public static CodeTable<OperationStatus> OperationStatuses { get; } = new(
        (OperationStatus.Pending, "pending"), (OperationStatus.Completed, "completed"), (OperationStatus.Failed, "failed"));
}
