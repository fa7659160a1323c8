namespace App.Core.Risk.Formulas;

/// <summary>What a bad day costs, by the days there were: historical value at risk and expected shortfall, as positive fractions of equity.</summary>
/// <remarks>See docs/formulas/tail.md.</remarks>
/// <param name="ValueAtRisk">The loss that is exceeded on the share 1 − level of days: minus the quantile of the returns, between two of them by their distance (Hyndman and Fan 1996, type 7).</param>
/// <param name="ExpectedShortfall">The mean loss of the days that were at least as bad.</param>
/// <param name="Days">On how many days it is the mean.</param>
/// <param name="Observations">n.</param>
public readonly record struct TailLoss(double ValueAtRisk, double ExpectedShortfall, int Days, int Observations)
{
    /// <summary>The tail of daily returns.</summary>
    /// <param name="returns">The returns, finite.</param>
    /// <param name="level">Such as .95; between 0 and 1.</param>
    /// <returns>Null of no returns.</returns>
    public static TailLoss? Of(ReadOnlySpan<double> returns, double level)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, 1);
        if (returns.Length == 0)
        {
            return null;
        }

        double[] ordered = [.. returns];
        Array.Sort(ordered);
        var quantile = Quantile(ordered, 1 - level);
        var (sum, days) = (0.0, 0);
        while (days < ordered.Length && (days == 0 || ordered[days] <= quantile))
        {
            sum += ordered[days++];
        }

        return new TailLoss(-quantile, -sum / days, days, ordered.Length);
    }

    /// <summary>The quantile of ordered values: at the place (n − 1)·p, between two values by their distance.</summary>
    /// <param name="ordered">The values, ascending; not empty.</param>
    /// <param name="p">From 0, the smallest, to 1, the largest.</param>
    public static double Quantile(ReadOnlySpan<double> ordered, double p)
    {
        ArgumentOutOfRangeException.ThrowIfZero(ordered.Length, nameof(ordered));
        var place = (ordered.Length - 1) * Math.Clamp(p, 0, 1);
        var below = (int)Math.Floor(place);
        return below == ordered.Length - 1 ? ordered[below] : ordered[below] + (place - below) * (ordered[below + 1] - ordered[below]);
    }
}
