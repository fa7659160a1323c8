using App.Core.Risk;
using App.Core.Risk.Analytics;

namespace App.Features.CommandCenter.Risk;

/// <summary>Rows of a table of exposures.</summary>
internal static class ExposureRows
{
    /// <summary>The first rows, which are the largest, and one row for all the others: what is known of them is summed, so that the rows still come to the book.</summary>
    public static IReadOnlyList<RiskTableRow> Largest(IReadOnlyList<RiskTableRow> rows, int most)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Count <= most + 1 ? rows : [.. rows.Take(most), new RiskTableRow(Exposures.Others, SumOf([.. rows.Skip(most)]))];
    }

    private static double?[] SumOf(List<RiskTableRow> rows) =>
        [.. Enumerable.Range(0, rows[0].Values.Count).Select(column => rows.Exists(row => row.Values[column] is not null) ? rows.Sum(row => row.Values[column]) : null)];
}
