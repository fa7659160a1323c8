using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>What the scenarios would do to the book: in dollars and of equity, by position and by factor, with the factors that are not shocked held still and moved as they mostly do.</summary>
/// <remarks>
/// See docs/formulas/stress.md. A holding moves by Σ slope × shock of the factor model, at worst to nothing; an option is priced again at the moved price of its underlying. Each
/// position is rounded to the cent and the total is their sum. What has no slopes is not moved: the coverage says how much of the exposure that is.
/// </remarks>
public sealed class StressTests : IAnalytic
{
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
        var missing = fits.Missing is { } lack ? new RiskReason(UnknownCause.NoFactors, lack) : null;
        if ((missing ?? data.WhyNothingMoves() ?? (covered.Count == 0 ? new(UnknownCause.TooFewReturns, "No holding has slopes on the factors.") : null)) is { } reason)
        {
            return new RiskResult(
                Id, new Dictionary<string, RiskFigure>(StringComparer.Ordinal), [.. data.Settings.Scenarios.Select(scenario => new RiskRow(
                    scenario.Id, new Dictionary<string, RiskFigure>(StringComparer.Ordinal) { ["direct"] = RiskFigure.Unknown("usd", reason), ["correlated"] = RiskFigure.Unknown("usd", reason) }))]);
        }

        var coverage = data.CoverageOf(covered);
        var slopes = covered.ConvertAll(holding => holding.IsCash ? [] : fits.Of(holding.MovesWith!).Slopes!);
        var prices = Prices(covered, 0);
        var covariance = Covariances.Weighted(fits.Factors);
        List<RiskRow> rows = [];
        var (byPosition, byFactor) = (covered.ConvertAll(_ => new List<double?>()), fits.Columns.Select(_ => new List<double?>()).ToList());
        foreach (var scenario in data.Settings.Scenarios)
        {
            var shocks = ShocksOf(scenario, data.Settings, fits.Columns);
            double[] direct = [.. shocks.Select(shock => shock ?? 0)];
            var expected = Covariances.Expected(covariance, shocks);
            var shaken = scenario.Volatility == 0 ? prices : Prices(covered, scenario.Volatility);
            var (alone, together) = (Losses(covered, slopes, direct, prices, shaken), Losses(covered, slopes, expected, prices, shaken));
            rows.Add(Row(scenario.Id, data, alone.Sum(), together.Sum(), coverage));
            for (var i = 0; i < covered.Count; i++)
            {
                byPosition[i].Add((double)alone[i]);
            }

            for (var k = 0; k < direct.Length; k++)
            {
                var only = new double[direct.Length];
                only[k] = direct[k];
                byFactor[k].Add(direct[k] == 0 ? 0 : (double)Losses(covered, slopes, only, prices, prices).Sum());
            }
        }

        string[] scenarios = [.. data.Settings.Scenarios.Select(scenario => scenario.Id)];
        return new RiskResult(Id, new Dictionary<string, RiskFigure>(StringComparer.Ordinal) { ["coverage"] = new(coverage, "ratio") }, rows)
        {
            Tables =
            [
                new RiskTable("by_position", "usd", scenarios, [.. covered.Select((holding, i) => new RiskTableRow(holding.PositionId.ToString(), byPosition[i]))]),
                new RiskTable("by_factor", "usd", scenarios, [.. fits.Columns.Select((factor, k) => new RiskTableRow(factor.Id, byFactor[k]))]),
            ],
        };
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

    private static RiskRow Row(string id, RiskData data, decimal direct, decimal correlated, double coverage) => new(id, new Dictionary<string, RiskFigure>(StringComparer.Ordinal)
    {
        ["direct"] = new((double)direct, "usd") { Coverage = coverage },
        ["direct_share"] = RiskFigure.Of(Exposure.ShareOfEquity(direct, data.Equity), "ratio", UnknownCause.NoEquity) with { Coverage = coverage },
        ["correlated"] = new((double)correlated, "usd") { Coverage = coverage },
        ["correlated_share"] = RiskFigure.Of(Exposure.ShareOfEquity(correlated, data.Equity), "ratio", UnknownCause.NoEquity) with { Coverage = coverage },
    });

    // Of each option its price as a function of the spot.
    private static List<Func<double, double>?> Prices(List<RiskHolding> holdings, double volatility) => holdings.ConvertAll(holding =>
        holding.Inputs is { } inputs ? AmericanOption.BySpot(inputs with { Volatility = Math.Max(0, inputs.Volatility + volatility) }) : null);

    private static List<decimal> Losses(
        List<RiskHolding> holdings, List<IReadOnlyList<double>> slopes, double[] moves, List<Func<double, double>?> before, List<Func<double, double>?> after) => [.. holdings.Select((holding, i) =>
    {
        if (holding.IsCash)
        {
            return 0m;
        }

        var move = 0.0;
        for (var k = 0; k < moves.Length; k++)
        {
            move += slopes[i][k] * moves[k];
        }

        move = Math.Max(-1, move);
        return Math.Round(
            holding.Inputs is { Spot: var spot }
                ? holding.Units * (decimal)(after[i]!(spot * (1 + move)) - before[i]!(spot))
                : holding.MarketValue * (decimal)move,
            2,
            MidpointRounding.AwayFromZero);
    })];
}
