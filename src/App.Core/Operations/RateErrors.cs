using System.Globalization;
using App.Core.Results;

namespace App.Core.Operations;

/// <summary>What is said when something was done too often.</summary>
[ErrorCatalogue]
public static class RateErrors
{
    /// <summary>ERR_RATE_001.</summary>
    public static readonly ErrorDefinition TooMany = new(
        "ERR_RATE_001", "Too many requests", ErrorKind.Forbidden, 429,
        "This was done more often than is allowed within an hour, a minute or a day, by this account or from this network address. What was refused counts for nothing: waiting is enough.",
        "Wait as long as the message says; for programs it is in seconds in the Retry-After header. Whoever runs this installation can set other limits.");

    /// <summary>The detail that holds the seconds until one more is let through.</summary>
    public const string RetryAfter = "retry_after";

    /// <summary>Says what was done too often and how long to wait.</summary>
    /// <param name="limit">The limit that is reached.</param>
    /// <param name="wait">How long until one more is let through.</param>
    /// <param name="what">What there was too much of, as the begin of a sentence: “50 uploads an hour are allowed”.</param>
    public static Error Reached(RateLimit limit, TimeSpan wait, string what)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return TooMany.Because($"{what}. Try again in {InWords(wait)}.", details: new Dictionary<string, object?>
        {
            [RetryAfter] = Seconds(wait),
            ["limit"] = limit.Most,
            ["window_seconds"] = (long)limit.Window.TotalSeconds,
        });
    }

    /// <summary>The whole seconds to wait, 1 or more: a second early would be refused again.</summary>
    public static long Seconds(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));

    /// <summary>The seconds that an error says to wait; null when it is about something else.</summary>
    public static long? SecondsOf(Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.Definition == TooMany && error.Details.TryGetValue(RetryAfter, out var seconds) && seconds is long known ? known : null;
    }

    /// <summary>A wait as it is told a reader, rounded up.</summary>
    public static string InWords(TimeSpan wait)
    {
        var seconds = Seconds(wait);
        return seconds switch
        {
            < 100 => Plural(seconds, "second"),
            <= 5_400 => Plural((seconds + 59) / 60, "minute"),
            _ => Plural((seconds + 3_599) / 3_600, "hour"),
        };
    }

    private static string Plural(long count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
}
