namespace App.Core.Risk.Formulas;

/// <summary>The rate at which money grew, counting when it came and went: the internal rate of return of an account.</summary>
/// <remarks>
/// See docs/formulas/returns.md. The annual rate r at which start·(1 + r)^T + Σ flow·(1 + r)^(T − t) is the end, t in years of 365 days. An account that begins with nothing begins with
/// the first that is put in. A rate at which the balance on the way is never negative is the only one (Teichroew, Robichek and Montalbano 1965); else rates are looked for on a grid.
/// </remarks>
public static class MoneyWeightedReturn
{
    private const double Lowest = -0.9999999;
    private const double Highest = 1e6;

    // Of growth, each 1.5 % above the last.
    private const int GridSteps = 2_000;

    /// <summary>The annual rate.</summary>
    /// <param name="start">What was there on the first day; 0 or more.</param>
    /// <param name="flows">What came (positive) and went, by day after the first.</param>
    /// <param name="end">What was there on the last day.</param>
    /// <param name="days">Calendar days between them.</param>
    /// <returns>Null when no day has passed, nothing was ever put in, or no rate, or more than one, makes the end.</returns>
    public static double? Annual(decimal start, IReadOnlyList<(int Day, decimal Amount)> flows, decimal end, int days)
    {
        ArgumentNullException.ThrowIfNull(flows);
        var ordered = flows.Where(flow => flow.Amount != 0).OrderBy(flow => flow.Day).ToList();
        if (days <= 0 || start < 0 || (start == 0 && ordered is not [{ Amount: > 0 }, ..]))
        {
            return null;
        }

        // The sign at the ends tells whether a rate lies between.
        var (low, high) = (Lowest, Highest);
        if (!(Gap(low) < 0 && Gap(high) > 0))
        {
            return null;
        }

        for (var i = 0; i < 200 && high - low > 1e-13 * (1 + Math.Abs(low)); i++)
        {
            // Rates are ratios of growth: halved on that scale.
            var middle = Math.Sqrt((1 + low) * (1 + high)) - 1;
            (low, high) = Gap(middle) < 0 ? (middle, high) : (low, middle);
        }

        var found = (low + high) / 2;
        return IsNeverOwing(found) || Crossings() == 1 ? found : null;

        bool IsNeverOwing(double rate)
        {
            var (balance, at) = ((double)start, 0);
            foreach (var (day, amount) in ordered)
            {
                balance = balance * Math.Pow(1 + rate, (day - at) / 365.0) + (double)amount;
                at = day;
                if (balance < 0)
                {
                    return false;
                }
            }

            return true;
        }

        int Crossings()
        {
            var (count, wasAbove) = (0, false);
            for (var i = 0; i <= GridSteps; i++)
            {
                var isAbove = Gap((1 + Lowest) * Math.Pow((1 + Highest) / (1 + Lowest), (double)i / GridSteps) - 1) > 0;
                count += i > 0 && isAbove != wasAbove ? 1 : 0;
                wasAbove = isAbove;
            }

            return count;
        }

        double Gap(double rate)
        {
            var sum = (double)start * Math.Pow(1 + rate, days / 365.0) - (double)end;
            foreach (var (day, amount) in ordered)
            {
                sum += (double)amount * Math.Pow(1 + rate, (days - day) / 365.0);
            }

            return sum;
        }
    }
}
