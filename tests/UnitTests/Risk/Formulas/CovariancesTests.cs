using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class CovariancesTests
{
    private static double[][] Panel => [.. new[] { "SPY", "MTUM", "QUAL", "SIZE" }.Select(symbol => PanelReturns.Of(symbol)[^252..])];

    [Fact] // numpy 1.24: w = .94**arange(251, -1, -1); w /= w.sum(); (F * w) @ F.T
    public void Weighted_OfThePanel_IsNumpys()
    {
        double[,] expected =
        {
            { 0.00017386111896238856, 0.00011816574878682445, 0.00018696059058861597, 0.00017505685938705518 },
            { 0.00011816574878682445, 0.00010358455787978465, 0.0001272643437225958, 0.00011831966809613116 },
            { 0.00018696059058861597, 0.0001272643437225958, 0.00020402845715337929, 0.00018934783096163804 },
            { 0.00017505685938705518, 0.00011831966809613116, 0.00018934783096163804, 0.00018261713676858825 },
        };
        var found = Covariances.Weighted(Panel);
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                found[i, j].ShouldBe(expected[i, j], 1e-8 * expected[i, j]);
            }
        }
    }

    [Fact] // numpy 1.24: C[u, s] @ linalg.solve(C[s, s], [-.2, .05])
    public void Expected_OfThePanel_IsNumpys()
    {
        var moves = Covariances.Expected(Covariances.Weighted(Panel), [-0.2, null, 0.05, null]);

        (moves[0], moves[2]).ShouldBe((-0.2, 0.05));
        moves[1].ShouldBe(-0.11855339540915821, 1e-8 * 0.11855339540915821);
        moves[3].ShouldBe(-0.10345282993725391, 1e-8 * 0.10345282993725391);
    }

    [Fact]
    public void Weighted_WithoutDecay_CountsAllAlike_AndOneRowIsEnough()
    {
        Covariances.Weighted([[1, 2, 3], [1, 0, -1]], decay: 1).Cast<double>().ShouldBe([14 / 3.0, -2 / 3.0, -2 / 3.0, 2 / 3.0], 1e-14);
        Covariances.Weighted([[0.5]])[0, 0].ShouldBe(0.25, 1e-15);
        Should.Throw<ArgumentOutOfRangeException>(() => Covariances.Weighted([]));
        Should.Throw<ArgumentOutOfRangeException>(() => Covariances.Weighted([[]]));
        Should.Throw<ArgumentOutOfRangeException>(() => Covariances.Weighted([[1]], decay: 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Covariances.Weighted([[1]], decay: 1.1));
    }

    [Fact]
    public void Weighted_OfAnySeries_GivesNoBookANegativeVariance_AndExpectedIsLinearInTheShocks()
    {
        var random = new Random(47);
        for (var trial = 0; trial < 100; trial++)
        {
            double[][] series = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 3 + trial).Select(_ => random.NextDouble() - 0.5).ToArray())];
            var covariance = Covariances.Weighted(series);
            double[] weights = [.. series.Select(_ => random.NextDouble() - 0.5)];
            Enumerable.Range(0, 5).Sum(i => Enumerable.Range(0, 5).Sum(j => weights[i] * weights[j] * covariance[i, j])).ShouldBeGreaterThanOrEqualTo(-1e-15);
            var (one, twice) = (Covariances.Expected(covariance, [0.1, null, -0.2, null, null]), Covariances.Expected(covariance, [0.2, null, -0.4, null, null]));
            twice.ShouldBe([.. one.Select(move => 2 * move)], 1e-12 + 1e-9 * one.Max(Math.Abs));
        }
    }
}
