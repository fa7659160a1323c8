using App.Core.Risk.Formulas;
using App.Core.Targets;

namespace App.Core.Risk.Analytics;

/// <summary>What the book would gain, as a share of its equity, if prices went to the targets that its owner had set when it was calculated: by horizon, with the share of gross exposure that has a target.</summary>
/// <remarks>See docs/formulas/targets.md. The page of targets shows the same with the targets of now.</remarks>
public sealed class TargetReturns : IAnalytic
{
    /// <inheritdoc/>
    public string Id => "targets";

    /// <inheritdoc/>
    public string Name => "Target returns";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var targets = data.Targets.ToDictionary(target => target.Key);
        decimal[] all = [.. data.Holdings.Select(holding => holding.MarketValue)];
        Dictionary<string, RiskFigure> figures = new(StringComparer.Ordinal);
        foreach (var horizon in TargetCodes.AllHorizons)
        {
            var aimed = data.Holdings
                .Select(holding => (Holding: holding, Target: targets.GetValueOrDefault(holding.TargetKey)?.At(horizon)))
                .Where(each => each is { Target: not null, Holding.SharePrice: not null })
                .ToList();
            decimal[] upsides = [.. aimed.Select(each => ExpectedReturn.Upside(each.Holding.Shares, 1, each.Holding.SharePrice!.Value, each.Target!.Value))];
            figures[TargetCodes.Horizons.NameOf(horizon)] = RiskFigure.Of(ExpectedReturn.OfBook(upsides, data.Equity), "ratio", upsides.Length == 0 ? UnknownCause.NoTargets : UnknownCause.NoEquity) with
            {
                Window = RiskFigure.OneDay,
                Observations = aimed.Count,
                Coverage = ExpectedReturn.Coverage([.. aimed.Select(each => each.Holding.MarketValue)], all).Value ?? 1,
            };
        }

        return new RiskResult(Id, figures, []);
    }
}
