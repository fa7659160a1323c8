using System.Globalization;
using System.Text;
using App.Features.CommandCenter;

namespace App.Features.Admin;

/// <summary>One thing that is counted or measured in each bucket.</summary>
/// <param name="Name">What the legend and the readings call it.</param>
/// <param name="Values">A value a bucket; null where there is none.</param>
/// <param name="Colour">The variable of its colour.</param>
public sealed record BucketSeries(string Name, IReadOnlyList<double?> Values, string Colour);

/// <summary>Where bars and lines over hours or days lie on a square of 1000 by 1000 that is stretched over the room there is, as those of the command center.</summary>
/// <param name="Buckets">How many there are.</param>
/// <param name="Scale">The axis of the values, from nothing on.</param>
public sealed record BucketFrame(int Buckets, NavScale Scale)
{
    private const double Side = 1000;

    /// <summary>The frame of series that stand side by side, or on one another.</summary>
    public static BucketFrame Of(IReadOnlyList<BucketSeries> series, bool stacked)
    {
        ArgumentNullException.ThrowIfNull(series);
        var buckets = series.Max(each => each.Values.Count);
        var top = Enumerable.Range(0, buckets).Select(at => series.Select(each => each.Values[at] ?? 0)).Max(values => stacked ? values.Sum() : values.Max());
        var scale = NavScale.Over(0, top, least: stacked ? 4 : 0.1);
        return new(buckets, scale with { From = 0 });
    }

    /// <summary>The middle of a bucket, as a share of the width.</summary>
    public double Middle(int at) => (at + 0.5) / Buckets;

    /// <summary>The values that are marked, the largest first.</summary>
    public IReadOnlyList<double> Marks => [.. Enumerable.Range(0, (int)Math.Round(Scale.To / Scale.Step) + 1).Select(step => Scale.To - (step * Scale.Step))];

    /// <summary>The path of the lines across at those values.</summary>
    public string Grid => string.Concat(Marks.Select(value => $"M0 {At(Down(value))}H{At(1)}"));

    /// <summary>The path of the bars of one series, which stand on those of the series before it.</summary>
    public string Bars(IReadOnlyList<BucketSeries> series, int which)
    {
        ArgumentNullException.ThrowIfNull(series);
        var path = new StringBuilder();
        for (var at = 0; at < Buckets; at++)
        {
            var from = series.Take(which).Sum(each => each.Values[at] ?? 0);
            if (series[which].Values[at] is > 0 and { } value)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{At((at + 0.15) / Buckets)} {At(Down(from))}V{At(Down(from + value))}H{At((at + 0.85) / Buckets)}V{At(Down(from))}Z");
            }
        }

        return path.ToString();
    }

    /// <summary>The path of a line, broken where there is no value.</summary>
    public string Line(BucketSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var path = new StringBuilder();
        for (var at = 0; at < Buckets; at++)
        {
            if (series.Values[at] is { } value)
            {
                path.Append(at > 0 && series.Values[at - 1] is not null ? 'L' : 'M').Append(At(Middle(at))).Append(' ').Append(At(Down(value)));
            }
        }

        return path.ToString();
    }

    /// <summary>The path of the dots of a line: one of a single value is not seen without.</summary>
    public string Dots(BucketSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return string.Concat(Enumerable.Range(0, Buckets).Where(at => series.Values[at] is not null).Select(at => $"M{At(Middle(at))} {At(Down(series.Values[at]!.Value))}h0"));
    }

    private double Down(double value) => Math.Clamp((Scale.To - value) / Scale.To, 0, 1);

    private static string At(double share) => (share * Side).ToString("0.#", CultureInfo.InvariantCulture);
}
