using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class NormalDistributionTests
{
    [Theory] // to twenty digits by mpmath
    [InlineData(-1, 0.15865525393145705141, 4e-16)]
    [InlineData(-5, 2.8665157187919391167e-7, 2e-15)]
    [InlineData(-10, 7.619853024160526066e-24, 1e-13)]
    [InlineData(-20, 2.7536241186062336951e-89, 1e-13)]
    [InlineData(-37, 5.7255712225245768227e-300, 1e-12)]
    [InlineData(0.5, 0.69146246127401310364, 4e-16)]
    [InlineData(3, 0.99865010196836990547, 4e-16)]
    [InlineData(8, 0.9999999999999993779, 4e-16)]
    public void Cdf_OfValue_KeepsRelativePrecision(double x, double expected, double relative) =>
        Math.Abs(NormalDistribution.Cdf(x) / expected - 1).ShouldBeLessThanOrEqualTo(relative);

    [Fact]
    public void CdfAndPdf_AtLimits_AreExact()
    {
        NormalDistribution.Cdf(0).ShouldBe(.5);
        NormalDistribution.Cdf(double.NegativeInfinity).ShouldBe(0);
        NormalDistribution.Cdf(double.PositiveInfinity).ShouldBe(1);
        NormalDistribution.Pdf(double.NegativeInfinity).ShouldBe(0);
        NormalDistribution.Pdf(0).ShouldBe(1 / Math.Sqrt(2 * Math.PI), 1e-16);
    }

    [Fact]
    public void Cdf_OfOppositeValues_SumsToOne()
    {
        for (var x = 0.0; x < 10; x += .01)
        {
            (NormalDistribution.Cdf(x) + NormalDistribution.Cdf(-x)).ShouldBe(1, 3e-16);
        }
    }
}
