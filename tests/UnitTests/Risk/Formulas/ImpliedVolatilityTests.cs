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
}
