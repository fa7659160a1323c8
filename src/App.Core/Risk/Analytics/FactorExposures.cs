using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>What the book's return is made of by the factor model: slopes with errors, dollars, fit, the penalised second method, and where its risk comes from.</summary>
/// <remarks>
/// Slopes of the book are Σ delta-adjusted exposure × slope over equity; their errors, and R², are those of its return at today's weights on the same factors. Windows are
/// of a year. See docs/formulas/factor-model.md and docs/formulas/risk-split.md.
/// </remarks>
public sealed class FactorExposures : IAnalytic
{
    private const string Window = "252 returns";

    /// <inheritdoc/>
    public string Id => "factors";

    /// <inheritdoc/>
    public string Name => "Factor exposures";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var fits = data.Factors;
        var covered = data.Covered(symbol => fits.Of(symbol).Slopes is not null);
        var missing = fits.Missing is { } lack ? new RiskReason(UnknownCause.NoFactors, lack) : null;
        if ((missing ?? data.WhyNothing(covered, $"No holding has {FactorFits.FewestReturns} returns together with the factors in a year.")) is { } reason)
        {
            return new RiskResult(
                Id, fits.Columns.ToDictionary(factor => "beta_" + factor.Id, _ => RiskFigure.Unknown("ratio", reason) with { Window = Window }, StringComparer.Ordinal), []);
        }

        var weights = data.Weights(covered);
        var series = BookReturns.Of(data, covered);
        var book = fits.Of(series);
        var coverage = data.CoverageOf(covered);
        Dictionary<string, RiskFigure> figures = new(StringComparer.Ordinal)
        {
            ["r_squared"] = new RiskFigure(book.Slopes is null ? null : book.RSquared, "ratio") { Reason = book.Reason, Cause = book.Reason is null ? null : UnknownCause.TooFewReturns, Window = Window, Observations = book.Observations, Coverage = coverage },
            ["condition_number"] = fits.ConditionNumber is { } condition ? new RiskFigure(condition, "count") { Window = Window, Observations = fits.Factors[0].Length }
                : RiskFigure.Unknown("count", new RiskReason(UnknownCause.NotDetermined, "One factor is a combination of the others.")),
        };
        List<RiskRow> rows = [];
        for (var k = 0; k < fits.Columns.Count; k++)
        {
            var slope = weights.Sum(each => each.Weight * fits.Of(each.Symbol).Slopes![k]);
            var beta = new RiskFigure(slope, "ratio")
            {
                Window = Window,
                Observations = book.Observations,
                Coverage = coverage,
                RSquared = book.Slopes is null ? null : book.RSquared,
                StandardError = book.Least?.StandardErrors[k],
            };
            figures["beta_" + fits.Columns[k].Id] = beta;
            var row = new Dictionary<string, RiskFigure>(StringComparer.Ordinal) { ["beta"] = beta, ["exposure"] = new(slope * (double)data.Equity, "usd") { Coverage = coverage } };
            if (book.Least is { } least)
            {
                row["newey_west_error"] = new(least.NeweyWestErrors[k], "ratio");
            }

            if (fits.VarianceInflation.Count > k)
            {
                row["variance_inflation"] = new(fits.VarianceInflation[k], "count");
            }

            rows.Add(new RiskRow(fits.Columns[k].Id, row));
        }

        AddRidge(data, series, coverage, figures);
        var tables = new List<RiskTable> { Loadings(fits, weights) };
        AddSplit(data, covered, weights, figures, rows, tables);
        return new RiskResult(Id, figures, rows) { Tables = tables };
    }

    private static void AddRidge(RiskData data, double?[] series, double coverage, Dictionary<string, RiskFigure> figures)
    {
        if (data.Factors.RidgeOf(series) is { } ridge)
        {
            foreach (var (factor, slope) in data.Settings.RidgeFactors.Zip(ridge.Slopes))
            {
                figures["ridge_" + factor.Id] = new RiskFigure(slope, "ratio") { Window = Window, Observations = ridge.Observations, Coverage = coverage, RSquared = ridge.RSquared };
            }
        }
    }

    private static void AddSplit(
        RiskData data, List<RiskHolding> covered, IReadOnlyList<(string Symbol, double Weight)> weights, Dictionary<string, RiskFigure> figures, List<RiskRow> rows, List<RiskTable> tables)
    {
        var fits = data.Factors;
        if (RiskSplit.Of(
            [.. weights.Select(each => each.Weight)], [.. weights.Select(each => fits.Of(each.Symbol).Slopes!)], AnnualCovariance(fits.Factors), [.. weights.Select(each => fits.Of(each.Symbol).Specific)])
            is not { } split)
        {
            figures["model_volatility"] = new RiskFigure(0, "ratio") { Window = Window, Coverage = data.CoverageOf(covered) };
            return;
        }

        figures["model_volatility"] = new RiskFigure(split.Volatility, "ratio") { Window = Window, Coverage = data.CoverageOf(covered) };
        figures["specific_share"] = new RiskFigure(split.SpecificShare, "ratio");
        for (var k = 0; k < rows.Count; k++)
        {
            rows[k] = rows[k] with { Figures = new Dictionary<string, RiskFigure>(rows[k].Figures, StringComparer.Ordinal) { ["risk_share"] = new(split.FactorShares[k], "ratio") } };
        }

        tables.Add(new RiskTable(
            "risk_by_symbol", "ratio", ["weight", "marginal", "component"], [.. weights.Select((each, i) => new RiskTableRow(each.Symbol, [each.Weight, split.Marginal[i], split.Component[i]]))]));
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
