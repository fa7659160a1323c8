using System.Text.Json;

namespace App.Features.CommandCenter.Charts;

/// <summary>What a chart says of each of its days, for the pointer over it and for the arrow keys.</summary>
/// <param name="Days">The days, ascending.</param>
/// <param name="Shares">Where each is, as a share of the width.</param>
/// <param name="Words">What each says.</param>
public sealed record ChartReadings(IReadOnlyList<DateOnly> Days, IReadOnlyList<double> Shares, IReadOnlyList<string> Words)
{
    /// <summary>Of all lines; a line that has no point on a day says nothing of it.</summary>
    public static ChartReadings Of(IReadOnlyList<ChartLine> lines, ChartFrame frame, Func<DateOnly, string> day, Func<double, string> value)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(frame);
        var byDay = lines.SelectMany(line => line.Points.Select(point => (point.Day, Words: $"{line.Name} {value(point.Value)}")))
            .GroupBy(each => each.Day).OrderBy(group => group.Key).ToList();
        return new(
            [.. byDay.Select(group => group.Key)],
            [.. byDay.Select(group => Math.Round(frame.Across(group.Key), 4))],
            [.. byDay.Select(group => $"{day(group.Key)}: {string.Join(", ", group.Select(each => each.Words))}")]);
    }

    /// <summary>As the script reads it: the places, then the words.</summary>
    public string ToJson() => JsonSerializer.Serialize(new object[] { Shares, Words });
}
