using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class ExerciseBoundaryTests
{
    [Fact] // of a put that never expires: B = K·γ ÷ (γ − 1), γ the negative root of ½σ²γ(γ − 1) + (r − q)γ = r (Merton 1973)
    public void Boundary_OfLongTime_IsThatOfThePerpetualPut()
    {
        foreach (var (rate, yield, volatility) in new[] { (0.05, 0.0, 0.3), (0.08, 0.04, 0.25), (0.06, -0.01, 0.4), (0.05, 0.05, 0.35) })
        {
            var (variance, drift) = (volatility * volatility, rate - yield - volatility * volatility / 2);
            var power = (-drift - Math.Sqrt(drift * drift + 2 * variance * rate)) / variance;

            BoundaryOf(ExerciseBoundary.Solve(100, rate, yield, volatility, 200)).ShouldBe(100 * power / (power - 1), 0.02, $"{rate} {yield}");
        }
    }

    [Fact] // at the end it is the strike, or where the dividends of a day are its interest
    public void Boundary_OfNoTime_IsTheStrike_OrWhereDividendsEqualInterest()
    {
        BoundaryOf(ExerciseBoundary.Solve(100, 0.05, 0.02, 0.2, 1e-7)).ShouldBe(100, 0.1);
        BoundaryOf(ExerciseBoundary.Solve(100, 0.03, 0.06, 0.2, 1e-7)).ShouldBe(50, 0.1);
        BoundaryOf(ExerciseBoundary.Solve(100, 0, -0.03, 0.2, 1e-7)).ShouldBe(100, 0.1);
    }

    [Fact]
    public void Boundary_FallsWithTimeAndVolatility_AndScalesWithTheStrike()
    {
        var last = 100.0;
        foreach (var years in new[] { 0.01, 0.1, 0.5, 1, 3, 10, 30 })
        {
            var boundary = BoundaryOf(ExerciseBoundary.Solve(100, 0.05, 0.01, 0.25, years));
            boundary.ShouldBeLessThan(last);
            BoundaryOf(ExerciseBoundary.Solve(100, 0.05, 0.01, 0.4, years)).ShouldBeLessThan(boundary);
            BoundaryOf(ExerciseBoundary.Solve(250, 0.05, 0.01, 0.25, years)).ShouldBe(2.5 * boundary, 1e-4);
            last = boundary;
        }
    }

    [Fact]
    public void Premium_AtTheBoundary_MakesThePriceWhatExerciseBrings_AndItsSlopeMinusOne()
    {
        foreach (var (rate, yield, years) in new[] { (0.05, 0.0, 1.0), (0.04, 0.07, 2), (0.06, -0.02, 0.5), (0, -0.03, 3), (0.2, 0, 20) })
        {
            var found = ExerciseBoundary.Solve(100, rate, yield, 0.25, years);
            var spot = BoundaryOf(found) * (1 + 1e-9);
            var (value, slope) = found.Premium(spot);
            var european = BlackScholes.Value(new(App.Core.Portfolios.OptionType.Put, spot, 100, years, rate, yield, 0.25));

            (european.Price + value).ShouldBe(100 - spot, 1e-3, $"{rate} {yield}");
            (european.Delta + slope).ShouldBe(-1, 2e-3, $"{rate} {yield}");
        }
    }

    [Fact]
    public void Boundary_FromANeighbour_IsTheSame()
    {
        var near = ExerciseBoundary.Solve(100, 0.05, 0.02, 0.25, 1);

        BoundaryOf(ExerciseBoundary.Solve(100, 0.0501, 0.02, 0.251, 1, near)).ShouldBe(BoundaryOf(ExerciseBoundary.Solve(100, 0.0501, 0.02, 0.251, 1)), 1e-3);
    }

    // Where it is best to exercise, by halving.
    private static double BoundaryOf(ExerciseBoundary found)
    {
        var (low, high) = (1e-6, 1e3);
        while (high - low > 1e-10 * high)
        {
            var middle = (low + high) / 2;
            (low, high) = found.IsReached(middle) ? (middle, high) : (low, middle);
        }

        return low;
    }
}
