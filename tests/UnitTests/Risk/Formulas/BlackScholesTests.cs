using App.Core.Portfolios;
using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class BlackScholesTests
{
    private static readonly BlackScholesInputs AtTheMoney = new(OptionType.Call, 100, 100, 1, 0, 0, .2);

    [Fact] // Haug, The Complete Guide to Option Pricing Formulas (1998), pages 2 and 7
    public void Price_WorkedExamples_MatchHaug()
    {
        BlackScholes.Price(new(OptionType.Call, 60, 65, .25, .08, 0, .30)).ShouldBe(2.1334, 5e-5);
        BlackScholes.Price(new(OptionType.Put, 100, 95, .5, .10, .05, .20)).ShouldBe(2.4648, 5e-5);
    }

    [Fact] // Haug (1998), pages 11 to 16
    public void Value_WorkedExamples_MatchHaug()
    {
        BlackScholes.Value(new(OptionType.Put, 105, 100, .5, .10, .10, .36)).Delta.ShouldBe(-.3566, 5e-5);
        BlackScholes.Value(new(OptionType.Call, 55, 60, .75, .10, 0, .30)).Gamma.ShouldBe(.0278, 5e-5);
        BlackScholes.Value(new(OptionType.Call, 55, 60, .75, .10, 0, .30)).VegaPerUnit.ShouldBe(18.9358, 5e-5);
        BlackScholes.Value(new(OptionType.Put, 430, 405, 1 / 12.0, .07, .05, .20)).ThetaPerDay.ShouldBe(-.0855, 5e-5);
        BlackScholes.Value(new(OptionType.Call, 72, 75, 1, .09, 0, .19)).RhoPerUnit.ShouldBe(38.7325, 5e-5);
    }

    [Fact] // without rates d1 = −d2 = .1, so price = 100·(2N(.1) − 1) = 7.965567455405796 and delta = N(.1) (mpmath)
    public void Value_AtTheMoneyWithoutRates_IsExact()
    {
        var value = BlackScholes.Value(AtTheMoney);
        value.Price.ShouldBe(7.965567455405796, 2e-14);
        value.Delta.ShouldBe(.5398278372770290, 1e-15);
        value.VegaPerUnit.ShouldBe(39.695254747701178, 1e-13);
        value.VegaPerPoint.ShouldBe(value.VegaPerUnit / 100);
        value.ThetaPerDay.ShouldBe(value.ThetaPerYear / 365);
        value.RhoPerPoint.ShouldBe(value.RhoPerUnit / 100);
    }

    [Theory]
    [InlineData(OptionType.Call, 110, 10, 1)]
    [InlineData(OptionType.Call, 90, 0, 0)]
    [InlineData(OptionType.Call, 100, 0, 0)]
    [InlineData(OptionType.Put, 90, 10, -1)]
    [InlineData(OptionType.Put, 110, 0, 0)]
    public void Value_Expired_IsIntrinsic(OptionType type, double spot, double price, double delta)
    {
        foreach (var years in (double[])[0, -1])
        {
            BlackScholes.Value(new(type, spot, 100, years, .05, .02, .3)).ShouldBe(new OptionValue(price, delta, 0, 0, 0, 0));
            BlackScholes.Price(new(type, spot, 100, years, .05, .02, .3)).ShouldBe(price);
        }
    }

    [Fact]
    public void Value_WithoutVolatility_IsDiscountedForward()
    {
        var value = BlackScholes.Value(new(OptionType.Call, 110, 100, 1, .05, .02, 0));
        value.Price.ShouldBe(110 * Math.Exp(-.02) - 100 * Math.Exp(-.05), 1e-13);
        value.Delta.ShouldBe(Math.Exp(-.02), 1e-15);
        value.ThetaPerYear.ShouldBe(.02 * 110 * Math.Exp(-.02) - .05 * 100 * Math.Exp(-.05), 1e-13);
        value.RhoPerUnit.ShouldBe(100 * Math.Exp(-.05), 1e-13);
        (value.Gamma, value.VegaPerUnit).ShouldBe((0, 0));
        BlackScholes.Price(new(OptionType.Put, 110, 100, 1, .05, .02, 0)).ShouldBe(0);
    }

    [Fact]
    public void Value_OfWorthlessUnderlying_IsDiscountedStrikeForPut()
    {
        BlackScholes.Value(new(OptionType.Put, 0, 100, 1, .05, 0, .3)).ShouldBe(
            new OptionValue(100 * Math.Exp(-.05), -1, 0, 5 * Math.Exp(-.05), 0, -100 * Math.Exp(-.05)));
        BlackScholes.Price(new(OptionType.Call, 0, 100, 1, .05, 0, .3)).ShouldBe(0);
    }

    [Fact]
    public void Value_OnWideGrid_IsFiniteAndWithinBounds()
    {
        foreach (var inputs in Grid())
        {
            var value = BlackScholes.Value(inputs);
            double[] all = [value.Price, value.Delta, value.Gamma, value.ThetaPerYear, value.VegaPerUnit, value.RhoPerUnit];
            all.ShouldAllBe(number => double.IsFinite(number), $"{inputs}");
            value.Price.ShouldBeInRange(0, Math.Max(inputs.DiscountedSpot, inputs.DiscountedStrike), $"{inputs}");
            value.Price.ShouldBe(BlackScholes.Price(inputs), 1e-12, $"{inputs}");
        }
    }

    [Fact] // call − put = Se^(−qT) − Ke^(−rT)
    public void Value_CallAndPut_ObeyParity()
    {
        foreach (var call in Grid().Where(inputs => inputs.Type == OptionType.Call))
        {
            var (c, p) = (BlackScholes.Value(call), BlackScholes.Value(call with { Type = OptionType.Put }));
            var scale = call.DiscountedSpot + call.DiscountedStrike;
            var forward = call.IsExpired ? call.Spot - call.Strike : call.DiscountedSpot - call.DiscountedStrike;
            (c.Price - p.Price).ShouldBe(forward, 1e-14 * scale, $"{call}");
            c.Gamma.ShouldBe(p.Gamma);
            c.VegaPerUnit.ShouldBe(p.VegaPerUnit);
        }
    }

    [Fact] // θ + (r−q)SΔ + ½σ²S²Γ = rV
    public void Value_OnWideGrid_ObeysTheDifferentialEquation()
    {
        foreach (var inputs in Grid().Where(inputs => !inputs.IsExpired))
        {
            var value = BlackScholes.Value(inputs);
            var drift = (inputs.Rate - inputs.DividendYield) * inputs.Spot * value.Delta;
            var spread = .5 * Math.Pow(inputs.Volatility * inputs.Spot, 2) * value.Gamma;
            var scale = 1 + inputs.Spot + inputs.Strike + spread;
            (value.ThetaPerYear + drift + spread - inputs.Rate * value.Price).ShouldBe(0, 1e-13 * scale, $"{inputs}");
        }
    }

    [Theory] // central differences of the price
    [InlineData(OptionType.Call)]
    [InlineData(OptionType.Put)]
    public void Value_Greeks_AreDerivativesOfPrice(OptionType type)
    {
        var inputs = new BlackScholesInputs(type, 104, 100, .7, .03, .015, .25);
        var value = BlackScholes.Value(inputs);
        const double Step = 1e-4;
        double Slope(BlackScholesInputs up, BlackScholesInputs down) => (BlackScholes.Price(up) - BlackScholes.Price(down)) / (2 * Step);
        value.Delta.ShouldBe(Slope(inputs with { Spot = 104 + Step }, inputs with { Spot = 104 - Step }), 1e-8);
        value.VegaPerUnit.ShouldBe(Slope(inputs with { Volatility = .25 + Step }, inputs with { Volatility = .25 - Step }), 1e-5);
        value.RhoPerUnit.ShouldBe(Slope(inputs with { Rate = .03 + Step }, inputs with { Rate = .03 - Step }), 1e-5);
        value.ThetaPerYear.ShouldBe(-Slope(inputs with { Years = .7 + Step }, inputs with { Years = .7 - Step }), 1e-5);
    }

    [Theory]
    [InlineData(-1, 100, 1, .05, .2)]
    [InlineData(100, 0, 1, .05, .2)]
    [InlineData(100, 100, double.NaN, .05, .2)]
    [InlineData(100, 100, 1, double.PositiveInfinity, .2)]
    [InlineData(100, 100, 1, .05, -.2)]
    [InlineData(100, 100, 1, 900, .2)]
    public void Value_OfNonsense_Throws(double spot, double strike, double years, double rate, double volatility)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => BlackScholes.Value(new(OptionType.Call, spot, strike, years, rate, 0, volatility)));
        Should.Throw<ArgumentOutOfRangeException>(() => BlackScholes.Price(new(OptionType.Call, spot, strike, years, rate, 0, volatility)));
    }

    [Theory]
    [InlineData("2025-01-01", "2026-01-01", 1)]
    [InlineData("2025-01-01", "2025-01-02", 1 / 365.0)]
    [InlineData("2025-01-02", "2025-01-01", 0)]
    public void YearsBetween_Days_CountsOver365(string date, string expiration, double expected) =>
        BlackScholesInputs.YearsBetween(DateOnly.Parse(date, null), DateOnly.Parse(expiration, null)).ShouldBe(expected);

    internal static IEnumerable<BlackScholesInputs> Grid() =>
        from type in Enum.GetValues<OptionType>()
        from spot in (double[])[0, .01, 60, 100, 101, 400, 1e6]
        from years in (double[])[0, 1e-9, 1 / 365.0, .5, 3, 30]
        from rate in (double[])[-.01, 0, .05]
        from yield in (double[])[0, .06]
        from volatility in (double[])[0, 1e-12, .01, .25, 2, 50]
        select new BlackScholesInputs(type, spot, 100, years, rate, yield, volatility);
}
