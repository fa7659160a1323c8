using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>Net and gross exposure by GICS sector as shares of equity, on the market-value basis, set against an index where its weights are known. Funds and what has no sector stand apart.</summary>
/// <remarks>
/// <c>active</c> of a sector is its net share less the index's weight. The active share is half the sum of the absolute differences, over the sectors and all the rest as one:
/// 0 for a book whose sectors are the index's, 1 for one that has none of them.
/// </remarks>
public sealed class SectorExposure : IAnalytic
{
    /// <summary>Why there is nothing to set sectors against.</summary>
    public const string NoBenchmark = "The index’s sector weights are not known: no source without a key states them.";

    /// <inheritdoc/>
    public string Id => "sectors";

    /// <inheritdoc/>
    public string Name => "Sector analysis";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var gross = data.Holdings.Sum(holding => Math.Abs(holding.MarketValue));
        var classified = data.Holdings.Where(holding => holding.Sector != GicsSectors.Unclassified).Sum(holding => Math.Abs(holding.MarketValue));
        var held = data.Holdings.ToLookup(holding => holding.Sector, StringComparer.Ordinal);
        var weights = data.Settings.SectorBenchmark?.Weights;
        var rows = held.Select(sector => sector.Key).Union(data.Holdings.Count > 0 && weights is not null ? GicsSectors.All : [], StringComparer.Ordinal)
            .OrderBy(sector => GicsSectors.All.Contains(sector) ? 0 : 1)
            .ThenByDescending(sector => held[sector].Sum(holding => Math.Abs(holding.MarketValue)))
            .ThenBy(sector => sector, StringComparer.Ordinal)
            .Select(sector => Row(sector, [.. held[sector]], data, weights));
        return new RiskResult(
            Id,
            new Dictionary<string, RiskFigure>(StringComparer.Ordinal)
            {
                ["classified"] = data.OfTheDay(gross > 0 ? new RiskFigure((double)(classified / gross), "ratio") : RiskFigure.Unknown("ratio", Holdings.NothingHeld), data.MarketCoverage),
                ["active_share"] = data.OfTheDay(ShareOf(data, held, weights), gross > 0 ? (double)(classified / gross) : 1),
            },
            [.. rows]);
    }

    private static RiskFigure ShareOf(RiskData data, ILookup<string, RiskHolding> held, IReadOnlyDictionary<string, double>? weights)
    {
        if (data.Holdings.Count == 0 || weights is null)
        {
            return RiskFigure.Unknown("ratio", data.Holdings.Count == 0 ? Holdings.NothingHeld : new RiskReason(UnknownCause.NoBenchmark, NoBenchmark));
        }

        if (data.Equity <= 0)
        {
            return RiskFigure.Of(Exposure.ShareOfEquity(0, data.Equity), "ratio", UnknownCause.NoEquity);
        }

        double[] shares = [.. GicsSectors.All.Select(sector => (double)(held[sector].Sum(holding => holding.MarketValue) / data.Equity))];
        double[] index = [.. GicsSectors.All.Select(sector => weights.GetValueOrDefault(sector))];
        return new RiskFigure(ActiveShare.Of(shares, index), "ratio");
    }

    private static RiskRow Row(string sector, List<RiskHolding> holdings, RiskData data, IReadOnlyDictionary<string, double>? weights)
    {
        var (equity, priced) = (data.Equity, (data with { Holdings = holdings }).MarketCoverage);
        var net = Exposure.ShareOfEquity(holdings.Sum(holding => holding.MarketValue), equity);
        Dictionary<string, RiskFigure> figures = new(StringComparer.Ordinal)
        {
            ["net"] = RiskFigure.Of(net, "ratio", UnknownCause.NoEquity),
            ["gross"] = RiskFigure.Of(Exposure.ShareOfEquity(holdings.Sum(holding => Math.Abs(holding.MarketValue)), equity), "ratio", UnknownCause.NoEquity),
            ["positions"] = new RiskFigure(holdings.Count, "count"),
        };
        if (weights is not null && weights.TryGetValue(sector, out var weight))
        {
            figures["benchmark"] = new RiskFigure(weight, "ratio");
            figures["active"] = net.Value is { } share ? new RiskFigure(share - weight, "ratio") : RiskFigure.Of(net, "ratio", UnknownCause.NoEquity);
        }

        return new RiskRow(sector, figures.ToDictionary(
            each => each.Key, each => each.Value with { Window = RiskFigure.OneDay, Observations = holdings.Count, Coverage = priced }, StringComparer.Ordinal));
    }
}
