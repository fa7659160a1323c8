using App.Core.Operations;

namespace App.Features.Admin;

/// <summary>Which stretch of time the address of the activity asks for.</summary>
/// <param name="Code">As it stands in the address.</param>
/// <param name="Words">As it stands on the page.</param>
/// <param name="Length">How long it is, up to now.</param>
/// <param name="Bucket">How long a point is.</param>
public sealed record ActivityQuery(string Code, string Words, TimeSpan Length, MetricBucket Bucket)
{
    /// <summary>The page's address without a query.</summary>
    public const string Path = "/admin/activity";

    /// <summary>All there are, the shortest first.</summary>
    public static IReadOnlyList<ActivityQuery> All { get; } =
    [
        new("24h", "24 hours", TimeSpan.FromHours(24), MetricBucket.Hour),
        new("7d", "7 days", TimeSpan.FromDays(7), MetricBucket.Day),
        new("30d", "30 days", TimeSpan.FromDays(30), MetricBucket.Day),
        new("90d", "90 days", TimeSpan.FromDays(90), MetricBucket.Day),
    ];

    /// <summary>Reads the address; what cannot be read counts as not given.</summary>
    public static ActivityQuery Parse(string? code) => All.FirstOrDefault(range => range.Code == code) ?? All[0];

    /// <summary>The address that shows it.</summary>
    public string Address => AdminAddress.Of(Path, ("range", this == All[0] ? null : Code));

    /// <summary>Its beginning: so many whole hours or days with the one that goes on.</summary>
    public DateTimeOffset From(DateTimeOffset now)
    {
        var step = Bucket == MetricBucket.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        return now - Length + step;
    }
}
