using App.Core.Portfolios;

namespace App.Core.Risk.Formulas;

/// <summary>Price and Greeks of an option that may be exercised on any day until its expiration.</summary>
/// <remarks>
/// See docs/formulas/american.md. Worth what the European option is and what early exercise adds, see <see cref="ExerciseBoundary"/>; a call is the put with spot and strike, rate and yield
/// exchanged (McDonald and Schroder 1998). Exercising a put earns the rate on the strike and forgoes the yield on the spot; a call the other way about. Where what is earned is not
/// positive and not more than what is forgone, early exercise never pays (a call without dividends, a put without interest) and it is the European option to the last bit. Where both
/// are negative and the forgone is the more so, exercise pays between two prices, and a lattice stands in (<see cref="ExerciseLattice"/>). Edges and errors as for
/// <see cref="BlackScholes"/>; never less than at once exercised.
/// </remarks>
public static class AmericanOption
{
    // σ√T below which there is nothing to wait for but interest and dividends.
    private const double NoSpread = 1e-6;
    private const double VolatilityStep = 1e-3;
    private const double RateStep = 1e-4;
    private const double SpotStep = 1e-3;

    // A lattice's price is known to fewer digits, so differences are taken over more.
    private const double LatticeVolatilityStep = 1e-2;
    private const double LatticeRateStep = 1e-3;
    private const double LatticeSpotStep = 2e-2;

    /// <summary>Whether an American option of these terms can be worth more than a European one: interest on the strike for a put, dividends for a call, or less lost by holding money than the stock.</summary>
    public static bool CanBeExercisedEarly(in BlackScholesInputs inputs)
    {
        var (earned, forgone) = Carry(inputs);
        return !inputs.IsExpired && (earned > 0 || forgone < earned) && (inputs.Spot > 0 || (inputs.Type == OptionType.Put && earned > 0));
    }

    /// <summary>The price per share.</summary>
    public static double Price(in BlackScholesInputs inputs)
    {
        inputs.Check();
        return PriceNear(null, inputs);
    }

    /// <summary>The price as a function of the spot, all else as given: when it is best to exercise is found once.</summary>
    public static Func<double, double> BySpot(BlackScholesInputs inputs)
    {
        inputs.Check();
        if (!CanBeExercisedEarly(inputs))
        {
            return spot => BlackScholes.Price(inputs with { Spot = spot });
        }

        if (HasTwoBoundaries(inputs))
        {
            return spot => PriceNear(null, inputs with { Spot = spot });
        }

        var boundary = BoundaryOf(inputs);
        return spot => spot > 0 ? Price(inputs with { Spot = spot }, boundary) : BlackScholes.Price(inputs with { Spot = spot, Years = 0 });
    }

    /// <summary>
    /// The price as a function of the volatility, all else as given, for one who looks for it: each boundary is found from the one before. To the digits that a boundary is known to
    /// the same as <see cref="Price(in BlackScholesInputs)"/>. Not for several threads.
    /// </summary>
    internal static Func<double, double> ByVolatility(BlackScholesInputs inputs)
    {
        ExerciseBoundary? last = null;
        return volatility =>
        {
            var asked = inputs with { Volatility = volatility };
            if (!CanBeExercisedEarly(asked) || HasTwoBoundaries(asked))
            {
                return PriceNear(null, asked);
            }

            last = BoundaryOf(asked, last is not null && last.IsAsFineAs(asked.Rate, asked.DividendYield, volatility, asked.Years) ? last : null);
            return Price(asked, last);
        };
    }

    /// <summary>The price and the Greeks per share.</summary>
    public static OptionValue Value(in BlackScholesInputs inputs)
    {
        inputs.Check();
        if (!CanBeExercisedEarly(inputs))
        {
            return BlackScholes.Value(inputs);
        }

        if (HasTwoBoundaries(inputs))
        {
            return ByLattice(inputs);
        }

        var boundary = BoundaryOf(inputs);
        if (boundary is null || IsReached(inputs, boundary))
        {
            // Nothing is uncertain, or it is exercised today.
            var price = Price(inputs, boundary);
            return price <= Intrinsic(inputs) ? new OptionValue(price, inputs.Sign, 0, 0, 0, 0) : BlackScholes.Value(inputs) with { Price = price };
        }

        var (value, delta) = Alive(inputs, boundary);
        var step = inputs.Spot * SpotStep;
        var gamma = Math.Max(0, (SlopeAt(inputs.Spot + step, inputs, boundary) - SlopeAt(inputs.Spot - step, inputs, boundary)) / (2 * step));
        var (spot, variance) = (inputs.Spot, inputs.Volatility * inputs.Volatility);
        return new OptionValue(
            value,
            delta,
            gamma,
            inputs.Rate * value - (inputs.Rate - inputs.DividendYield) * spot * delta - variance * spot * spot * gamma / 2,
            Math.Max(0, Slope(
                boundary,
                inputs with { Volatility = inputs.Volatility + VolatilityStep },
                inputs with { Volatility = Math.Max(0, inputs.Volatility - VolatilityStep) },
                inputs.Volatility < VolatilityStep ? inputs.Volatility + VolatilityStep : 2 * VolatilityStep)),
            SlopeByRate(boundary, inputs, RateStep));
    }

    // What exercise earns a year on what it brings, and forgoes on what it gives up: interest and dividends for a put, the other way about for a call.
    private static (double Earned, double Forgone) Carry(in BlackScholesInputs inputs) =>
        inputs.Type == OptionType.Put ? (inputs.Rate, inputs.DividendYield) : (inputs.DividendYield, inputs.Rate);

    private static bool HasTwoBoundaries(in BlackScholesInputs inputs)
    {
        var (earned, forgone) = Carry(inputs);
        return earned < 0 && forgone < earned;
    }

    private static OptionValue ByLattice(BlackScholesInputs inputs)
    {
        var price = PriceNear(null, inputs);
        if (price <= Intrinsic(inputs))
        {
            return new OptionValue(price, inputs.Sign, 0, 0, 0, 0);
        }

        var (spot, step) = (inputs.Spot, inputs.Spot * LatticeSpotStep);
        var (up, down) = (PriceNear(null, inputs with { Spot = spot + step }), PriceNear(null, inputs with { Spot = spot - step }));
        var delta = inputs.Sign * Math.Clamp(inputs.Sign * (up - down) / (2 * step), 0, 1);
        var gamma = Math.Max(0, (up - 2 * price + down) / (step * step));
        var lower = Math.Max(0, inputs.Volatility - LatticeVolatilityStep);
        return new OptionValue(
            price,
            delta,
            gamma,
            inputs.Rate * price - (inputs.Rate - inputs.DividendYield) * spot * delta - inputs.Volatility * inputs.Volatility * spot * spot * gamma / 2,
            Math.Max(0, Slope(
                null, inputs with { Volatility = inputs.Volatility + LatticeVolatilityStep }, inputs with { Volatility = lower }, inputs.Volatility + LatticeVolatilityStep - lower)),
            SlopeByRate(null, inputs, LatticeRateStep));
    }

    // The boundaries of what differs by so little are found from the option's own in a step or two.
    private static double Slope(ExerciseBoundary? near, in BlackScholesInputs above, in BlackScholesInputs below, double width) => (PriceNear(near, above) - PriceNear(near, below)) / width;

    // A lattice and a boundary differ in the last digits that they know: no difference is taken of one of each.
    private static double SlopeByRate(ExerciseBoundary? near, in BlackScholesInputs inputs, double step)
    {
        var (above, below, isTwo) = (inputs with { Rate = inputs.Rate + step }, inputs with { Rate = inputs.Rate - step }, HasTwoBoundaries(inputs));
        return HasTwoBoundaries(below) != isTwo ? Slope(near, above, inputs, step)
            : HasTwoBoundaries(above) != isTwo ? Slope(near, inputs, below, step)
            : Slope(near, above, below, 2 * step);
    }

    private static double PriceNear(ExerciseBoundary? near, in BlackScholesInputs inputs) =>
        !CanBeExercisedEarly(inputs) ? BlackScholes.Price(inputs)
        : !HasTwoBoundaries(inputs) ? Price(inputs, BoundaryOf(inputs, near))
        : inputs.Volatility * Math.Sqrt(inputs.Years) < NoSpread ? Certain(inputs)
        : Math.Max(Intrinsic(inputs), ExerciseLattice.Price(inputs));

    private static double SlopeAt(double spot, in BlackScholesInputs inputs, ExerciseBoundary boundary)
    {
        var moved = inputs with { Spot = spot };
        return IsReached(moved, boundary) ? inputs.Sign : Alive(moved, boundary).Delta;
    }

    private static double Price(in BlackScholesInputs inputs, ExerciseBoundary? boundary)
    {
        return boundary is null ? Certain(inputs) : IsReached(inputs, boundary) ? Intrinsic(inputs) : Alive(inputs, boundary).Price;
    }

    // With nothing uncertain it is exercised at the best of the times: now, at the end, or when what is earned and what is forgone are equal.
    private static double Certain(in BlackScholesInputs inputs)
    {
        var best = Math.Max(Intrinsic(inputs), BlackScholes.Price(inputs));
        var (interest, dividends) = (inputs.Rate * inputs.Strike, inputs.DividendYield * inputs.Spot);
        var even = Math.Log(interest / dividends) / (inputs.Rate - inputs.DividendYield);
        return even > 0 && even < inputs.Years ? Math.Max(best, BlackScholes.Price(inputs with { Years = even })) : best;
    }

    private static (double Price, double Delta) Alive(in BlackScholesInputs inputs, ExerciseBoundary boundary)
    {
        var european = BlackScholes.Value(inputs);
        if (inputs.Type == OptionType.Put)
        {
            var (value, slope) = boundary.Premium(inputs.Spot);
            return (Math.Max(Intrinsic(inputs), european.Price + Math.Max(0, value)), Math.Clamp(european.Delta + slope, -1, 0));
        }

        // The boundary is the put's of spot K on strike 1: its premium is homogeneous in both, S·premium(K ÷ S).
        var ratio = inputs.Strike / inputs.Spot;
        var (mirrored, byRatio) = boundary.Premium(ratio);
        return (Math.Max(Intrinsic(inputs), european.Price + Math.Max(0, inputs.Spot * mirrored)), Math.Clamp(european.Delta + mirrored - ratio * byRatio, 0, 1));
    }

    private static bool IsReached(in BlackScholesInputs inputs, ExerciseBoundary boundary) =>
        boundary.IsReached(inputs.Type == OptionType.Put ? inputs.Spot : inputs.Strike / inputs.Spot);

    private static ExerciseBoundary? BoundaryOf(in BlackScholesInputs inputs, ExerciseBoundary? near = null) =>
        inputs.Volatility * Math.Sqrt(inputs.Years) < NoSpread
            ? null
            : inputs.Type == OptionType.Put
                ? ExerciseBoundary.Solve(inputs.Strike, inputs.Rate, inputs.DividendYield, inputs.Volatility, inputs.Years, near)
                : ExerciseBoundary.Solve(1, inputs.DividendYield, inputs.Rate, inputs.Volatility, inputs.Years, near);

    private static double Intrinsic(in BlackScholesInputs inputs) => Math.Max(0, inputs.Sign * (inputs.Spot - inputs.Strike));
}
