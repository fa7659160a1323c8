namespace App.Core.Risk.Formulas;

/// <summary>The rate at which money grew, counting when it came and went: the internal rate of return of an account.</summary>
/// <remarks>See docs/formulas/returns.md. The annual rate r at which start·(1 + r)^T + Σ flow·(1 + r)^(T − t) is the end, t in years of 365 days.</remarks>
public static class MoneyWeightedReturn
{
    private const double Lowest = -0.9999999;
    private const double Highest = 1e6;

    /// <summary>The annual rate.</summary>
    /// <param name="start">What was there on the first day.</param>
    /// <param name="flows">What came (positive) and went, by day after the first.</param>
    /// <param name="end">What was there on the last day.</param>
    /// <param name="days">Calendar days between them.</param>
    /// <returns>Null when no day has passed, nothing was ever put in, or no rate, or more than one, makes the end.</returns>
    public static double? Annual(decimal start, IReadOnlyList<(int Day, decimal Amount)> flows, decimal end, int days)
    {
        ArgumentNullException.ThrowIfNull(flows);
        if (days <= 0)
        {
            return null;
        }

        // Where the balance at the rate would have been negative on the way, more than one rate may do; the sign at the ends tells whether one lies between.
        var (low, high) = (Lowest, Highest);
        var (below, above) = (Gap(low), Gap(high));
        if (start <= 0 || !(below < 0 && above > 0))
        {
            return null;
        }

        for (var i = 0; i < 200 && high - low > 1e-13 * (1 + Math.Abs(low)); i++)
        {
            // Rates are ratios of growth: halved on that scale.
            var middle = Math.Sqrt((1 + low) * (1 + high)) - 1;
            (low, high) = Gap(middle) < 0 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;

        double Gap(double rate)
        {
            var sum = (double)start * Math.Pow(1 + rate, days / 365.0) - (double)end;
            foreach (var (day, amount) in flows)
            {
                sum += (double)amount * Math.Pow(1 + rate, (days - day) / 365.0);
            }

            return sum;
        }
    }
}
