using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>
/// What the options of a book do: delta with the shares', gamma, theta, vega and rho of the options, in dollars, delta and gamma in shares too; of the book, by underlying and by position;
/// of each option per share too.
/// </summary>
/// <remarks>
/// By Black, Scholes and Merton at the volatility of the option's mark, which the note of its leg tells the source of, with early exercise where it can pay (American options). An option without a price of its underlying is left
/// out; the coverage says what share of the exposure is in. Where none could be priced the sums are unknown, not 0. Shares are those of the statement, before later splits.
/// </remarks>
public sealed class Greeks : IAnalytic
{
    private static readonly (string Name, string Unit)[] Names =
    [
        ("delta", "usd"), ("delta_shares", "shares"), ("gamma_1pct", "usd"), ("gamma_shares", "shares"), ("theta_per_day", "usd"), ("vega_per_point", "usd"), ("rho_per_point", "usd"),
    ];

    private static readonly string[] LegColumns = ["spot", "volatility", "price", "delta", "gamma", "theta_per_day", "vega_per_point", "rho_per_point"];

    /// <inheritdoc/>
    public string Id => "greeks";

    /// <inheritdoc/>
    public string Name => "Option Greeks";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var moving = data.Holdings.Where(holding => holding.MovesWith is not null).ToList();
        var underlyings = moving.Where(holding => holding.IsOption).Select(option => option.MovesWith!).ToHashSet(StringComparer.Ordinal);
        var rows = moving.Where(holding => underlyings.Contains(holding.MovesWith!))
            .GroupBy(holding => holding.MovesWith!, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new RiskRow(group.Key, Sum([.. group])));
        var priced = moving.FindAll(holding => holding.Option is not null);
        return new RiskResult(Id, Sum(moving), [.. rows])
        {
            Tables =
            [
                new RiskTable("legs", "per share", LegColumns, [.. priced.Select(option => new RiskTableRow(option.PositionId.ToString(), Leg(option)) { Note = Notes.OfVolatility(option.VolatilityFrom) })]),
                new RiskTable("positions", "position", [.. Names.Select(each => each.Name)], [.. priced.Select(option => new RiskTableRow(option.PositionId.ToString(), [.. Of(option).Select(value => (double?)value)]))]),
            ],
        };
    }

    private static double?[] Leg(RiskHolding option)
    {
        var (value, spot) = option.Option!.Value;
        return [spot, option.Inputs?.Volatility, value.Price, value.Delta, value.Gamma, value.ThetaPerDay, value.VegaPerPoint, value.RhoPerPoint];
    }

    // By the order of the names.
    private static double[] Of(RiskHolding holding)
    {
        var (dollars, units) = ((double)holding.DeltaAdjusted!.Value, (double)holding.Units);
        var greeks = holding.Option is var (value, spot) ? PositionGreeks.OfOption(units, value, spot) : PositionGreeks.OfShares(units, dollars);

        // The dollars of delta are those of the exposure, in which a delta is taken to 15 digits.
        return [dollars, greeks.DeltaShares, greeks.GammaPerPercent, greeks.GammaShares, greeks.ThetaPerDay, greeks.VegaPerPoint, greeks.RhoPerPoint];
    }

    private static Dictionary<string, RiskFigure> Sum(List<RiskHolding> holdings)
    {
        var (known, options) = (holdings.FindAll(holding => holding.DeltaAdjusted is not null), holdings.FindAll(holding => holding.IsOption));
        var priced = options.FindAll(option => option.Option is not null);
        var sums = new double[Names.Length];
        foreach (var values in known.Select(Of))
        {
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += values[i];
            }
        }

        var (ofAll, ofOptions, note) = (RiskData.Coverage(known, holdings), RiskData.Coverage(priced, options), Notes.OfYields(options));
        return Names.Zip(sums).ToDictionary(each => each.First.Name, each => Figure(each.First, each.Second), StringComparer.Ordinal);

        RiskFigure Figure((string Name, string Unit) of, double sum)
        {
            var isDelta = of.Name.StartsWith("delta", StringComparison.Ordinal);
            var isKnown = isDelta ? known.Count > 0 || holdings.Count == 0 : priced.Count > 0 || options.Count == 0;
            return (isKnown ? new RiskFigure(sum, of.Unit) : RiskFigure.Unknown(of.Unit, Holdings.NoOptionPriced)) with
            {
                Window = RiskFigure.OneDay,
                Observations = isDelta ? known.Count : priced.Count,
                Coverage = isDelta ? ofAll : ofOptions,
                Note = note,
            };
        }
    }
}
