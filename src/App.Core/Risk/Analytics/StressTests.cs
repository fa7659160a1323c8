using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>What the scenarios would do to the book: in dollars and of equity, by position and by factor, with the factors that are not shocked held still and moved as they mostly do.</summary>
/// <remarks>
/// See docs/formulas/stress.md. A holding moves by Σ slope × shock of the factor model, at worst to nothing; an option is priced again at the moved price of its underlying. Each
/// position is rounded to the cent and the total is their sum. By factor: what a holding gains or loses by the move of its price is shared by what each factor has of the move, and what
/// the added volatility makes at the moved price has a row of its own, so that the factors sum to the total too. What has no slopes is not moved: the coverage says how much of the
/// exposure that is.
/// </remarks>
public sealed class StressTests : IAnalytic
{
    /// <summary>The row of what is added to the volatility of options, beside those of the factors.</summary>
    public const string VolatilityRow = "volatility";

    private const string Window = "252 returns";

    /// <inheritdoc/>
    public string Id => "stress";

    /// <inheritdoc/>
    public string Name => "Stress tests";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var fits = data.Factors;
        List<RiskHolding> covered = [.. data.Holdings.Where(holding =>
            holding.IsCash || (holding.MovesWith is { } symbol && fits.Of(symbol).Slopes is not null && (!holding.IsOption || holding.Inputs is not null)))];
        var coverage = data.CoverageOf(covered);
        var observations = covered.Where(holding => !holding.IsCash).Select(holding => fits.Of(holding.MovesWith!).Observations).DefaultIfEmpty(fits.Factors[0].Length).Min();
        var missing = fits.Missing is { } lack ? new RiskReason(UnknownCause.NoFactors, lack) : null;
        if ((missing ?? data.WhyNoMoves() ?? (covered.Count == 0 ? new(UnknownCause.TooFewReturns, "No holding has slopes on the factors.") : null)) is { } reason)
        {
            var unknown = Figure(RiskFigure.Unknown("usd", reason));
            return new RiskResult(
                Id,
                new Dictionary<string, RiskFigure>(StringComparer.Ordinal) { ["coverage"] = unknown with { Unit = "ratio" } },
                [.. data.Settings.Scenarios.Select(scenario => new RiskRow(scenario.Id, new Dictionary<string, RiskFigure>(StringComparer.Ordinal)
                {
                    ["direct"] = unknown,
                    ["direct_share"] = unknown with { Unit = "ratio" },
                    ["correlated"] = unknown,
                    ["correlated_share"] = unknown with { Unit = "ratio" },
                }))]);
        }

        var book = covered.ConvertAll(holding => new Stressed(holding, holding.IsCash ? [] : [.. fits.Of(holding.MovesWith!).Slopes!]));
        var covariance = Covariances.Weighted(fits.Factors);
        List<RiskRow> rows = [];
        List<Outcome> direct = [], correlated = [];
        foreach (var scenario in data.Settings.Scenarios)
        {
            var shocks = ShocksOf(scenario, data.Settings, fits.Columns);
            direct.Add(Outcome.Of(book, [.. shocks.Select(shock => shock ?? 0)], scenario.Volatility));
            correlated.Add(Outcome.Of(book, Covariances.Expected(covariance, shocks), scenario.Volatility));
            rows.Add(new RiskRow(scenario.Id, new Dictionary<string, RiskFigure>(StringComparer.Ordinal)
            {
                ["direct"] = Figure(new RiskFigure((double)direct[^1].Total, "usd")),
                ["direct_share"] = Figure(RiskFigure.Of(Exposure.ShareOfEquity(direct[^1].Total, data.Equity), "ratio", UnknownCause.NoEquity)),
                ["correlated"] = Figure(new RiskFigure((double)correlated[^1].Total, "usd")),
                ["correlated_share"] = Figure(RiskFigure.Of(Exposure.ShareOfEquity(correlated[^1].Total, data.Equity), "ratio", UnknownCause.NoEquity)),
            }));
        }

        return new RiskResult(Id, new Dictionary<string, RiskFigure>(StringComparer.Ordinal) { ["coverage"] = Figure(new RiskFigure(coverage, "ratio")) }, rows)
        {
            Tables =
            [
                .. Tables("by_position", [.. covered.Select(holding => holding.PositionId.ToString())], outcome => outcome.Positions),
                .. Tables("by_factor", [.. fits.Columns.Select(factor => factor.Id), VolatilityRow], outcome => outcome.Factors),
            ],
        };

        RiskFigure Figure(RiskFigure figure) => figure with { Window = Window, Observations = observations, Coverage = coverage };

        IEnumerable<RiskTable> Tables(string id, string[] keys, Func<Outcome, decimal[]> parts)
        {
            string[] scenarios = [.. data.Settings.Scenarios.Select(scenario => scenario.Id)];
            foreach (var (kind, outcomes) in new[] { ("", direct), ("_correlated", correlated) })
            {
                var dollars = outcomes.ConvertAll(outcome => parts(outcome));
                yield return new RiskTable(id + kind, "usd", scenarios, [.. keys.Select((key, i) => new RiskTableRow(key, [.. dollars.Select(each => (double?)each[i])]))]);
                yield return new RiskTable(id + kind + "_share", "ratio", scenarios, [.. keys.Select((key, i) =>
                    new RiskTableRow(key, [.. dollars.Select(each => Exposure.ShareOfEquity(each[i], data.Equity).Value)]))]);
            }
        }
    }

    /// <summary>The return of each column of the model; null for one that is not shocked. Growth minus value moves by the one less the other.</summary>
    public static double?[] ShocksOf(Scenario scenario, RiskSettings settings, IReadOnlyList<FactorColumn> columns) =>
        [.. columns.Select(column => column.Id switch
        {
            "market" => scenario.Market,
            "interest_rate" => scenario.Rate is { } change ? settings.Rates.ReturnOf(change) : null,
            "growth_value" when scenario.Styles.ContainsKey("growth") || scenario.Styles.ContainsKey("value") =>
                scenario.Styles.GetValueOrDefault("growth") - scenario.Styles.GetValueOrDefault("value"),
            var style => scenario.Styles.TryGetValue(style, out var shock) ? shock : (double?)null,
        })];

    /// <summary>A holding with its slopes, and its price now and as a function of the spot.</summary>
    private sealed class Stressed(RiskHolding holding, double[] slopes)
    {
        private readonly Func<double, double>? _price = holding.Inputs is { } inputs ? AmericanOption.BySpot(inputs) : null;
        private readonly Dictionary<double, Func<double, double>> _shaken = [];
        private double? _now;

        public bool IsCash => holding.IsCash;

        public double[] Slopes => slopes;

        public double Exposure { get; } = (double)(holding.DeltaAdjusted ?? holding.MarketValue);

        /// <summary>What it gains by a move of its price, and by what is added to its volatility at the moved price.</summary>
        public (decimal Price, decimal Volatility) Gain(double move, double volatility)
        {
            if (_price is null || holding.Inputs is not { } inputs)
            {
                return (StressMove.GainOfShare(holding.MarketValue, move), 0);
            }

            var spot = inputs.Spot * (1 + StressMove.Clamped(move));
            _now ??= _price(inputs.Spot);
            var moved = _price(spot);
            return StressMove.GainOfOption(holding.Units, _now.Value, moved, volatility == 0 ? moved : Shaken(inputs, volatility)(spot));
        }

        private Func<double, double> Shaken(BlackScholesInputs inputs, double volatility)
        {
            if (!_shaken.TryGetValue(volatility, out var price))
            {
                _shaken[volatility] = price = AmericanOption.BySpot(inputs with { Volatility = StressMove.Shaken(inputs.Volatility, volatility) });
            }

            return price;
        }
    }

    /// <summary>What one set of moves does.</summary>
    /// <param name="Total">The sum of the positions.</param>
    /// <param name="Positions">Of each holding, to the cent.</param>
    /// <param name="Factors">Of each factor and at last of the added volatility, to the cent; they sum to the total.</param>
    private sealed record Outcome(decimal Total, decimal[] Positions, decimal[] Factors)
    {
        public static Outcome Of(List<Stressed> book, double[] moves, double volatility)
        {
            var (positions, factors) = (new decimal[book.Count], new double[moves.Length + 1]);
            for (var i = 0; i < positions.Length; i++)
            {
                if (!book[i].IsCash)
                {
                    positions[i] = Of(book[i], moves, volatility, factors);
                }
            }

            var total = positions.Sum();
            return new Outcome(total, positions, ToTheCent(factors, total));
        }

        private static decimal Of(Stressed holding, double[] moves, double volatility, double[] factors)
        {
            var (price, shaken) = holding.Gain(StressMove.Of(holding.Slopes, moves), volatility);
            StressMove.Share((double)price, holding.Exposure, holding.Slopes, moves, factors);
            factors[^1] += (double)shaken;
            return Math.Round(price + shaken, 2, MidpointRounding.AwayFromZero);
        }

        // What rounding leaves is the largest part's.
        private static decimal[] ToTheCent(double[] parts, decimal total)
        {
            var cents = Array.ConvertAll(parts, part => Math.Round((decimal)part, 2, MidpointRounding.AwayFromZero));
            var largest = Array.IndexOf(cents, cents.MaxBy(Math.Abs));
            cents[largest] += total - cents.Sum();
            return cents;
        }
    }
}
