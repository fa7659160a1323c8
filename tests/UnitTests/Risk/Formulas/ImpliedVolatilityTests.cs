using App.Core.Portfolios;
using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class ImpliedVolatilityTests
{
    private static readonly BlackScholesInputs Call = new(OptionType.Call, 100, 100, 1, 0, 0, 0);

    [Fact] // the price of BlackScholesTests.Value_AtTheMoneyWithoutRates_IsExact
    public void Of_KnownPrice_IsItsVolatility() => ImpliedVolatility.Of(7.965567455405796, Call).Value!.Value.ShouldBe(.2, 1e-15);

    [Fact]
    public void Of_PriceOfVolatility_ComesBack()
    {
        foreach (var inputs in BlackScholesTests.Grid().Where(inputs => inputs is { Spot: > 0, Years: > 1e-6, Volatility: > 1e-3 and < 10 }))
        {
            var price = BlackScholes.Price(inputs);
            if (ImpliedVolatility.Of(price, inputs).Value is { } volatility)
            {
                var back = BlackScholes.Price(inputs with { Volatility = volatility });
                back.ShouldBe(price, 4e-15 * (inputs.DiscountedSpot + inputs.DiscountedStrike) + 1e-13 * price, $"{inputs}");
            }
        }
    }

    [Theory] // prices of the tails, where Newton alone would leave
    [InlineData(1e-12)]
    [InlineData(1e-6)]
    [InlineData(.5)]
    [InlineData(99.9)]
    [InlineData(99.999999)]
    public void Of_ExtremePrices_AreMet(double price)
    {
        var inputs = Call with { Strike = 150 };
        var volatility = ImpliedVolatility.Of(price + 1e-10, inputs).Value!.Value;
        BlackScholes.Price(inputs with { Volatility = volatility }).ShouldBe(price + 1e-10, 1e-13);
    }

    [Theory]
    [InlineData(OptionType.Call, 120, 20)]
    [InlineData(OptionType.Call, 120, 19)]
    [InlineData(OptionType.Put, 80, 20)]
    [InlineData(OptionType.Call, 80, 0)]
    [InlineData(OptionType.Call, 80, -1)]
    [InlineData(OptionType.Call, 80, double.NaN)]
    public void Of_PriceAtOrBelowIntrinsic_IsUnknown(OptionType type, double spot, double price) =>
        ImpliedVolatility.Of(price, Call with { Type = type, Spot = spot }).Reason.ShouldNotBeNull().ShouldContain("intrinsic");

    [Theory]
    [InlineData(OptionType.Call, 100)]
    [InlineData(OptionType.Call, 1000)]
    [InlineData(OptionType.Put, 100)]
    public void Of_PriceAtOrAboveBound_IsUnknown(OptionType type, double price) =>
        ImpliedVolatility.Of(price, Call with { Type = type }).Reason.ShouldNotBeNull().ShouldContain("any volatility");

    [Fact]
    public void Of_Expired_IsUnknown() => ImpliedVolatility.Of(5, Call with { Years = 0 }).Reason.ShouldNotBeNull().ShouldContain("expired");

    [Fact]
    public void OfAmerican_AnyOption_FindsTheVolatilityAgain_InFewPricings()
    {
        var random = new Random(31);
        var (solved, total, most) = (0, 0, 0);
        for (var trial = 0; trial < 400; trial++)
        {
            var inputs = new BlackScholesInputs(
                trial % 2 == 0 ? OptionType.Put : OptionType.Call, 100, 60 + 80 * random.NextDouble(), 0.02 + 2 * random.NextDouble(),
                trial % 5 == 0 ? -0.03 * random.NextDouble() : 0.08 * random.NextDouble(), 0.08 * random.NextDouble(), 0.1 + 0.7 * random.NextDouble());
            var value = AmericanOption.Value(inputs);
            var found = ImpliedVolatility.OfAmerican(value.Price, inputs with { Volatility = 9 }, out var pricings);
            if (found.Value is not { } volatility)
            {
                // Every volatility up to this one gives what there is without any, such as what exercise brings.
                (value.Price - AmericanOption.Price(inputs with { Volatility = 0 })).ShouldBeLessThan(1e-5, $"{inputs}");
                continue;
            }

            // The boundaries of nearby volatilities are found from each other: by some millionths of the price they are not those found afresh.
            AmericanOption.Price(inputs with { Volatility = volatility }).ShouldBe(value.Price, 5e-5, $"{inputs}");
            volatility.ShouldBe(inputs.Volatility, 1e-6 + 5e-5 / Math.Max(1e-9, value.VegaPerUnit), $"{inputs}");
            if (pricings > 0)
            {
                (solved, total, most) = (solved + 1, total + pricings, Math.Max(most, pricings));
            }
        }

        solved.ShouldBeGreaterThan(200);
        ((double)total / solved).ShouldBeLessThan(6);
        most.ShouldBeLessThan(25);
    }

    [Fact]
    public void OfAmerican_WhereEarlyExerciseNeverPays_IsTheEuropeanOne()
    {
        ImpliedVolatility.OfAmerican(7.965567455405796, Call, out var pricings).Value.ShouldBe(ImpliedVolatility.Of(7.965567455405796, Call).Value);
        pricings.ShouldBe(0);
        ImpliedVolatility.OfAmerican(5, Call with { Years = 0 }).Reason.ShouldNotBeNull().ShouldContain("expired");
    }

    [Theory] // a put of strike 45 on 40: exercise brings 5; it can be worth up to 45, the European one up to 43.9 only
    [InlineData(5, "intrinsic")]
    [InlineData(4.9, "intrinsic")]
    [InlineData(45, "any volatility")]
    [InlineData(double.NaN, "intrinsic")]
    public void OfAmerican_WhatNoVolatilityMakes_IsUnknown(double price, string because) =>
        ImpliedVolatility.OfAmerican(price, new(OptionType.Put, 40, 45, .5, .05, 0, 0)).Reason.ShouldNotBeNull().ShouldContain(because);

    [Fact]
    public void OfAmerican_BetweenTheTwoBounds_IsFoundToo()
    {
        var put = new BlackScholesInputs(OptionType.Put, 40, 45, .5, .05, 0, 0);
        var volatility = ImpliedVolatility.OfAmerican(44.2, put).Value.ShouldNotBeNull();

        AmericanOption.Price(put with { Volatility = volatility }).ShouldBe(44.2, 3e-6);
        ImpliedVolatility.Of(44.2, put).Value.ShouldBeNull();
    }
}
