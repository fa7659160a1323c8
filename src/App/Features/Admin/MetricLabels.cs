using System.Globalization;
using App.Core.Operations;

namespace App.Features.Admin;

/// <summary>What hours and days are called.</summary>
internal static class MetricLabels
{
    extension(Metrics metrics)
    {
        public string BucketName => metrics.Bucket == MetricBucket.Hour ? "Hour" : "Day";

        public IReadOnlyList<string> Labels => metrics.Texts(metrics.Bucket == MetricBucket.Hour ? "d MMM, HH:mm" : "d MMM yyyy");

        public IReadOnlyList<string> Short => metrics.Texts(metrics.Bucket == MetricBucket.Hour ? "HH:mm" : "d MMM");

        public IReadOnlyList<double?> Values(Func<MetricPoint, double?> value) => [.. metrics.Points.Select(value)];

        private IReadOnlyList<string> Texts(string format) => [.. metrics.Points.Select(point => point.From.UtcDateTime.ToString(format, CultureInfo.InvariantCulture))];
    }
}
