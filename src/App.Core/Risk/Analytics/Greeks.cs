namespace App.Core.Risk.Analytics;

/// <summary>What the options of a book do: delta in dollars with the shares', gamma, theta, vega and rho of the options, summed and by underlying; of each option per share too.</summary>
/// <remarks>By Black, Scholes and Merton at the volatility of the option's mark, with early exercise where it can pay (American options). An option without a price of its underlying is left out; the coverage says how many are in.</remarks>
public sealed class Greeks : IAnalytic
{
    private static readonly string[] Names = ["delta", "gamma_1pct", "theta_per_day", "vega_per_point", "rho_per_point"];

    private static readonly string[] LegColumns = ["spot", "volatility", "price", "delta", "gamma", "theta_per_day", "vega_per_point", "rho_per_point"];

    /// <inheritdoc/>
    public string Id => "greeks";

    /// <inheritdoc/>
    public string Name => "Option Greeks";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var legs = data.Holdings.Where(holding => holding.DeltaAdjusted is not null && holding.MovesWith is not null).ToList();
        var options = data.Holdings.Where(holding => holding.IsOption).ToList();
        double? coverage = options.Count == 0 ? null : (double)options.Count(option => option.Option is not null) / options.Count;
        var underlyings = options.Select(option => option.MovesWith).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var rows = legs.Where(leg => underlyings.Contains(leg.MovesWith!))
            .GroupBy(leg => leg.MovesWith!, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new RiskRow(group.Key, Sum(group, null)));
        return new RiskResult(Id, Sum(legs, coverage), [.. rows])
        {
            Tables = [new RiskTable("legs", "per share", LegColumns, [.. options.Where(option => option.Option is not null).Select(option => new RiskTableRow(option.PositionId.ToString(), Leg(option)))])],
        };
    }

    private static double?[] Leg(RiskHolding option)
    {
        var (value, spot) = option.Option!.Value;
        return [spot, option.Inputs?.Volatility, value.Price, value.Delta, value.Gamma, value.ThetaPerDay, value.VegaPerPoint, value.RhoPerPoint];
    }

    private static Dictionary<string, RiskFigure> Sum(IEnumerable<RiskHolding> legs, double? coverage)
    {
        var sums = new double[Names.Length];
        foreach (var leg in legs)
        {
            sums[0] += (double)leg.DeltaAdjusted!.Value;
            if (leg.Option is var (value, spot))
            {
                var units = (double)leg.Units;
                sums[1] += units * value.Gamma * spot * spot * 0.01;
                sums[2] += units * value.ThetaPerDay;
                sums[3] += units * value.VegaPerPoint;
                sums[4] += units * value.RhoPerPoint;
            }
        }

        return Names.Zip(sums).ToDictionary(each => each.First, each => new RiskFigure(each.Second, "usd") { Coverage = coverage }, StringComparer.Ordinal);
    }
}
