using App.Core.Results;

namespace App.Core.Operations;

/// <summary>Tells operators what happened: registrations, imports, sign-ins, errors by code, how long calculations took.</summary>
/// <remarks>Side effects: none. Errors: ERR_REQUEST_001 when the stretch ends before it begins or is longer than its buckets allow.</remarks>
public sealed class GetMetrics(IHourlyCountStore counts, IRunTimes runs)
{
    /// <summary>Hours of a stretch at most when it is told by the hour: a month.</summary>
    public const int MostHours = 31 * 24;

    /// <summary>Days of a stretch at most: as long as counts are kept.</summary>
    public const int MostDays = 400;

    private const int MostRuns = 500_000;

    private static readonly string[] Names =
        [ActivityNames.Registrations, ActivityNames.ImportsAccepted, ActivityNames.ImportsRefused, ActivityNames.SignInsSucceeded, ActivityNames.SignInsFailed];

    /// <summary>Tells it. The beginning is moved back, and the end on, to that of an hour or a day.</summary>
    public async Task<Result<Metrics>> HandleAsync(DateTimeOffset from, DateTimeOffset to, MetricBucket bucket, CancellationToken cancellationToken)
    {
        var length = bucket == MetricBucket.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        if (from.Year < 2000 || to.Year > 2999 || to <= from || (to - from) / length > (bucket == MetricBucket.Hour ? MostHours : MostDays))
        {
            return RequestErrors.NotReadable.Because($"to has to be after from, by {MostHours / 24} days at most with bucket=hour and {MostDays} with bucket=day.", "to");
        }

        var (first, end) = (from.FloorTo(length), (to - TimeSpan.FromTicks(1)).FloorTo(length) + length);
        var hours = await counts.HoursAsync(Names, first, end, cancellationToken);
        var times = await runs.TimesAsync(first, end, MostRuns, cancellationToken);
        var all = Sorted(times);
        return new Metrics(
            first, end, bucket, Points(first, end, length, hours, times), await ErrorsAsync(first, end, cancellationToken), Quantile(all, 0.5), Quantile(all, 0.95));
    }

    /// <summary>The smallest of some ascending values that at least this share of them do not exceed; null when there are none.</summary>
    public static double? Quantile(IReadOnlyList<double> ascending, double share)
    {
        ArgumentNullException.ThrowIfNull(ascending);
        return ascending.Count == 0 ? null : ascending[Math.Clamp((int)Math.Ceiling(share * ascending.Count) - 1, 0, ascending.Count - 1)];
    }

    private static List<MetricPoint> Points(DateTimeOffset first, DateTimeOffset end, TimeSpan length, IReadOnlyList<HourlyCount> hours, IReadOnlyList<RunTime> times)
    {
        var sums = hours.ToLookup(count => (count.Name, count.Hour.FloorTo(length)), count => count.Count);
        var runs = times.ToLookup(time => time.EndedAt.FloorTo(length));
        List<MetricPoint> points = [];
        for (var at = first; at < end; at += length)
        {
            var took = Sorted(runs[at]);
            points.Add(new MetricPoint(
                at, Of(ActivityNames.Registrations), Of(ActivityNames.ImportsAccepted), Of(ActivityNames.ImportsRefused), Of(ActivityNames.SignInsSucceeded), Of(ActivityNames.SignInsFailed),
                took.Count, Quantile(took, 0.5), Quantile(took, 0.95)));

            long Of(string name) => sums[(name, at)].Sum();
        }

        return points;
    }

    private async Task<IReadOnlyList<ErrorFrequency>> ErrorsAsync(DateTimeOffset first, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var now = await counts.SumsAsync(first, end, cancellationToken);
        var before = await counts.SumsAsync(first - (end - first), first, cancellationToken);
        var errors = now.Where(count => count.Key.StartsWith(ActivityNames.ErrorPrefix, StringComparison.Ordinal)).ToList();
        var total = errors.Sum(count => count.Value);
        return [.. errors.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => new ErrorFrequency(count.Key[ActivityNames.ErrorPrefix.Length..], count.Value, (double)count.Value / total, before.GetValueOrDefault(count.Key)))];
    }

    private static List<double> Sorted(IEnumerable<RunTime> times) => [.. times.Select(time => time.Took.TotalSeconds).Order()];
}
