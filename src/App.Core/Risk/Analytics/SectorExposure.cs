using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>Net and gross exposure by GICS sector as shares of equity, on the market-value basis. Funds and what has no sector stand apart.</summary>
public sealed class SectorExposure : IAnalytic
{
    /// <inheritdoc/>
    public string Id => "sectors";

    /// <inheritdoc/>
    public string Name => "Sectors";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var gross = data.Holdings.Sum(holding => Math.Abs(holding.MarketValue));
        var classified = data.Holdings.Where(holding => holding.Sector != GicsSectors.Unclassified).Sum(holding => Math.Abs(holding.MarketValue));
        var rows = data.Holdings
            .GroupBy(holding => holding.Sector, StringComparer.Ordinal)
            .OrderBy(sector => GicsSectors.All.Contains(sector.Key) ? 0 : 1)
            .ThenByDescending(sector => sector.Sum(holding => Math.Abs(holding.MarketValue)))
            .ThenBy(sector => sector.Key, StringComparer.Ordinal)
            .Select(sector => Row(sector.Key, [.. sector], data.Equity));
        return new RiskResult(
            Id,
            new Dictionary<string, RiskFigure>(StringComparer.Ordinal)
            {
                ["classified"] = gross > 0 ? new RiskFigure((double)(classified / gross), "ratio") : RiskFigure.Unknown("ratio", "Nothing is held."),
            },
            [.. rows]);
    }

    private static RiskRow Row(string sector, List<RiskHolding> holdings, decimal equity) => new(sector, new Dictionary<string, RiskFigure>(StringComparer.Ordinal)
    {
        ["net"] = RiskFigure.Of(Exposure.ShareOfEquity(holdings.Sum(holding => holding.MarketValue), equity), "ratio"),
        ["gross"] = RiskFigure.Of(Exposure.ShareOfEquity(holdings.Sum(holding => Math.Abs(holding.MarketValue)), equity), "ratio"),
        ["positions"] = new RiskFigure(holdings.Count, "count"),
    });
}
