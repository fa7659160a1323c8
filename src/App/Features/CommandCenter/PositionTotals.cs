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
            };
    }

    private static T? Sum<T>(IEnumerable<T?> values)
        where T : struct, INumber<T> => values.Aggregate((T?)null, (sum, value) => value is null ? sum : (sum ?? T.Zero) + value);
}
