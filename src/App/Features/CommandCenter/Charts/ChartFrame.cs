using System.Globalization;
using System.Text;

namespace App.Features.CommandCenter.Charts;

/// <summary>A mark of an axis.</summary>
/// <param name="Share">Where it stands: 0 at the left or top end, 1 at the other.</param>
/// <param name="Label">What is written there.</param>
public readonly record struct ChartTick(double Share, string Label);

/// <summary>Where the points of a chart lie on a square of 1000 by 1000 that is stretched over whatever room the chart has, on a screen and on paper.</summary>
/// <param name="From">The day at the left end.</param>
/// <param name="To">The day at the right end; that of <paramref name="From"/> where there is only one, which is then in the middle.</param>
/// <param name="Scale">The axis of the values.</param>
public sealed record ChartFrame(DateOnly From, DateOnly To, NavScale Scale)
{
    private const double Side = 1000;
    private const int MostDays = 6;

    // From one mark to the next: days, then months.
    private static readonly int[] DaySteps = [1, 2, 7, 14];
    private static readonly int[] MonthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240];

    /// <summary>The frame of all points; null when there are none.</summary>
    public static ChartFrame? Of(IReadOnlyList<ChartLine> lines, NavScale scale)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var drawn = lines.Where(line => line.Points.Count > 0).ToList();
        return drawn.Count == 0 ? null : new(drawn.Min(line => line.Points[0].Day), drawn.Max(line => line.Points[^1].Day), scale);
    }

    /// <summary>Where a day is, as a share of the width.</summary>
    public double Across(DateOnly day) => From == To ? 0.5 : (double)(day.DayNumber - From.DayNumber) / (To.DayNumber - From.DayNumber);

    /// <summary>Where a value is, as a share of the height from the top; what is beyond the axis is at its end.</summary>
    public double Down(double value) => Math.Clamp((Scale.To - value) / (Scale.To - Scale.From), 0, 1);

    /// <summary>The path of a line.</summary>
    public string Line(IReadOnlyList<ChartPoint> points) => Path(points).ToString();

    /// <summary>The path of the area between a line and a value.</summary>
    public string Area(IReadOnlyList<ChartPoint> points, double to)
    {
        ArgumentNullException.ThrowIfNull(points);
        return Path(points).Append(CultureInfo.InvariantCulture, $"L{At(Across(points[^1].Day))} {At(Down(to))}L{At(Across(points[0].Day))} {At(Down(to))}Z").ToString();
    }

    /// <summary>The path of a dot: a line of no length, whose round cap does not stretch with the drawing.</summary>
    public string Dot(ChartPoint point) => $"M{At(Across(point.Day))} {At(Down(point.Value))}h0";

    /// <summary>The path of the lines across at the marks of the values.</summary>
    public string Grid => string.Concat(Values.Select(value => $"M0 {At(Down(value))}H{At(1)}"));

    /// <summary>The values that are marked, the largest first.</summary>
    public IReadOnlyList<double> Values
    {
        get
        {
            var steps = (int)Math.Round((Scale.To - Scale.From) / Scale.Step);
            return [.. Enumerable.Range(0, steps + 1).Select(step => Scale.From + ((steps - step) * Scale.Step))];
        }
    }

    /// <summary>The days that are marked: the first of months, or every so many days where there is less than that.</summary>
    public IReadOnlyList<ChartTick> Days
    {
        get
        {
            var length = To.DayNumber - From.DayNumber;
            if (length <= MostDays * DaySteps[^1])
            {
                var days = DaySteps.First(step => length / step <= MostDays);
                return [.. Enumerable.Range(0, (length / days) + 1).Select(step => From.AddDays(step * days)).Select(day => Tick(day, "d MMM"))];
            }

            var months = ((To.Year - From.Year) * 12) + To.Month - From.Month;
            var every = MonthSteps.FirstOrDefault(step => months / step <= MostDays, MonthSteps[^1]);
            return [.. Enumerable.Range(1, months).Select(month => new DateOnly(From.Year, From.Month, 1).AddMonths(month))
                .Where(first => ((first.Year * 12) + first.Month - 1) % every == 0)
                .Select(first => Tick(first, every >= 12 ? "yyyy" : first.Month == 1 || months > 12 ? "MMM yyyy" : "MMM"))];
        }
    }

    private ChartTick Tick(DateOnly day, string format) => new(Across(day), day.ToString(format, CultureInfo.InvariantCulture));

    private StringBuilder Path(IReadOnlyList<ChartPoint> points)
    {
        var path = new StringBuilder();
        foreach (var point in points)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(At(Across(point.Day))).Append(' ').Append(At(Down(point.Value)));
        }

        return path;
    }

    private static string At(double share) => (share * Side).ToString("0.#", CultureInfo.InvariantCulture);
}
