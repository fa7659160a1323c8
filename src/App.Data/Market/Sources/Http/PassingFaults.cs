using System.Net;
using Polly;
using Polly.Timeout;

namespace App.Data.Market.Sources.Http;

/// <summary>Which failures may pass, and how long to wait before trying again.</summary>
/// <remarks>
/// Tried again: 5xx, 408, 429, a try that took too long, and a connection that failed or broke off. Never: any other answer, however unwelcome, and what was
/// not sent (no turn, a source at rest). The pauses are 1, 2 and 4 seconds; a Retry-After that is longer is waited for instead, and one longer than
/// <see cref="LongestRetryAfter"/> ends the trying: a run is not held up for an hour.
/// </remarks>
internal static class PassingFaults
{
    /// <summary>Tries after the first.</summary>
    public const int Retries = 3;

    /// <summary>The longest Retry-After that is waited for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>True when the source failed in a way that may pass.</summary>
    public static bool IsFailure(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or IOException or TimeoutRejectedException } => true,
        { Result.StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests } => true,
        { Result: { } answer } => (int)answer.StatusCode >= 500,
        _ => false,
    };

    /// <summary>True when it is worth trying again now.</summary>
    public static bool IsWorthRetrying(Outcome<HttpResponseMessage> outcome, DateTimeOffset now) =>
        IsFailure(outcome) && (outcome.Result is null || !(RetryAfter(outcome.Result, now) > LongestRetryAfter));

    /// <summary>The pause before the next try.</summary>
    /// <param name="attempt">Tries made before the one that failed: 0 at first.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="now">The time, for a Retry-After that is a date.</param>
    public static TimeSpan Pause(int attempt, Outcome<HttpResponseMessage> outcome, DateTimeOffset now)
    {
        var pause = TimeSpan.FromSeconds(1 << attempt);
        return outcome.Result is { } answer && RetryAfter(answer, now) is { } asked && asked > pause ? asked : pause;
    }

    /// <summary>How long the answer asks to wait; null when it does not.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage answer, DateTimeOffset now) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - now,
        _ => null,
    };
}
