using App.Core.Market.Collecting;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Collecting;

public sealed class SplitSignsTests
{
    [Theory]
    [InlineData(4.0, 4, 1)]
    [InlineData(1.5, 3, 2)]
    [InlineData(1.2504, 5, 4)]
    [InlineData(0.1, 1, 10)]
    [InlineData(20.05, 20, 1)]
    public void RatioOf_FactorOfASplit_IsItsRatio(double factor, int shares, int old) => SplitSigns.RatioOf(factor).ShouldBe((shares, old));

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.03)]
    [InlineData(0.9)]
    [InlineData(1.42)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void RatioOf_OtherFactors_AreNone(double factor) => SplitSigns.RatioOf(factor).ShouldBeNull();
}
