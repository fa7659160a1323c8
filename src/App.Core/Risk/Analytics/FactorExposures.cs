using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>What the book's return is made of by the factor model: slopes with errors, dollars, fit, the penalised second method, and where its risk comes from.</summary>
/// <remarks>
/// Slopes of the book are Σ delta-adjusted exposure × slope over equity; their errors, and R², are those of its return at today's weights on the same factors. Windows are
/// of a year. Where too few days are left on which all holdings have a return, errors and R² are of the part of the book that has enough, and the note says so. See
/// docs/formulas/factor-model.md and docs/formulas/risk-split.md.
/// </remarks>
public sealed class FactorExposures : IAnalytic
{
    private const string Window = "252 returns";
    private static readonly RiskReason Combination = new(UnknownCause.NotDetermined, "One factor is a combination of the others.");
    private static readonly RiskReason NothingVaries = new(UnknownCause.NothingMoves, "Nothing varies, so there is nothing to split.");

    /// <inheritdoc/>
    public string Id => "factors";

    /// <inheritdoc/>
    public string Name => "Factor exposures";

    /// <summary>How well a model fits, in words: R² of .70 excellent, .50 good, .30 fair, .10 poor, below none.</summary>
    public static string FitWord(double rSquared) => rSquared switch { >= 0.7 => "excellent", >= 0.5 => "good", >= 0.3 => "fair", >= 0.1 => "poor", _ => "no" };

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var fits = data.Factors;
        var covered = data.Covered(symbol => fits.Of(symbol).Slopes is not null);
        var missing = fits.Missing is { } lack ? new RiskReason(UnknownCause.NoFactors, lack) : null;
        if ((missing ?? data.WhyNothing(covered, $"No holding has {FactorFits.FewestReturns} returns together with the factors in a year.")) is { } reason)
        {
            return Unknown(data, reason, data.CoverageOf(covered));
        }

        var weights = data.Weights(covered);
        var (kept, series) = BookReturns.Standing(data, covered, FactorFits.FewestReturns, fits.Together);
        var book = fits.Of(series);
        var (coverage, fewest) = (data.CoverageOf(covered), weights.Select(each => fits.Of(each.Symbol).Observations).DefaultIfEmpty(book.Observations).Min());
        var note = Notes.OfFit(covered, kept, book.Slopes is not null, book.RSquared, book.Observations, FactorFits.FewestReturns);
        Dictionary<string, RiskFigure> figures = new(StringComparer.Ordinal)
        {
            ["r_squared"] = OfModel(book.RSquared, "ratio", book.Observations, data.CoverageOf(kept), Why(book) ?? new(UnknownCause.NothingMoves, Notes.Still)) with { Words = book.RSquared is { } fit ? FitWord(fit) : null },
            ["condition_number"] = OfModel(fits.ConditionNumber, "count", fits.Factors[0].Length, 1, Combination),
        };
        List<RiskRow> rows = [];
        for (var k = 0; k < fits.Columns.Count; k++)
        {
            var slope = weights.Sum(each => each.Weight * fits.Of(each.Symbol).Slopes![k]);
            var beta = new RiskFigure(slope, "ratio")
            {
                Window = Window,
                Observations = fewest,
                Coverage = coverage,
                Note = note,
                RSquared = book.RSquared,
                StandardError = book.Least?.StandardErrors[k],
            };
            figures["beta_" + fits.Columns[k].Id] = beta;
            rows.Add(new RiskRow(fits.Columns[k].Id, new Dictionary<string, RiskFigure>(StringComparer.Ordinal)
            {
                ["beta"] = beta,
                ["exposure"] = OfModel(slope * (double)data.Equity, "usd", fewest, coverage, null),
                ["newey_west_error"] = OfModel(book.Least?.NeweyWestErrors[k], "ratio", book.Observations, data.CoverageOf(kept), Why(book) ?? new(UnknownCause.NotDetermined, "Penalised slopes have no errors.")),
                ["variance_inflation"] = OfModel(fits.VarianceInflation.Count > k ? fits.VarianceInflation[k] : null, "count", fits.Factors[0].Length, 1, Combination),
            }));
        }

        AddRidge(data, series, data.CoverageOf(kept), figures);
        var tables = new List<RiskTable> { Loadings(fits, weights) };
        AddSplit(data, covered, weights, figures, rows, tables);
        return new RiskResult(Id, figures, rows) { Tables = tables };
    }

    // All that there is when it is known, each with the reason.
    private RiskResult Unknown(RiskData data, RiskReason reason, double coverage)
    {
        var names = data.Factors.Columns.Select(factor => "beta_" + factor.Id).Concat(data.Settings.RidgeFactors.Select(factor => "ridge_" + factor.Id)).Concat(["r_squared", "model_volatility", "specific_share"]);
        var figures = names.ToDictionary(name => name, _ => OfModel(null, "ratio", 0, coverage, reason), StringComparer.Ordinal);
        figures["condition_number"] = OfModel(data.Factors.ConditionNumber, "count", data.Factors.Factors[0].Length, 1, data.Factors.Missing is { } missing ? new(UnknownCause.NoFactors, missing) : Combination);
        return new RiskResult(Id, figures, []);
    }

    private static RiskFigure OfModel(double? value, string unit, int observations, double coverage, RiskReason? reason) =>
        (value is null && reason is not null ? RiskFigure.Unknown(unit, reason) : new RiskFigure(value, unit)) with { Window = Window, Observations = observations, Coverage = coverage };

    // The factors are there, so what lacks is the book's own returns.
    private static RiskReason? Why(FactorFit book) => book.Reason is { } reason ? new(UnknownCause.TooFewReturns, reason) : null;

    private static void AddRidge(RiskData data, double?[] series, double coverage, Dictionary<string, RiskFigure> figures)
    {
        var reason = new RiskReason(UnknownCause.TooFewReturns, $"Fewer than {FactorFits.FewestReturns} returns of all holdings together with the funds of the second method.");
        var ridge = data.Factors.RidgeOf(series);
        foreach (var (factor, k) in data.Settings.RidgeFactors.Select((factor, k) => (factor, k)))
        {
            var slope = OfModel(ridge?.Slopes[k], "ratio", ridge?.Observations ?? 0, coverage, reason);
            figures["ridge_" + factor.Id] = slope with { RSquared = ridge?.RSquared, Note = ridge is { RSquared: null } ? Notes.Still : null };
        }
    }

    private static void AddSplit(
        RiskData data, List<RiskHolding> covered, IReadOnlyList<(string Symbol, double Weight)> weights, Dictionary<string, RiskFigure> figures, List<RiskRow> rows, List<RiskTable> tables)
    {
        var fits = data.Factors;
        var split = RiskSplit.Of(
            [.. weights.Select(each => each.Weight)], [.. weights.Select(each => fits.Of(each.Symbol).Slopes!)], AnnualCovariance(fits.Factors), [.. weights.Select(each => fits.Of(each.Symbol).Specific)]);
        var (observations, coverage) = (fits.Factors[0].Length, data.CoverageOf(covered));
        figures["model_volatility"] = OfModel(split?.Volatility ?? 0, "ratio", observations, coverage, null);
        figures["specific_share"] = OfModel(split?.SpecificShare, "ratio", observations, coverage, NothingVaries);
        for (var k = 0; k < rows.Count; k++)
        {
            var share = OfModel(split?.FactorShares[k], "ratio", observations, coverage, NothingVaries);
            rows[k] = rows[k] with { Figures = new Dictionary<string, RiskFigure>(rows[k].Figures, StringComparer.Ordinal) { ["risk_share"] = share } };
        }

        tables.Add(ByPosition(data, covered, weights, split));
    }

    // What is left of a stock and of its options is one and the same, so the split is by symbol; within one, by weight. Cash takes nothing.
    private static RiskTable ByPosition(RiskData data, List<RiskHolding> covered, IReadOnlyList<(string Symbol, double Weight)> weights, RiskSplit? split)
    {
        var marginal = weights.Select((each, i) => (each.Symbol, Marginal: split?.Marginal[i])).ToDictionary(each => each.Symbol, each => each.Marginal, StringComparer.Ordinal);
        return new RiskTable("risk_by_position", "ratio", ["weight", "marginal", "component"], [.. covered.Select(holding =>
        {
            var weight = (double)((holding.DeltaAdjusted ?? holding.MarketValue) / data.Equity);
            var own = holding.IsCash || split is null ? 0 : marginal[holding.MovesWith!];
            return new RiskTableRow(holding.PositionId.ToString(), [weight, own, weight * own]);
        })]);
    }

    private static RiskTable Loadings(FactorFits fits, IReadOnlyList<(string Symbol, double Weight)> weights) => new(
        "loadings", "ratio", [.. fits.Columns.Select(factor => factor.Id), .. fits.Columns.Select(factor => "se_" + factor.Id), "r_squared", "specific", "observations"],
        [.. weights.Select(each => (each.Symbol, Fit: fits.Of(each.Symbol))).Select(each => new RiskTableRow(
            each.Symbol,
            [
                .. each.Fit.Slopes!.Select(slope => (double?)slope),
                .. fits.Columns.Select((_, k) => each.Fit.Least?.StandardErrors[k]),
                each.Fit.RSquared, each.Fit.Specific, each.Fit.Observations,
            ]))]);

    private static double[,] AnnualCovariance(IReadOnlyList<double[]> factors)
    {
        var centred = factors.Select(Centred).ToArray();
        var covariance = new double[factors.Count, factors.Count];
        for (var i = 0; i < centred.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                covariance[i, j] = covariance[j, i] = centred[i].Zip(centred[j], (one, other) => one * other).Sum() / (centred[i].Length - 1) * SampleStatistics.SessionsPerYear;
            }
        }

        return covariance;

        static double[] Centred(double[] series)
        {
            var mean = SampleStatistics.Mean(series);
            return Array.ConvertAll(series, value => value - mean);
        }
    }
}
