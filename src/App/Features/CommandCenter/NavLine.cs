using App.Core.Snapshots;
using App.Features.CommandCenter.Charts;

namespace App.Features.CommandCenter;

/// <summary>The line of equity as a range shows it.</summary>
/// <param name="Points">The sessions, ascending.</param>
public sealed record NavLine(IReadOnlyList<NavPoint> Points)
{
    // More points than a screen has columns only slow the chart down.
    private const int MaxMarks = 600;

    /// <summary>The line within a range that ends with the last point.</summary>
    public static NavLine Of(IReadOnlyList<NavPoint> points, NavRange range) =>
        points is [.., var last] ? new([.. points.Where(point => point.Session >= range.From(last.Session))]) : new([]);

    /// <summary>True when part of it is reconstructed.</summary>
    public bool IsReconstructed => Points is [{ IsReconstructed: true }, ..];

    /// <summary>The first session that is of the chain itself; null when the range has none.</summary>
    public NavPoint? First => Points.FirstOrDefault(point => !point.IsReconstructed);

    /// <summary>The part before the anchor, with the anchor so that the lines meet.</summary>
    public IReadOnlyList<ChartPoint> Reconstructed => IsReconstructed
        ? Marks([.. Points.TakeWhile(point => point.IsReconstructed), .. First is { } first ? new[] { first } : []])
        : [];

    /// <summary>The chain from the anchor on.</summary>
    public IReadOnlyList<ChartPoint> Chain => Marks([.. Points.SkipWhile(point => point.IsReconstructed)]);

    /// <summary>The axis of the equity: round steps from below the lowest point to above the highest. A line of equity need not begin at nothing.</summary>
    public NavScale Scale => NavScale.Over((double)Points.Min(point => point.Equity), (double)Points.Max(point => point.Equity));

    private static List<ChartPoint> Marks(IReadOnlyList<NavPoint> points)
    {
        var stride = (points.Count + MaxMarks - 1) / MaxMarks;
        return [.. points
            .Where((_, index) => index % Math.Max(1, stride) == 0 || index == points.Count - 1)
            .Select(point => new ChartPoint(point.Session, (double)point.Equity))];
    }
}

/// <summary>Where an axis begins, ends and is marked.</summary>
public readonly record struct NavScale(double From, double To, double Step)
{
    private const int Steps = 4;

    /// <summary>The digits after the point that percentages on the steps need: 1 where they are 2.5 % apart, or less than 1 %.</summary>
    public int PercentDecimals => Math.Round(Step * 100, 6) % 1 == 0 ? 0 : 1;

    /// <summary>About four steps of 1, 2, 2.5 or 5 times a power of ten round an interval; an interval of nothing gets some room.</summary>
    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest.</param>
    /// <param name="least">The room there is at least, in the values' unit.</param>
    public static NavScale Over(double low, double high, double least = 1)
    {
        var room = Math.Max(high - low, Math.Max(Math.Abs(high) * .02, least));
        var power = Math.Pow(10, Math.Floor(Math.Log10(room / Steps)));
        var step = power * new[] { 1, 2, 2.5, 5, 10 }.First(times => power * times >= room / Steps);
        var (from, to) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
        return from < to ? new(from, to, step) : new(from - step, to + step, step);
    }
}
