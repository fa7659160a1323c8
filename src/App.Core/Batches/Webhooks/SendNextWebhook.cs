using System.Globalization;
using App.Core.Operations;

namespace App.Core.Batches;

/// <summary>What came of a delivery's turn, for the log.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="BatchId">Its batch.</param>
/// <param name="Attempt">Which try it was.</param>
/// <param name="Status">Where the delivery is now.</param>
/// <param name="Fault">Why the try failed; null when it did not.</param>
public sealed record WebhookOutcome(Guid DeliveryId, Guid BatchId, int Attempt, WebhookStatus Status, string? Fault);

/// <summary>Sends the record of a finished batch whose turn it is.</summary>
/// <remarks>
/// <para>Side effects: claims a row, calls the receiver once, writes down what came of it. Whichever node asks first has it; when that one dies with it, another has it after the lease, so that a record may arrive twice, with one
/// <see cref="DeliveryHeader"/>, and never not at all while its receiver can be reached.</para>
/// <para>What fails is tried again after ever longer pauses until a day after the batch ended. There is no other retry: the rows are it.</para>
/// </remarks>
/// <param name="outbox">The deliveries.</param>
/// <param name="batches">The batches.</param>
/// <param name="secrets">What they are signed with.</param>
/// <param name="call">Calls the receivers.</param>
/// <param name="policy">Where they may be.</param>
/// <param name="body">The body: what a request for the batch is answered with.</param>
/// <param name="random">A number from 0 to under 1, for the pauses.</param>
/// <param name="node">What this node is called.</param>
/// <param name="time">The clock.</param>
public sealed class SendNextWebhook(
    IWebhookOutbox outbox, IBatchStore batches, GetWebhookSecret secrets, IWebhookCall call, WebhookPolicy policy, Func<BatchDetail, byte[]> body, Func<double> random, string node, TimeProvider time)
{
    /// <summary>How long a delivery is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>How long a node has a delivery for itself; much longer than a call takes.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>The longest that a call may take.</summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    /// <summary>How many a node sends at once.</summary>
    public const int AtOnce = 4;

    /// <summary>The header with what happened.</summary>
    public const string EventHeader = "Ballast-Event";

    /// <summary>The header with the id of the delivery, the same at every try.</summary>
    public const string DeliveryHeader = "Ballast-Delivery";

    /// <summary>The header with the time of the try in Unix seconds.</summary>
    public const string TimestampHeader = "Ballast-Timestamp";

    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "Ballast-Signature";

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4),
    ];

    /// <summary>Sends one.</summary>
    /// <returns>What came of it; null when none is due.</returns>
    public async Task<WebhookOutcome?> HandleAsync(CancellationToken cancellationToken)
    {
        if (await outbox.ClaimAsync(time.GetUtcNow(), Lease, node, cancellationToken) is not { } claim)
        {
            return null;
        }

        var began = time.GetTimestamp();
        var answer = await TryAsync(claim, cancellationToken);
        Telemetry.WebhookTried(answer.End.ToString().ToLowerInvariant());
        var end = EndOf(claim.Delivery, answer, time.GetElapsedTime(began));
        await outbox.EndTryAsync(claim.Delivery, end, cancellationToken);
        return new(claim.Delivery.Id, claim.Delivery.BatchId, claim.Delivery.Attempts, end.Status, answer.Fault);
    }

    /// <summary>The pause after so many tries in a row: 10 s, 30 s, 2 min, 10 min, 30 min, 1 h, 2 h, then 4 h each; made up to a fifth shorter or longer, so that what failed together does not come back together.</summary>
    /// <param name="tries">How many, from 1.</param>
    /// <param name="random">From 0 to under 1.</param>
    public static TimeSpan PauseAfter(int tries, double random) => Pauses[Math.Clamp(tries, 1, Pauses.Length) - 1] * (0.8 + (0.4 * random));

    private async Task<WebhookAnswer> TryAsync(WebhookClaim claim, CancellationToken cancellationToken)
    {
        // As it is configured now, which may be otherwise than when the batch was sent.
        if (policy.FaultOf(claim.Delivery.Url, out var address) is { } fault)
        {
            return WebhookAnswer.None(WebhookEnd.Refused, $"Not sent: webhook_url is {fault}.");
        }

        if (await batches.FindAsync(claim.OwnerId, claim.Delivery.BatchId, cancellationToken) is not { } detail)
        {
            return WebhookAnswer.None(WebhookEnd.Unsigned, "The batch is gone.");
        }

        var secret = await secrets.HandleAsync(claim.OwnerId, cancellationToken);
        return secret.IsSuccess
            ? await call.SendAsync(MessageOf(address!, claim.Delivery, secret.Value, body(detail)), cancellationToken)
            : WebhookAnswer.None(WebhookEnd.Unsigned, secret.Errors[0].Message);
    }

    private WebhookMessage MessageOf(Uri address, WebhookDelivery delivery, string secret, byte[] bytes)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        return new(
            address,
            new Dictionary<string, string>
            {
                [EventHeader] = "batch.finished",
                [DeliveryHeader] = delivery.Id.ToString(),
                [TimestampHeader] = timestamp.ToString(CultureInfo.InvariantCulture),
                [SignatureHeader] = WebhookSignature.Of(secret, timestamp, bytes),
            },
            bytes);
    }

    private WebhookTry EndOf(WebhookDelivery delivery, WebhookAnswer answer, TimeSpan took)
    {
        var now = time.GetUtcNow();
        var next = now + PauseAfter(delivery.Attempts - delivery.AttemptsBefore, random());
        var status = answer.End == WebhookEnd.Delivered ? WebhookStatus.Delivered : now >= delivery.GiveUpAt ? WebhookStatus.GivenUp : WebhookStatus.Pending;

        // The last try is at the end of the day, however long the pause would have been.
        return new(status, next < delivery.GiveUpAt ? next : delivery.GiveUpAt, now, answer.HttpStatus, took, answer.Fault);
    }
}
