using App.Core.Risk;
using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class RateShockTests
{
    [Fact] // by hand: −16.2·.01 + ½·350·.0001 = −.162 + .0175
    public void ReturnOf_AWorkedExample() => RateShock.ReturnOf(16.2, 350, 0.01).ShouldBe(-0.1445, 1e-15);

    [Theory] // numpy 1.24: polyval([350 / 2, -16.2, 0], dy), the five rate scenarios
    [InlineData(0.0025, -0.03940625)]
    [InlineData(-0.0025, 0.04159375)]
    [InlineData(0.01, -0.1445)]
    [InlineData(-0.01, 0.1795)]
    [InlineData(0.03, -0.32849999999999996)]
    public void ReturnOf_TheScenarios_IsNumpys_AndTheSettings(double change, double expected)
    {
        RateShock.ReturnOf(16.2, 350, change).ShouldBe(expected, 1e-12 * Math.Abs(expected));
        RiskSettings.Standard.Rates.ReturnOf(change).ShouldBe(RateShock.ReturnOf(RiskSettings.Standard.Rates.Duration, RiskSettings.Standard.Rates.Convexity, change));
    }

    [Fact] // a bond of 10 years, coupon 4 % a year, yield 4 %, continuously compounded: what the second order leaves is the third, of a bond's price for sure
    public void ReturnOf_ABond_IsItsPriceAgain_UpToTheThirdOrder()
    {
        double Price(double yield, Func<double, double>? moment = null) =>
            Enumerable.Range(1, 10).Sum(year => (year == 10 ? 1.04 : 0.04) * Math.Exp(-yield * year) * (moment?.Invoke(year) ?? 1));
        var price = Price(0.04);
        var (duration, convexity, third) = (Price(0.04, t => t) / price, Price(0.04, t => t * t) / price, Price(0.04, t => t * t * t) / price);

        foreach (var change in new[] { 0.01, 0.0025, -0.0025, -0.01, -0.02 })
        {
            var exact = (Price(0.04 + change) / price) - 1;
            Math.Abs(RateShock.ReturnOf(duration, convexity, change) - exact).ShouldBeLessThan(1.2 * third * Math.Pow(Math.Abs(change), 3) / 6);
        }
    }

    [Fact]
    public void ReturnOf_AnyBond_HasItsInvariants()
    {
        var random = new Random(59);
        for (var trial = 0; trial < 500; trial++)
        {
            var (duration, convexity, change) = (30 * random.NextDouble(), 900 * random.NextDouble(), 0.03 * random.NextDouble());
            var (up, down) = (RateShock.ReturnOf(duration, convexity, change), RateShock.ReturnOf(duration, convexity, -change));

            (up + down).ShouldBe(convexity * change * change, 1e-14, "the first order cancels");
            (down - up).ShouldBe(2 * duration * change, 1e-14, "and the second");
            down.ShouldBeGreaterThanOrEqualTo(-up, "convexity helps both ways");
            RateShock.ReturnOf(duration, 0, change).ShouldBe(-duration * change, 1e-15);
        }
    }

    [Fact]
    public void ReturnOf_AtItsEdges()
    {
        RateShock.ReturnOf(16.2, 350, 0).ShouldBe(0, "exactly");
        RateShock.ReturnOf(0, 0, 0.05).ShouldBe(0);
        RateShock.ReturnOf(30, 0, 0.05).ShouldBe(-1, "a bond loses no more than it is worth");
        RateShock.ReturnOf(-2, 0, 0.01).ShouldBe(0.02, 1e-16, "a negative duration gains when yields rise");
    }
}
