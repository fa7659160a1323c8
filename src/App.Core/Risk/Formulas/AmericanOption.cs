using App.Core.Portfolios;

namespace App.Core.Risk.Formulas;

/// <summary>Price and Greeks of an option that may be exercised on any day until its expiration.</summary>
/// <remarks>
/// See docs/formulas/american.md. Worth what the European option is and what early exercise adds, see <see cref="ExerciseBoundary"/>; a call is the put with spot and strike, rate and yield
/// exchanged (McDonald and Schroder 1998). Where early exercise never pays (a call without dividends, a put without interest) it is the European option to the last bit. Edges and
/// errors as for <see cref="BlackScholes"/>; never less than at once exercised.
/// </remarks>
public static class AmericanOption
{
    // σ√T below which there is nothing to wait for but interest and dividends.
    private const double NoSpread = 1e-6;
    private const double VolatilityStep = 1e-3;
    private const double RateStep = 1e-4;
    private const double SpotStep = 1e-3;

    /// <summary>Whether an American option of these terms can be worth more than a European one: interest on the strike for a put, dividends for a call.</summary>
    public static bool CanBeExercisedEarly(in BlackScholesInputs inputs) =>
        !inputs.IsExpired && inputs.Spot > 0 && (inputs.Type == OptionType.Put ? inputs.Rate > 0 && inputs.DividendYield >= 0 : inputs.DividendYield > 0 && inputs.Rate >= 0);

    /// <summary>The price per share.</summary>
    public static double Price(in BlackScholesInputs inputs)
    {
        inputs.Check();
        return CanBeExercisedEarly(inputs) ? Price(inputs, BoundaryOf(inputs)) : BlackScholes.Price(inputs);
    }

    /// <summary>The price as a function of the spot, all else as given: when it is best to exercise is found once.</summary>
    public static Func<double, double> BySpot(BlackScholesInputs inputs)
    {
        inputs.Check();
        if (!CanBeExercisedEarly(inputs))
        {
            return spot => BlackScholes.Price(inputs with { Spot = spot });
        }

        var boundary = BoundaryOf(inputs);
        return spot => spot > 0 ? Price(inputs with { Spot = spot }, boundary) : BlackScholes.Price(inputs with { Spot = spot, Years = 0 });
    }

    /// <summary>The price and the Greeks per share.</summary>
    public static OptionValue Value(in BlackScholesInputs inputs)
    {
        inputs.Check();
        if (!CanBeExercisedEarly(inputs))
        {
            return BlackScholes.Value(inputs);
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
            Slope(boundary, inputs with { Rate = inputs.Rate + RateStep }, inputs with { Rate = inputs.Rate - RateStep }, 2 * RateStep));
    }

    // The boundaries of what differs by so little are found from the option's own in a step or two.
    private static double Slope(ExerciseBoundary near, in BlackScholesInputs above, in BlackScholesInputs below, double width) => (PriceNear(near, above) - PriceNear(near, below)) / width;

    private static double PriceNear(ExerciseBoundary near, in BlackScholesInputs inputs) => CanBeExercisedEarly(inputs) ? Price(inputs, BoundaryOf(inputs, near)) : BlackScholes.Price(inputs);

    private static double SlopeAt(double spot, in BlackScholesInputs inputs, ExerciseBoundary boundary)
    {
        var moved = inputs with { Spot = spot };
        return IsReached(moved, boundary) ? inputs.Sign : Alive(moved, boundary).Delta;
    }

    private static double Price(in BlackScholesInputs inputs, ExerciseBoundary? boundary)
    {
        if (boundary is null)
        {
            // Exercised now or at the end, whichever is worth more: with nothing uncertain the best time is one of them or, rarely, one between, by which little is gained.
            return Math.Max(Intrinsic(inputs), BlackScholes.Price(inputs));
        }

        return IsReached(inputs, boundary) ? Intrinsic(inputs) : Alive(inputs, boundary).Price;
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
