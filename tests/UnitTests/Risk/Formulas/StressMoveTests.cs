using App.Core.Portfolios;
using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class StressMoveTests
{
    // Seven factors: the market falls by a fifth, yields rise by a point, growth beats value by .55, momentum stands still, quality .15, size −.1, low volatility −.3.
    private static readonly double[] Moves = [-0.2, -0.1445, 0.55, 0, 0.15, -0.1, -0.3];

    [Fact] // by hand: 1.5·(−.1) + .5·(−.04) = −.17; of it the market has 15 parts of 17
    public void Move_OfAWorkedExample_IsSharedByWhatEachFactorHasOfIt()
    {
        double[] slopes = [1.5, 0.5], moves = [-0.1, -0.04], factors = [0, 100];

        StressMove.Of(slopes, moves).ShouldBe(-0.17, 1e-16);
        StressMove.GainOfShare(1_000m, -0.17).ShouldBe(-170m);
        StressMove.GainOfOption(200m, 5, 3.5, 4).ShouldBe((-300m, 100m));
        StressMove.Share(-340, 1_000, slopes, moves, factors);
        factors.ShouldBe([-300, 60], 1e-12, "the shares are added to what is there");
    }

    // numpy 1.24, python 3.11: s = b @ m; gain = value * max(-1, s); shares = gain * b * m / s
    public static TheoryData<double[], double[], decimal, double, double, double[]> OfNumpy { get; } = new()
    {
        {
            [1.21, -0.07, 0.33, 0.18, -0.12, 0.41, -0.25], Moves, 50_000m, -0.03438499999999996, -1719.249999999998,
            [-12100, 505.75000000000006, 9075.000000000002, 0, -900, -2050, 3750.0000000000005]
        },
        {
            [0.62, 0.15, -0.41, -0.05, 0.22, -0.3, 0.48], Moves, -20_000m, -0.452175, 9043.5,
            [2480, 433.49999999999994, 4510, 0, -660, -600, 2880]
        },
        {
            [3.4, -0.2, 0.9, 0.4, -0.3, 1.6, -0.8], [-0.45, 0, 0.3, 0, 0.2, -0.25, -0.35], 8_000m, -1.4400000000000002, -8000,
            [-8499.999999999998, 0, 1499.9999999999998, 0, -333.3333333333333, -2222.222222222222, 1555.5555555555554]
        },
    };

    [Theory] // long, short, and one that the model would have lose more than it is worth
    [MemberData(nameof(OfNumpy))]
    public void Move_OfShares_IsNumpys(double[] slopes, double[] moves, decimal value, double move, double gain, double[] shares)
    {
        var factors = new double[7];

        StressMove.Of(slopes, moves).ShouldBe(move, 1e-12 * Math.Abs(move));
        var found = StressMove.GainOfShare(value, StressMove.Of(slopes, moves));
        ((double)found).ShouldBe(gain, 1e-12 * Math.Abs(gain));
        StressMove.Share((double)found, (double)value, slopes, moves, factors);
        for (var k = 0; k < shares.Length; k++)
        {
            factors[k].ShouldBe(shares[k], 1e-15 + (1e-12 * Math.Abs(shares[k])));
        }
    }

    [Fact] // python 3.11: Black and Scholes by math.erfc at S 182.5 × (1 + s), K 190, T .4, r .043, no dividends, σ .27 and .27 + .15; 200 units. Such a call is not exercised early.
    public void Gain_OfAnOption_IsThatOfPricingItAgain()
    {
        double[] slopes = [1.21, -0.07, 0.33, 0.18, -0.12, 0.41, -0.25], factors = new double[7];
        var inputs = new BlackScholesInputs(OptionType.Call, 182.5, 190, 0.4, 0.043, 0, 0.27);
        var spot = inputs.Spot * (1 + StressMove.Clamped(StressMove.Of(slopes, Moves)));
        var price = AmericanOption.BySpot(inputs);
        var shaken = AmericanOption.BySpot(inputs with { Volatility = StressMove.Shaken(inputs.Volatility, 0.15) });

        Near(spot, 176.2247375);
        Near(price(inputs.Spot), 10.546826971884428);
        Near(price(spot), 7.786605402402941);
        Near(shaken(spot), 14.362515782324124);
        var (byPrice, byVolatility) = StressMove.GainOfOption(200, price(inputs.Spot), price(spot), shaken(spot));
        Near((double)byPrice, -552.0443138962975);
        Near((double)byVolatility, 1315.1820759842367);
        StressMove.Share((double)byPrice, 1, slopes, Moves, factors);
        double[] shares = [-3885.2617118773933, 162.39430667619766, 2913.9462839080447, 0, -288.98640832145895, -658.2468189544344, 1204.1100346727458];
        for (var k = 0; k < shares.Length; k++)
        {
            Near(factors[k], shares[k]);
        }

        static void Near(double found, double expected) => found.ShouldBe(expected, 1e-15 + (1e-10 * Math.Abs(expected)));
    }

    [Fact]
    public void Move_OfAnyHolding_IsLinear_NeverWorseThanNothing_AndItsSharesAreTheWhole()
    {
        var random = new Random(53);
        double[] Any(double size) => [.. Enumerable.Range(0, 7).Select(_ => size * (random.NextDouble() - 0.5))];
        for (var trial = 0; trial < 500; trial++)
        {
            double[] slopes = Any(4), moves = Any(1), others = Any(1), factors = new double[7];
            var (a, b, value) = (random.NextDouble() - 0.5, random.NextDouble() - 0.5, (decimal)(100_000 * (random.NextDouble() - 0.5)));
            var move = StressMove.Of(slopes, moves);

            StressMove.Of(slopes, [.. moves.Zip(others, (one, other) => (a * one) + (b * other))]).ShouldBe((a * move) + (b * StressMove.Of(slopes, others)), 1e-13);
            StressMove.Of([.. slopes.Select(slope => -slope)], moves).ShouldBe(-move);
            StressMove.Of([.. slopes.Reverse()], [.. moves.Reverse()]).ShouldBe(move, 1e-14);
            StressMove.Clamped(move).ShouldBe(move >= -1 ? move : -1);
            StressMove.Clamped(StressMove.Clamped(move)).ShouldBe(StressMove.Clamped(move));
            var gain = StressMove.GainOfShare(value, move);
            StressMove.GainOfShare(-value, move).ShouldBe(-gain, "a short gains what a long loses");
            (gain * Math.Sign(value)).ShouldBeGreaterThanOrEqualTo(-Math.Abs(value), "nothing loses more than it is worth");
            StressMove.Share((double)gain, (double)value, slopes, moves, factors);
            factors.Sum().ShouldBe((double)gain, 1e-9 * factors.Max(Math.Abs));
        }
    }

    [Fact]
    public void Move_AtItsEdges()
    {
        StressMove.Of([], []).ShouldBe(0);
        StressMove.Of([1.2, -3], [0, 0]).ShouldBe(0);
        StressMove.GainOfShare(12_345.67m, StressMove.Of([1.2, -3], [0, 0])).ShouldBe(0, "no shock is exactly nothing");
        StressMove.GainOfShare(12_345.67m, -5).ShouldBe(-12_345.67m);
        StressMove.GainOfShare(-12_345.67m, -5).ShouldBe(12_345.67m);
        StressMove.Clamped(StressMove.Worst).ShouldBe(-1);
        StressMove.Shaken(0.2, 0.15).ShouldBe(0.35, 1e-15);
        StressMove.Shaken(0.2, -0.3).ShouldBe(0, "no volatility is less than none");
        StressMove.GainOfOption(-300, 4.25, 4.25, 4.25).ShouldBe((0m, 0m));
        Should.Throw<ArgumentOutOfRangeException>(() => StressMove.Of([1, 2], [1]));

        // Two that cancel out: gain ÷ s is 0 ÷ 0, and the exposure stands in for it.
        double[] factors = [0, 0];
        StressMove.Share(0, 1_000, [1, -1], [0.1, 0.1], factors);
        factors.ShouldBe([100, -100], 1e-12);
    }
}
