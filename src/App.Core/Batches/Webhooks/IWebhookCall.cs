namespace App.Core.Batches;

/// <summary>What is sent to a receiver.</summary>
/// <param name="Address">Where to.</param>
/// <param name="Headers">The headers that are ours.</param>
/// <param name="Body">JSON.</param>
public sealed record WebhookMessage(Uri Address, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>How a try ended, for the metrics too.</summary>
public enum WebhookEnd
{
    /// <summary>The receiver took it: 200 to 299.</summary>
    Delivered,

    /// <summary>The receiver answered something else.</summary>
    Status,

    /// <summary>It may not be sent there.</summary>
    Refused,

    /// <summary>There was no answer in time.</summary>
    Timeout,

    /// <summary>There was no connection, or it broke.</summary>
    Unreachable,

    /// <summary>It could not be signed.</summary>
    Unsigned,
}

/// <summary>How a call ended.</summary>
/// <param name="End">How.</param>
/// <param name="HttpStatus">What was answered; null for nothing.</param>
/// <param name="Fault">Why it failed, as a sentence with nothing of the receiver's words; null when it did not.</param>
public sealed record WebhookAnswer(WebhookEnd End, int? HttpStatus, string? Fault)
{
    /// <summary>What a status means.</summary>
    public static WebhookAnswer Of(int status) => status switch
    {
        >= 200 and < 300 => new(WebhookEnd.Delivered, status, null),
        >= 300 and < 400 => new(WebhookEnd.Status, status, $"The receiver answered {status}, which sends elsewhere. Redirects are not followed: give the address that answers itself."),
        _ => new(WebhookEnd.Status, status, $"The receiver answered {status}. Only 200 to 299 says that it has the record."),
    };

    /// <summary>A call without an answer.</summary>
    public static WebhookAnswer None(WebhookEnd end, string fault) => new(end, null, fault);
}

/// <summary>Calls receivers.</summary>
public interface IWebhookCall
{
    /// <summary>Calls one, once. Ends within <see cref="SendNextWebhook.LongestCall"/>, and throws nothing but the caller's own cancellation.</summary>
    Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken);
}
