using App.Core.Results;

namespace App.Core.Risk.Formulas;

/// <summary>The volatility at which Black, Scholes and Merton give a price that was seen, of a European option or of one that may be exercised early.</summary>
/// <remarks>
/// <para>The price less intrinsic value is the price of the option on the other side of the forward, by put–call parity; its logarithm is solved for
/// σ√T by Newton's method from the point of greatest slope, √(2·|ln(Se^(−qT)/Ke^(−rT))|) (Manaster and Koehler 1982), with bisection whenever a
/// step leaves the bracket. At most 200 steps, usually 4 to 8; the price is met to its last digits.</para>
/// <para>With early exercise the same price needs less volatility. <see cref="OfAmerican(double, in BlackScholesInputs)"/> begins there and follows the secant, with bisection as a
/// guard: usually 3 to 6 pricings, at most 60.</para>
/// <para>Far in the money most digits of a price are intrinsic value, and the volatility has only those that are left.</para>
/// </remarks>
public static class ImpliedVolatility
{
    private const int MaximumSteps = 200;
    private const int MaximumPricings = 60;

    /// <summary>An American price is met to this share of spot and strike: what its boundary is known to makes more.</summary>
    private const double NearEnough = 1e-8;

    /// <summary>σ√T at which every price has reached its bound.</summary>
    private const double LargestSpread = 76;

    /// <summary>Time value under this share of spot and strike is rounding, not information.</summary>
    private const double Rounding = 1e-13;

    /// <summary>The annual volatility as a fraction, or why there is none: expired, at or below intrinsic value, at or above the price's bound.</summary>
    /// <param name="price">The price per share.</param>
    /// <param name="inputs">The rest; its volatility is not looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">An input is no number that an option can be priced with.</exception>
    public static Measure<double> Of(double price, in BlackScholesInputs inputs)
    {
        (inputs with { Volatility = 0 }).Check();
        if (inputs.IsExpired)
        {
            return Measure.Unknown<double>("An expired option has no implied volatility.");
        }

        var (sign, spot, strike) = (inputs.Sign, inputs.DiscountedSpot, inputs.DiscountedStrike);
        var slack = Rounding * (spot + strike);
        var timeValue = price - Math.Max(0, sign * (spot - strike));
        if (!(timeValue > slack))
        {
            return Measure.Unknown<double>("The price is not above the option's intrinsic value, so no volatility explains it.");
        }

        if (!(timeValue < Math.Min(spot, strike) - slack))
        {
            return Measure.Unknown<double>("The price is above what the option can be worth at any volatility.");
        }

        return Measure.Known(Solve(timeValue, spot, strike) / Math.Sqrt(inputs.Years));
    }

    /// <summary>
    /// The annual volatility at which an option that may be exercised early has a price; that of <see cref="Of"/> where early exercise never pays. Unknown, with the reason, when the
    /// option is expired, when the price is not above what it is worth with nothing uncertain (what exercise brings at the best time), or when it is at or above its bound.
    /// </summary>
    /// <param name="price">The price per share.</param>
    /// <param name="inputs">The rest; its volatility is not looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">An input is no number that an option can be priced with.</exception>
    public static Measure<double> OfAmerican(double price, in BlackScholesInputs inputs) => OfAmerican(price, inputs, out _);

    /// <summary>The same, and how often the option was priced.</summary>
    internal static Measure<double> OfAmerican(double price, in BlackScholesInputs inputs, out int pricings)
    {
        pricings = 0;
        var certain = inputs with { Volatility = 0 };
        certain.Check();
        if (!AmericanOption.CanBeExercisedEarly(certain))
        {
            return Of(price, inputs);
        }

        var slack = NearEnough * (inputs.Spot + inputs.Strike);
        if (!(price > AmericanOption.Price(certain) + slack))
        {
            return Measure.Unknown<double>("The price is not above what exercise brings, the option’s intrinsic value, so no volatility explains it.");
        }

        // A right that loses nothing by waiting would be worth the stock, or the strike, at the time at which that is worth most today.
        var bound = Math.Max(inputs.Sign > 0 ? inputs.Spot : inputs.Strike, inputs.Sign > 0 ? inputs.DiscountedSpot : inputs.DiscountedStrike);
        if (!(price < bound - slack))
        {
            return Measure.Unknown<double>("The price is above what the option can be worth at any volatility.");
        }

        return Measure.Known(Approach(price, inputs, slack, ref pricings));
    }

    // The European volatility is the most that it can be: the American option is worth the more at it.
    private static double Approach(double price, BlackScholesInputs inputs, double slack, ref int pricings)
    {
        var (low, high) = (0.0, Of(price, inputs).Value ?? LargestSpread / Math.Sqrt(inputs.Years));
        var volatility = Math.Min(high, 2 / Math.Sqrt(inputs.Years));
        (double Volatility, double Price)? last = null;
        var priceAt = AmericanOption.ByVolatility(inputs);
        while (pricings < MaximumPricings)
        {
            var found = priceAt(volatility);
            pricings++;
            if (Math.Abs(found - price) <= slack)
            {
                break;
            }

            (low, high) = found < price ? (volatility, high) : (low, Math.Min(high, volatility));
            var slope = last is { } before ? (found - before.Price) / (volatility - before.Volatility) : BlackScholes.Value(inputs with { Volatility = volatility }).VegaPerUnit;
            last = (volatility, found);
            var next = volatility - (found - price) / slope;
            next = next > low && next < high ? next : (low + high) / 2;
            if (Math.Abs(next - volatility) <= 1e-12 * volatility)
            {
                break;
            }

            volatility = next;
        }

        return volatility;
    }

    private static double Solve(double target, double spot, double strike)
    {
        var sign = spot < strike ? 1 : -1;
        var (low, high) = (0.0, LargestSpread);
        var spread = Start(target, spot, strike);
        for (var step = 0; step < MaximumSteps; step++)
        {
            var price = BlackScholes.Price(sign, spot, strike, spread);
            (low, high) = price < target ? (spread, high) : (low, spread);
            var slope = spot * NormalDistribution.Pdf(BlackScholes.Distances(spot, strike, spread).D1);
            var next = spread - price * Math.Log(price / target) / slope;
            if (Math.Abs(next - spread) <= 4e-16 * spread)
            {
                return next;
            }

            spread = next > low && next < high ? next : (low + high) / 2;
        }

        return spread;
    }

    private static double Start(double target, double spot, double strike)
    {
        var steepest = Math.Sqrt(2 * Math.Abs(Math.Log(spot / strike)));
        var atTheMoney = Math.Sqrt(2 * Math.PI) * target / spot;
        return Math.Clamp(Math.Max(steepest, atTheMoney), 1e-6, LargestSpread / 2);
    }
}
