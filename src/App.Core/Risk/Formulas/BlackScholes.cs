namespace App.Core.Risk.Formulas;

/// <summary>Price and Greeks of a European option by Black, Scholes and Merton, with a continuous dividend yield.</summary>
/// <remarks>
/// See docs/formulas/black-scholes.md. Expired (T ≤ 0): intrinsic value, delta ±1 in the money, else 0, other Greeks 0. No volatility: the
/// discounted forward's intrinsic value and its derivatives; gamma and vega 0. No result is ever NaN or infinite; inputs that would make it so
/// throw <see cref="ArgumentOutOfRangeException"/>.
/// </remarks>
public static class BlackScholes
{
    /// <summary>σ√T below which the outcome counts as certain.</summary>
    private const double NoSpread = 1e-10;

    /// <summary>The price per share; 0 or more.</summary>
    public static double Price(in BlackScholesInputs inputs)
    {
        inputs.Check();
        var sign = inputs.Sign;
        if (inputs.IsExpired)
        {
            return Math.Max(0, sign * (inputs.Spot - inputs.Strike));
        }

        var (spot, strike) = (inputs.DiscountedSpot, inputs.DiscountedStrike);
        return Price(sign, spot, strike, inputs.Volatility * Math.Sqrt(inputs.Years));
    }

    /// <summary>The price and the Greeks per share.</summary>
    public static OptionValue Value(in BlackScholesInputs inputs)
    {
        inputs.Check();
        return inputs.IsExpired ? AtExpiration(inputs) : Alive(inputs);
    }

    /// <summary>The price from discounted spot and strike and the total volatility σ√T.</summary>
    internal static double Price(int sign, double spot, double strike, double spread)
    {
        var (d1, d2) = Distances(spot, strike, spread);
        return Math.Max(0, sign * (spot * NormalDistribution.Cdf(sign * d1) - strike * NormalDistribution.Cdf(sign * d2)));
    }

    /// <summary>d1 and d2 from discounted spot and strike; infinite or 0 when nothing is uncertain.</summary>
    internal static (double D1, double D2) Distances(double spot, double strike, double spread)
    {
        var moneyness = Math.Log(spot / strike);
        if (spread >= NoSpread)
        {
            var middle = moneyness / spread;
            return (middle + spread / 2, middle - spread / 2);
        }

        var side = moneyness switch { > 0 => double.PositiveInfinity, < 0 => double.NegativeInfinity, _ => 0 };
        return (side, side);
    }

    private static OptionValue AtExpiration(in BlackScholesInputs inputs)
    {
        var intrinsic = inputs.Sign * (inputs.Spot - inputs.Strike);
        return intrinsic > 0 ? new OptionValue(intrinsic, inputs.Sign, 0, 0, 0, 0) : default;
    }

    private static OptionValue Alive(in BlackScholesInputs inputs)
    {
        var (sign, spot, strike) = (inputs.Sign, inputs.DiscountedSpot, inputs.DiscountedStrike);
        var rootYears = Math.Sqrt(inputs.Years);
        var spread = inputs.Volatility * rootYears;
        var (d1, d2) = Distances(spot, strike, spread);
        var isCertain = spread < NoSpread || inputs.Spot <= 0;
        var density = isCertain ? 0 : NormalDistribution.Pdf(d1);
        var spotPart = spot * NormalDistribution.Cdf(sign * d1);
        var strikePart = strike * NormalDistribution.Cdf(sign * d2);

        return new OptionValue(
            Price: Math.Max(0, sign * (spotPart - strikePart)),
            Delta: sign * Math.Exp(-inputs.DividendYield * inputs.Years) * NormalDistribution.Cdf(sign * d1),
            Gamma: isCertain ? 0 : spot * density / (inputs.Spot * inputs.Spot * spread),
            ThetaPerYear: sign * (inputs.DividendYield * spotPart - inputs.Rate * strikePart) - spot * density * inputs.Volatility / (2 * rootYears),
            VegaPerUnit: spot * density * rootYears,
            RhoPerUnit: sign * inputs.Years * strikePart);
    }
}
