using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class RiskSplitTests
{
    [Fact] // b = .6·1 + .4·.5 = .8; .8²·.04 = .0256; .36·.01 + .16·.0225 = .0072
    public void Of_AWorkedExample()
    {
        var split = RiskSplit.Of([0.6, 0.4], [[1], [0.5]], new[,] { { 0.04 } }, [0.1, 0.15]).ShouldNotBeNull();

        split.Volatility.ShouldBe(Math.Sqrt(0.0328), 1e-15);
        split.FactorShares.ShouldBe([0.0256 / 0.0328], 1e-14);
        split.SpecificShare.ShouldBe(0.0072 / 0.0328, 1e-14);
        split.Marginal[0].ShouldBe((0.032 + 0.006) / Math.Sqrt(0.0328), 1e-14);
    }

    [Fact]
    public void Of_NothingThatVaries_IsUnknown()
    {
        RiskSplit.Of([], [], new double[1, 1], []).ShouldBeNull();
        RiskSplit.Of([0], [[1]], new[,] { { 1.0 } }, [1]).ShouldBeNull();
    }

    [Fact]
    public void Parts_SumToTheWhole_AndMarginalIsTheDerivative()
    {
        var random = new Random(17);
        for (var trial = 0; trial < 200; trial++)
        {
            var n = 1 + trial % 30;
            double[][] rows = [.. Enumerable.Range(0, 7).Select(_ => Enumerable.Range(0, 40).Select(_ => random.NextDouble() - 0.5).ToArray())];
            var covariance = Covariances.Weighted(rows);
            double[] weights = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.4)], own = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
            double[][] loadings = [.. Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, 7).Select(_ => random.NextDouble() - 0.5).ToArray())];
            var split = RiskSplit.Of(weights, loadings, covariance, own).ShouldNotBeNull();

            split.Component.Sum().ShouldBe(split.Volatility, 1e-12);
            (split.FactorShares.Sum() + split.SpecificShare).ShouldBe(1, 1e-12);
            var moved = RiskSplit.Of([weights[0] + 1e-6, .. weights[1..]], loadings, covariance, own)!.Volatility;
            split.Marginal[0].ShouldBe((moved - split.Volatility) / 1e-6, 1e-4);
        }
    }

    [Fact] // λ = 0.5, weights 1/7, 2/7, 4/7
    public void Weighted_CountsTheNewestMost()
    {
        var covariance = Covariances.Weighted([[1, 2, 3], [1, 0, -1]], decay: 0.5);

        covariance[0, 0].ShouldBe((1 + 2 * 4 + 4 * 9) / 7.0, 1e-14);
        covariance[0, 1].ShouldBe((1 - 4 * 3) / 7.0, 1e-14);
        covariance[1, 0].ShouldBe(covariance[0, 1]);
    }

    [Fact] // of two with variances 4 and 9 and covariance 3, the second moves by ¾ of the first
    public void Expected_MovesTheOthersByTheirCovariance()
    {
        double[,] covariance = { { 4, 3, 0 }, { 3, 9, 0 }, { 0, 0, 1 } };

        Covariances.Expected(covariance, [-0.2, null, null]).ShouldBe([-0.2, -0.15, 0], 1e-14);
        Covariances.Expected(covariance, [null, null, null]).ShouldBe([0, 0, 0]);
        Covariances.Expected(covariance, [-0.2, 0.1, 0.3]).ShouldBe([-0.2, 0.1, 0.3]);
        Covariances.Expected(new double[,] { { 1, 1, 1 }, { 1, 1, 1 }, { 1, 1, 1 } }, [0.1, 0.1, null])[2].ShouldBe(0.1, 1e-12);
    }

    [Fact] // numpy 1.24 and statsmodels 0.13.5: three stocks on four funds, last 252 returns; V = B S B' + diag(s²), marginal V w ÷ √(w' V w)
    public void Of_ThePanel_IsNumpys()
    {
        double[][] funds = [.. new[] { "SPY", "MTUM", "QUAL", "SIZE" }.Select(symbol => PanelReturns.Of(symbol)[^252..])];
        var regression = LeastSquares.Of(funds)!;
        var fits = new[] { "AAPL", "JPM", "XOM" }.Select(symbol => regression.Fit(PanelReturns.Of(symbol).AsSpan(^252..))).ToList();
        var covariance = new double[4, 4];
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                var (x, y) = (SampleStatistics.Mean(funds[i]), SampleStatistics.Mean(funds[j]));
                covariance[i, j] = funds[i].Zip(funds[j], (one, other) => (one - x) * (other - y)).Sum() / 251 * 252;
            }
        }

        var split = RiskSplit.Of([0.5, -0.2, 0.4], [.. fits.Select(fit => fit.Slopes)], covariance, [.. fits.Select(fit => fit.ResidualDeviation * Math.Sqrt(252))]).ShouldNotBeNull();

        Near([split.Volatility, split.SpecificShare], [0.22609493432612887, 0.4431932882106652]);
        Near(split.FactorShares, [1.168759605259567, -0.004869648033464024, -0.26046175081437367, -0.34662149462239444]);
        Near(split.Marginal, [0.28620784871725546, 0.12402725612681997, 0.2694911529821631]);
        Near(split.Component, [0.14310392435862773, -0.024805451225363997, 0.10779646119286523]);

        static void Near(IReadOnlyList<double> found, IReadOnlyList<double> expected)
        {
            found.Count.ShouldBe(expected.Count);
            for (var i = 0; i < expected.Count; i++)
            {
                found[i].ShouldBe(expected[i], 1e-8 * Math.Abs(expected[i]));
            }
        }
    }
}
