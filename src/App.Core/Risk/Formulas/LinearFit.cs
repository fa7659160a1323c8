namespace App.Core.Risk.Formulas;

/// <summary>An ordinary least-squares line through pairs (x, y), with intercept.</summary>
/// <remarks>See docs/formulas/regression.md.</remarks>
/// <param name="Slope">β = Σ(x−x̄)(y−ȳ) ÷ Σ(x−x̄)².</param>
/// <param name="Intercept">ȳ − β·x̄.</param>
/// <param name="StandardError">Of the slope: √(s² ÷ Σ(x−x̄)²) with s² = residual sum of squares ÷ (n − 2).</param>
/// <param name="RSquared">1 − residual ÷ total sum of squares, in [0, 1]; null when y never moves: there is nothing to explain.</param>
/// <param name="Observations">n.</param>
public readonly record struct LinearFit(double Slope, double Intercept, double StandardError, double? RSquared, int Observations)
{
    /// <summary>The fewest pairs that leave a residual to judge by.</summary>
    public const int FewestPairs = 3;

    /// <summary>Fits the line.</summary>
    /// <param name="x">The explaining values, finite.</param>
    /// <param name="y">The explained values, finite; as many.</param>
    /// <returns>Null with fewer than <see cref="FewestPairs"/> pairs, or when x never moves: no slope follows from that.</returns>
    public static LinearFit? Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length, nameof(y));
        if (x.Length < FewestPairs)
        {
            return null;
        }

        var (meanX, meanY) = (SampleStatistics.Mean(x), SampleStatistics.Mean(y));
        var (xx, xy, yy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            (xx, xy, yy) = (xx + dx * dx, xy + dx * dy, yy + dy * dy);
        }

        if (!(xx > SampleStatistics.NoSpread(x)))
        {
            return null;
        }

        var slope = xy / xx;
        var residual = Math.Max(0, yy - slope * xy);
        return new LinearFit(
            slope, meanY - slope * meanX, Math.Sqrt(residual / (x.Length - 2) / xx), yy > SampleStatistics.NoSpread(y) ? Math.Clamp(1 - residual / yy, 0, 1) : null, x.Length);
    }
}
