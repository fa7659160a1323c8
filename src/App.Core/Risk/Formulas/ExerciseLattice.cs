namespace App.Core.Risk.Formulas;

/// <summary>An American option by a lattice of prices: where it is exercised between two prices, for which there is no boundary here. Slow, and known to about 1e-3 of the price.</summary>
/// <remarks>
/// Leisen and Reimer 1996, corrected by what the same lattice makes of the European option, whose price is known. Where the end is as good as certain that lattice has no width; then
/// one whose middle moves with the forward price (Jarrow and Rudd 1983).
/// </remarks>
internal static class ExerciseLattice
{
    private const int Steps = 801;

    // Deviations from the strike at the end beyond which the weights of Leisen and Reimer are 0 and 1 to rounding.
    private const double FarFromTheStrike = 6;

    /// <summary>The price per share, not floored at what exercise brings now; spot, time and volatility are positive.</summary>
    public static double Price(in BlackScholesInputs inputs)
    {
        var time = inputs.Years / Steps;
        var (growth, discount) = (Math.Exp((inputs.Rate - inputs.DividendYield) * time), Math.Exp(-inputs.Rate * time));
        var (d1, d2) = BlackScholes.Distances(inputs.DiscountedSpot, inputs.DiscountedStrike, inputs.Volatility * Math.Sqrt(inputs.Years));
        double up, down, weight;
        if (Math.Max(Math.Abs(d1), Math.Abs(d2)) < FarFromTheStrike)
        {
            weight = Peizer(d2);
            var share = Peizer(d1);
            (up, down) = (growth * share / weight, growth * (1 - share) / (1 - weight));
        }
        else
        {
            var (middle, step) = ((inputs.Rate - inputs.DividendYield - inputs.Volatility * inputs.Volatility / 2) * time, inputs.Volatility * Math.Sqrt(time));
            (up, down) = (Math.Exp(middle + step), Math.Exp(middle - step));
            weight = Math.Clamp((growth - down) / (up - down), 0, 1);
        }

        return Roll(inputs, up, down, discount * weight, discount * (1 - weight));
    }

    private static double Roll(in BlackScholesInputs inputs, double up, double down, double above, double below)
    {
        double[] american = new double[Steps + 1], european = new double[Steps + 1];
        var (sign, ratio) = (inputs.Sign, up / down);
        for (var step = Steps; step >= 0; step--)
        {
            var spot = inputs.Spot * Math.Pow(down, step);
            for (var i = 0; i <= step; i++, spot *= ratio)
            {
                var exercised = Math.Max(0, sign * (spot - inputs.Strike));
                if (step == Steps)
                {
                    american[i] = european[i] = exercised;
                }
                else
                {
                    european[i] = above * european[i + 1] + below * european[i];
                    american[i] = Math.Max(above * american[i + 1] + below * american[i], exercised);
                }
            }
        }

        return american[0] - european[0] + BlackScholes.Price(inputs);
    }

    // The weight of a step up of which as many steps end beyond a distance as the normal distribution has it (Peizer and Pratt 1968, the second method).
    private static double Peizer(double distance)
    {
        var root = distance / (Steps + 1.0 / 3 + 0.1 / (Steps + 1));
        return 0.5 + Math.Sign(distance) * Math.Sqrt(0.25 - 0.25 * Math.Exp(-root * root * (Steps + 1.0 / 6)));
    }
}
