using App.Core.Results;

namespace App.Core.Operations;

/// <summary>Asks whether a user may send one more file, and counts it.</summary>
/// <remarks>
/// The one place that counts files, for pages and API. Side effects: one more is counted. Errors: ERR_RATE_001. A database that cannot count lets the file pass: reading it needs the same database, and what
/// is wrong is said there.
/// </remarks>
/// <param name="options">The limits.</param>
/// <param name="buckets">The counts.</param>
/// <param name="time">The clock.</param>
public sealed class TakeUpload(RateLimitOptions options, IRateBuckets buckets, TimeProvider time)
{
    /// <summary>Null when the file may come; what to say when not.</summary>
    /// <param name="userId">Who sends it.</param>
    /// <param name="onFault">Told when it could not be counted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Error?> HandleAsync(Guid userId, Action<Exception> onFault, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(onFault);
        if (!options.Enabled)
        {
            return null;
        }

        try
        {
            var decision = await buckets.TakeAsync(options.Uploads, RateSubject.Of(userId), time.GetUtcNow(), cancellationToken);
            return decision.Wait is { } wait ? RateErrors.Reached(options.Uploads, wait, $"{options.Uploads.Most} files an hour may be sent") : null;
        }
        catch (Exception exception) when (DatabaseFaults.IsBehind(exception) || DatabaseFaults.IsOutage(exception))
        {
            onFault(exception);
            return null;
        }
    }
}
