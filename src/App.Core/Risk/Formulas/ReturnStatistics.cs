namespace App.Core.Risk.Formulas;

/// <summary>What a series of returns came to.</summary>
/// <remarks>See docs/formulas/returns.md. Returns are simple fractions of a period, ascending in time; rates without risk are taken to be 0 unless given.</remarks>
public static class ReturnStatistics
{
    /// <summary>The time-weighted return: Π(1 + r) − 1.</summary>
    public static double Total(ReadOnlySpan<double> returns)
    {
        var growth = 1.0;
        foreach (var value in returns)
        {
            growth *= 1 + value;
        }

        return growth - 1;
    }

    /// <summary>The return of a year that would have come to the same: (1 + total)^(periods per year ÷ n) − 1.</summary>
    /// <returns>Null of no returns, or when all was lost and more.</returns>
    public static double? Annual(ReadOnlySpan<double> returns, double periodsPerYear = SampleStatistics.SessionsPerYear) =>
        returns.Length == 0 || Total(returns) < -1 ? null : Math.Pow(1 + Total(returns), periodsPerYear / returns.Length) - 1;

    /// <summary>Of each period what has been lost since the highest value so far, 0 or negative. The start counts as a high.</summary>
    public static double[] Drawdowns(ReadOnlySpan<double> returns)
    {
        var (value, peak) = (1.0, 1.0);
        var drawdowns = new double[returns.Length];
        for (var i = 0; i < returns.Length; i++)
        {
            value *= 1 + returns[i];
            peak = Math.Max(peak, value);
            drawdowns[i] = value / peak - 1;
        }

        return drawdowns;
    }

    /// <summary>The worst of <see cref="Drawdowns"/>; null of no returns.</summary>
    public static double? MaxDrawdown(ReadOnlySpan<double> returns) => returns.Length == 0 ? null : Drawdowns(returns).Min();

    /// <summary>Mean over deviation of a period, × √(periods per year) (Sharpe 1994).</summary>
    /// <returns>Null of fewer than two returns, or when they never move.</returns>
    public static double? Sharpe(ReadOnlySpan<double> returns, double periodsPerYear = SampleStatistics.SessionsPerYear) =>
        returns.Length < 2 || !(SampleStatistics.Spread(returns) > SampleStatistics.NoSpread(returns))
            ? null
            : SampleStatistics.Mean(returns) / SampleStatistics.StandardDeviation(returns) * Math.Sqrt(periodsPerYear);

    /// <summary>√mean(min(r − required, 0)²) × √(periods per year) (Sortino and van der Meer 1991).</summary>
    /// <returns>Null of no returns.</returns>
    public static double? DownsideDeviation(ReadOnlySpan<double> returns, double required = 0, double periodsPerYear = SampleStatistics.SessionsPerYear)
    {
        var squares = 0.0;
        foreach (var value in returns)
        {
            var below = Math.Min(value - required, 0);
            squares += below * below;
        }

        return returns.Length == 0 ? null : Math.Sqrt(squares / returns.Length * periodsPerYear);
    }

    /// <summary>Mean above what is required, of a year, over the downside deviation.</summary>
    /// <returns>Null of no returns, or when none was below what is required.</returns>
    public static double? Sortino(ReadOnlySpan<double> returns, double required = 0, double periodsPerYear = SampleStatistics.SessionsPerYear) =>
        DownsideDeviation(returns, required, periodsPerYear) is > 0 and var deviation ? (SampleStatistics.Mean(returns) - required) * periodsPerYear / deviation : null;
}
