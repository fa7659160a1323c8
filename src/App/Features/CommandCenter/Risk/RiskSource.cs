using App.Core.Risk;

namespace App.Features.CommandCenter.Risk;

/// <summary>Where a part of the risk comes from.</summary>
/// <param name="Name">The factor or the position.</param>
/// <param name="Share">What of the variance, or of the volatility, comes from it; negative when it offsets others. All shares together are 1.</param>
/// <param name="Marginal">What the volatility of the book rises by when its weight rises by 1; null for what has none.</param>
/// <param name="Weight">Delta-adjusted exposure over equity; null for what has none.</param>
public sealed record RiskSource(string Name, double Share, double? Marginal = null, double? Weight = null)
{
    private const string Specific = "The holdings’ own";

    /// <summary>By factor, with what is left to the holdings themselves at the end; empty when it is not known.</summary>
    public static IReadOnlyList<RiskSource> ByFactor(BookRisk risk)
    {
        ArgumentNullException.ThrowIfNull(risk);
        if (risk.Figure("factors", "specific_share")?.Value is not { } own)
        {
            return [];
        }

        var names = risk.Settings.Factors.ToDictionary(factor => factor.Id, factor => factor.Name, StringComparer.Ordinal);
        return
        [
            .. risk.Find("factors")!.Rows.Where(row => row.Figure("risk_share")?.Value is not null)
                .Select(row => new RiskSource(names.GetValueOrDefault(row.Key, row.Key), row.Figure("risk_share")!.Value!.Value)),
            new RiskSource(Specific, own),
        ];
    }

    /// <summary>By position, or by symbol where the report has no more, the largest share first; empty when it is not known.</summary>
    /// <param name="risk">The risk.</param>
    /// <param name="positions">The positions, for their names.</param>
    public static IReadOnlyList<RiskSource> ByPosition(BookRisk risk, IReadOnlyList<PositionRow> positions)
    {
        ArgumentNullException.ThrowIfNull(risk);
        if ((risk.Table("factors", "risk_by_position") ?? risk.Table("factors", "risk_by_symbol")) is not { } table)
        {
            return [];
        }

        // Component risks sum to the volatility of the model.
        var whole = table.Rows.Sum(row => table.Value(row, "component") ?? 0);
        var titles = positions.ToDictionary(row => row.Position.Id.ToString(), row => row.LongTitle, StringComparer.OrdinalIgnoreCase);
        return whole <= 0 ? [] :
        [
            .. table.Rows.Where(row => table.Value(row, "component") is not null)
                .Select(row => new RiskSource(
                    titles.GetValueOrDefault(row.Key, row.Key), table.Value(row, "component")!.Value / whole, table.Value(row, "marginal"), table.Value(row, "weight")))
                .OrderByDescending(source => source.Share).ThenBy(source => source.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The largest by size, and one line for all the others: the shares still come to the whole.</summary>
    public static IReadOnlyList<RiskSource> Largest(IReadOnlyList<RiskSource> sources, int most, Func<int, string> others)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(others);
        if (sources.Count <= most + 1)
        {
            return sources;
        }

        var largest = sources.OrderByDescending(source => Math.Abs(source.Share)).Take(most).ToHashSet();
        var rest = sources.Where(source => !largest.Contains(source)).ToList();
        return [.. sources.Where(largest.Contains), new RiskSource(others(rest.Count), rest.Sum(source => source.Share))];
    }
}
