namespace App.Core.Risk.Formulas;

/// <summary>A book's volatility by where it comes from: the factors, what is left of each holding, and each holding altogether.</summary>
/// <remarks>
/// See docs/formulas/risk-split.md. σ² = bᵀΣb + Σ wᵢ²sᵢ² with b = Σ wᵢβᵢ: what is left of one holding is taken to have nothing to do with what is left of another. Euler's
/// theorem splits σ, which is of first degree in the weights, into parts that sum to it (Litterman 1996).
/// </remarks>
/// <param name="Volatility">σ, in the unit of the covariances' roots.</param>
/// <param name="FactorShares">Of each factor bₖ(Σb)ₖ ÷ σ²; a factor that offsets others has a negative one.</param>
/// <param name="SpecificShare">Σ wᵢ²sᵢ² ÷ σ²; with the factors' shares it makes 1.</param>
/// <param name="Marginal">Of each holding ∂σ ÷ ∂wᵢ.</param>
/// <param name="Component">Of each holding wᵢ·∂σ ÷ ∂wᵢ; they sum to σ.</param>
public sealed record RiskSplit(double Volatility, IReadOnlyList<double> FactorShares, double SpecificShare, IReadOnlyList<double> Marginal, IReadOnlyList<double> Component)
{
    /// <summary>Splits the risk of a book.</summary>
    /// <param name="weights">Of each holding its exposure over equity, signed.</param>
    /// <param name="loadings">Of each holding its slope on each factor.</param>
    /// <param name="covariance">Of the factors.</param>
    /// <param name="specific">Of each holding the deviation of what the factors leave, not negative.</param>
    /// <returns>Null when nothing varies: there is nothing to split.</returns>
    public static RiskSplit? Of(IReadOnlyList<double> weights, IReadOnlyList<IReadOnlyList<double>> loadings, double[,] covariance, IReadOnlyList<double> specific)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(loadings);
        ArgumentNullException.ThrowIfNull(covariance);
        ArgumentNullException.ThrowIfNull(specific);
        ArgumentOutOfRangeException.ThrowIfNotEqual(loadings.Count, weights.Count, nameof(loadings));
        ArgumentOutOfRangeException.ThrowIfNotEqual(specific.Count, weights.Count, nameof(specific));
        var factors = covariance.GetLength(0);
        var (book, pull) = (new double[factors], new double[factors]);
        for (var k = 0; k < factors; k++)
        {
            for (var i = 0; i < weights.Count; i++)
            {
                book[k] += weights[i] * loadings[i][k];
            }
        }

        for (var k = 0; k < factors; k++)
        {
            for (var l = 0; l < factors; l++)
            {
                pull[k] += covariance[k, l] * book[l];
            }
        }

        var systematic = book.Zip(pull, (one, other) => one * other).Sum();
        var own = weights.Zip(specific, (weight, deviation) => weight * weight * deviation * deviation).Sum();
        var variance = systematic + own;
        if (!(variance > 0))
        {
            return null;
        }

        var volatility = Math.Sqrt(variance);
        double[] marginal = [.. Enumerable.Range(0, weights.Count).Select(i =>
            (loadings[i].Zip(pull, (slope, by) => slope * by).Sum() + weights[i] * specific[i] * specific[i]) / volatility)];
        return new RiskSplit(
            volatility, [.. book.Zip(pull, (one, other) => one * other / variance)], own / variance, marginal, [.. weights.Zip(marginal, (weight, by) => weight * by)]);
    }
}
