namespace App.Features.CommandCenter;

/// <summary>Sums over the rows shown, all pages. A sum to which nothing is known is not known either; what single rows lack is left out of it.</summary>
public sealed record PositionTotals(int Rows, decimal? Value, double? Weight, decimal? DayPnl, decimal? Pnl, decimal Cost)
{
    public const string Missing = "No row has it.";

    public static PositionTotals Of(IReadOnlyList<PositionRow> rows)
    {
        var known = rows.Where(row => row.Mark is not null).ToList();
        return known.Count == 0
            ? new(rows.Count, null, null, null, null, rows.Sum(row => row.Cost))
            : new(
                rows.Count,
                known.Sum(row => row.Value ?? 0),
                known.Any(row => row.Weight is not null) ? known.Sum(row => row.Weight ?? 0) : null,
                known.Sum(row => row.DayPnl ?? 0),
                known.Sum(row => row.Pnl ?? 0),
                rows.Sum(row => row.Cost));
    }
}
