namespace App.Core.Risk.Formulas;

/// <summary>How volatility itself has moved: the annual volatility of each window of returns, ascending in time.</summary>
/// <remarks>See docs/formulas/volatility.md.</remarks>
public static class RollingVolatility
{
    /// <summary>Values that a trend is drawn through.</summary>
    public const int TrendLength = 21;

    /// <summary>The share of the variance of those values that a line has to explain to be called a trend.</summary>
    public const double TrendRSquared = 0.3;

    /// <summary>The annual volatility of every <paramref name="window"/> returns in a row; empty when there are fewer.</summary>
    public static double[] Of(ReadOnlySpan<double> returns, int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        var values = new double[Math.Max(0, returns.Length - window + 1)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = SampleStatistics.AnnualVolatility(returns.Slice(i, window))!.Value;
        }

        return values;
    }

    /// <summary>The change per session of the last <see cref="TrendLength"/> values, and how well a line tells it.</summary>
    /// <returns>Null of fewer values. A fit of R² up to <see cref="TrendRSquared"/> is no trend.</returns>
    public static LinearFit? Trend(ReadOnlySpan<double> values)
    {
        if (values.Length < TrendLength)
        {
            return null;
        }

        Span<double> days = stackalloc double[TrendLength];
        for (var i = 0; i < days.Length; i++)
        {
            days[i] = i;
        }

        return LinearFit.Of(days, values[^TrendLength..]);
    }

    /// <summary>The share of the values before the last one that are below it, 0 to 1: it is not counted in itself. Null of fewer than two.</summary>
    public static double? Percentile(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            return null;
        }

        var below = 0;
        foreach (var value in values[..^1])
        {
            below += value < values[^1] ? 1 : 0;
        }

        return (double)below / (values.Length - 1);
    }
}
