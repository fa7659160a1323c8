namespace App.Features.CommandCenter.Charts;

/// <summary>A point of a line.</summary>
/// <param name="Day">The day.</param>
/// <param name="Value">The value, in whatever unit the chart's axis is.</param>
public readonly record struct ChartPoint(DateOnly Day, double Value);

/// <summary>How a line is stroked: lines of one chart are told apart by this as well as by colour.</summary>
public enum ChartStroke
{
    Solid,
    Dashed,
    Dotted,
}

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend and the readings call it.</param>
/// <param name="Points">Its points, ascending; a line without any is neither drawn nor named.</param>
public sealed record ChartLine(string Name, IReadOnlyList<ChartPoint> Points)
{
    // Up to so many points each has a dot of its own: a line of two or three is hardly seen, one of one not at all.
    private const int FewPoints = 8;

    /// <summary>The variable of its colour.</summary>
    public string Colour { get; init; } = "--c1";

    public ChartStroke Stroke { get; init; }

    /// <summary>The value that the area under the line is filled to; null for a line without one.</summary>
    public double? FilledTo { get; init; }

    /// <summary>True marks the last point, as of a line that leads to one figure.</summary>
    public bool MarksEnd { get; init; }

    /// <summary>The points that have a dot.</summary>
    public IEnumerable<ChartPoint> Dots => Points.Count < FewPoints && !MarksEnd ? Points : Points.Skip(MarksEnd ? Points.Count - 1 : Points.Count);

    /// <summary>The classes of its stroke.</summary>
    public string Class => Stroke switch { ChartStroke.Dashed => "line dashed", ChartStroke.Dotted => "line dotted", _ => "line" };
}
