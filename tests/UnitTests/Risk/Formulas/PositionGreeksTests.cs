using App.Core.Portfolios;
using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class PositionGreeksTests
{
    [Fact] // by hand: 2 contracts of 100, delta .5 at 40 dollars; of 1 %, 40 cents, gamma .02 makes .008 of delta
    public void OfOption_AWorkedExample()
    {
        var found = PositionGreeks.OfOption(200, new OptionValue(3, 0.5, 0.02, -7.3, 12, 5), 40);

        Near(found, 4_000, 100, 64, 4, -4, 24, 10);
    }

    [Fact] // python 3.11, math.erfc: S 182.5, K 190, T .4, r .043, q .006, σ .27, 300 units; S 96.25, K 90, T .75, r .043, q 0, σ .41, −200 units
    public void OfOption_BoughtAndWritten_IsThatOfTheClosedFormula()
    {
        var call = new BlackScholesInputs(OptionType.Call, 182.5, 190, 0.4, 0.043, 0.006, 0.27);
        var put = new BlackScholesInputs(OptionType.Put, 96.25, 90, 0.75, 0.043, 0, 0.41);

        Near(
            PositionGreeks.OfOption(300, BlackScholes.Value(call), call.Spot),
            25920.2357393392, 142.02868898268056, 1273.4279109181343, 3.823390237322228, -14.978995535406613, 137.53021437915856, 91.27535344770675);
        Near(
            PositionGreeks.OfOption(-200, BlackScholes.Value(put), put.Spot),
            6230.724059353564, 64.73479542185521, -194.7987022673654, -2.1027351906074188, 3.5427968949240065, -59.900600947214855, 60.02829521685066);
    }

    [Fact]
    public void OfOption_AnyOption_IsLinearInItsUnits_AndWhatPricingAgainShows()
    {
        var random = new Random(61);
        for (var trial = 0; trial < 200; trial++)
        {
            var inputs = new BlackScholesInputs(
                trial % 2 == 0 ? OptionType.Call : OptionType.Put, 100, 80 + (40 * random.NextDouble()), 0.1 + random.NextDouble(), 0.04, 0.02 * random.NextDouble(), 0.15 + (0.4 * random.NextDouble()));
            var units = Math.Round(1_000 * (random.NextDouble() - 0.5));
            PositionGreeks Of(double count, double spot) => PositionGreeks.OfOption(count, BlackScholes.Value(inputs with { Spot = spot }), spot);
            var (one, all) = (Of(1, 100), Of(units, 100));

            Near(all, [.. Parts(one).Select(part => units * part)]);
            Near(Of(-units, 100), [.. Parts(all).Select(part => -part)]);
            all.Delta.ShouldBe(100 * all.DeltaShares, 1e-9);
            ((Of(units, 100.01).DeltaShares - Of(units, 99.99).DeltaShares) / 0.02).ShouldBe(all.GammaShares, 1e-5 * (1 + Math.Abs(all.GammaShares)));
            all.GammaPerPercent.ShouldBe(100 * all.GammaShares, 1e-9, "at 100 dollars a percent is a dollar");
        }
    }

    [Fact]
    public void OfShares_AndAtItsEdges()
    {
        PositionGreeks.OfShares(-30, -4_500).ShouldBe(new PositionGreeks(-4_500, -30, 0, 0, 0, 0, 0));
        PositionGreeks.OfOption(0, new OptionValue(3, 0.5, 0.02, -7.3, 12, 5), 40).ShouldBe(default);

        // At expiry in the money it is shares; at a spot of nothing it is nothing.
        var expired = new BlackScholesInputs(OptionType.Call, 120, 100, 0, 0.04, 0, 0.3);
        PositionGreeks.OfOption(100, BlackScholes.Value(expired), 120).ShouldBe(PositionGreeks.OfShares(100, 12_000));
        PositionGreeks.OfOption(100, BlackScholes.Value(expired with { Years = 1, Spot = 0 }), 0).ShouldSatisfyAllConditions(
            found => found.Delta.ShouldBe(0), found => found.GammaPerPercent.ShouldBe(0), found => Parts(found).ShouldAllBe(part => double.IsFinite(part)));
    }

    private static double[] Parts(PositionGreeks of) => [of.Delta, of.DeltaShares, of.GammaPerPercent, of.GammaShares, of.ThetaPerDay, of.VegaPerPoint, of.RhoPerPoint];

    private static void Near(PositionGreeks found, params double[] expected)
    {
        foreach (var (part, value) in Parts(found).Zip(expected))
        {
            part.ShouldBe(value, 1e-10 * Math.Abs(value));
        }
    }
}
