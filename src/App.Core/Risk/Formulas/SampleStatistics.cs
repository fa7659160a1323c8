namespace App.Core.Risk.Formulas;

/// <summary>Moments of a sample.</summary>
/// <remarks>See docs/formulas/volatility.md.</remarks>
public static class SampleStatistics
{
    /// <summary>Sessions of a year, for annual figures of daily ones.</summary>
    public const double SessionsPerYear = 252;

    /// <summary>The arithmetic mean; 0 of nothing.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return values.Length == 0 ? 0 : sum / values.Length;
    }

    /// <summary>The sample standard deviation, divisor n − 1, in two passes.</summary>
    /// <returns>Null of fewer than two values.</returns>
    public static double? StandardDeviation(ReadOnlySpan<double> values)
    {
        return values.Length < 2 ? null : Math.Sqrt(Spread(values) / (values.Length - 1));
    }

    /// <summary>Σ(x − x̄)², in two passes; 0 of nothing.</summary>
    public static double Spread(ReadOnlySpan<double> values)
    {
        var (mean, squares) = (Mean(values), 0.0);
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return squares;
    }

    /// <summary>The annual volatility of daily returns: their sample standard deviation × √252, as a fraction.</summary>
    /// <returns>Null of fewer than two returns.</returns>
    public static double? AnnualVolatility(ReadOnlySpan<double> returns) => StandardDeviation(returns) * Math.Sqrt(SessionsPerYear);

    /// <summary>The share of a series' variance that a fit explains: 1 − residual ÷ Σ(y − ȳ)², in [0, 1].</summary>
    /// <param name="y">The explained values.</param>
    /// <param name="residual">The sum of squared residuals.</param>
    /// <returns>Null of a series that never moves: there is nothing to explain, 0 ÷ 0.</returns>
    internal static double? Explained(ReadOnlySpan<double> y, double residual)
    {
        var total = Spread(y);
        return total > NoSpread(y) ? Math.Clamp(1 - residual / total, 0, 1) : null;
    }

    /// <summary>The sum of squared deviations below which values differ by rounding only.</summary>
    internal static double NoSpread(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        var rounding = largest * 1e-14;
        return rounding * rounding * values.Length;
    }
}
