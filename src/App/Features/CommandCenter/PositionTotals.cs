using System.Numerics;

namespace App.Features.CommandCenter;

/// <summary>Sums over the rows shown, all pages. A sum to which nothing is known is not known either; what single rows lack is left out of it.</summary>
public sealed record PositionTotals(int Rows, decimal? Value, double? Weight, decimal? DayPnl, decimal? Pnl, decimal Cost)
{
    public const string Missing = "No row has it.";

    /// <summary>Delta-adjusted exposure.</summary>
    public decimal? Exposure { get; init; }

    /// <summary>Dollars a calendar day, of the options.</summary>
    public double? Theta { get; init; }

    /// <summary>Dollars a point of volatility, of the options.</summary>
    public double? Vega { get; init; }

    /// <summary>Dollars a point of the interest rate, of the options.</summary>
    public double? Rho { get; init; }

    /// <summary>The columns whose sum leaves rows out that should be in it, with how many are in and how many should be.</summary>
    public IReadOnlyDictionary<PositionColumn, (int Known, int All)> Partial { get; init; } = Complete;

    private static readonly Dictionary<PositionColumn, (int Known, int All)> Complete = [];

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
                rows.Sum(row => row.Cost))
            {
                Exposure = Sum(known.Select(row => row.Risk.Exposure.Value)),
                Theta = Sum(known.Select(row => row.Risk.Greeks.Value?.PositionTheta)),
                Vega = Sum(known.Select(row => row.Risk.Greeks.Value?.PositionVega)),
                Rho = Sum(known.Select(row => row.Risk.Greeks.Value?.PositionRho)),
                Partial = PartialOf(rows),
            };
    }

    // What is closed has no value, and what is no option no Greeks: they lack nothing.
    private static Dictionary<PositionColumn, (int Known, int All)> PartialOf(IReadOnlyList<PositionRow> rows)
    {
        Dictionary<PositionColumn, (int Known, int All)> partial = [];
        Count(row => !row.IsClosed, row => row.Value is not null, PositionColumn.Value);
        Count(row => !row.IsClosed, row => row.Weight is not null, PositionColumn.Weight);
        Count(_ => true, row => row.DayPnl is not null, PositionColumn.Day);
        Count(_ => true, row => row.Pnl is not null, PositionColumn.Pnl);
        Count(row => !row.IsClosed, row => row.Risk.Exposure.IsKnown, PositionColumn.Exposure);
        Count(row => !row.IsClosed && row.Position.Option is not null, row => row.Risk.Greeks.IsKnown, PositionColumn.Theta, PositionColumn.Vega, PositionColumn.Rho);
        return partial.Count == 0 ? Complete : partial;

        void Count(Func<PositionRow, bool> counts, Func<PositionRow, bool> isKnown, params PositionColumn[] columns)
        {
            var all = rows.Where(counts).ToList();
            if (all.Count(isKnown) is > 0 and var known && known < all.Count)
            {
                Array.ForEach(columns, column => partial[column] = (known, all.Count));
            }
        }
    }

    private static T? Sum<T>(IEnumerable<T?> values)
        where T : struct, INumber<T> => values.Aggregate((T?)null, (sum, value) => value is null ? sum : (sum ?? T.Zero) + value);
}
