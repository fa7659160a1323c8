using App.Core.Portfolios;
using App.Core.Risk;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Risk;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class RiskByPositionTests
{
    private static readonly PositionRow Stock = Views.Row("MSFT", quantity: -10, price: 500);
    private static readonly PositionRow Written = Views.Row("MSFT270319C00500000", quantity: -2, price: 5, option: new("MSFT", 500, new DateOnly(2027, 3, 19), OptionType.Call));
    private static readonly PositionRow House = Views.Row("HOUSE", price: 100, investmentClass: InvestmentClass.Private);

    [Fact]
    public void Attach_AStock_HasItsValueAndTheFiguresOfItsSymbol()
    {
        var risk = Of(Stock, BookRisks.Of(BookRisks.Betas(("MSFT", 1.25)), BookRisks.Volatilities(("MSFT", .3)), BookRisks.Exposures(), BookRisks.Greeks()));

        risk.Exposure.Value.ShouldBe(-5_000m);
        risk.Beta.Value.ShouldBe(1.25);
        risk.Volatility.Value.ShouldBe(.3);
        risk.Greeks.Reason.ShouldBe("Only options have Greeks.");
    }

    [Fact]
    public void Attach_AnOption_HasWhatItMovesLikeAndItsGreeksByShareAndPosition()
    {
        var risk = Of(Written, BookRisks.Of(
            BookRisks.Betas(("MSFT", 1.25)), BookRisks.Exposures((Written, -50_000)), BookRisks.Greeks((Written, [.183, .5, .01, -.04, 1.5, .75]))));

        risk.Exposure.Value.ShouldBe(-50_000m);
        risk.Beta.Value.ShouldBe(1.25);
        risk.Greeks.Value.ShouldBe(new PositionGreeks(-200, .5, .01, -.04, 1.5, .75, .183));
        var greeks = risk.Greeks.Value!.Value;
        (greeks.PositionDelta, greeks.PositionGamma, greeks.PositionTheta, greeks.PositionVega, greeks.PositionRho).ShouldBe((-100, -2, 8, -300, -150));
    }

    [Fact]
    public void Attach_AnOptionThatCouldNotBePriced_SaysSo()
    {
        var risk = Of(Written, BookRisks.Of(BookRisks.Betas(("MSFT", null)), BookRisks.Exposures(), BookRisks.Greeks()));

        risk.Exposure.Reason.ShouldNotBeNull().ShouldContain("no price of the underlying");
        risk.Greeks.Reason.ShouldNotBeNull().ShouldContain("no price of the underlying");
        risk.Beta.Reason.ShouldBe("MSFT is too young.");
        risk.Volatility.Reason.ShouldNotBeNull().ShouldContain("Calculating the portfolio again");
    }

    [Fact]
    public void Attach_FiguresOfAnOlderReport_AreNotKnownYet()
    {
        var older = BookRisks.Of(new RiskResult("greeks", new Dictionary<string, RiskFigure>(), []));

        Of(Written, older).Greeks.Reason.ShouldNotBeNull().ShouldContain("Calculating the portfolio again");
        Of(Written, older).Exposure.Reason.ShouldNotBeNull().ShouldContain("Calculating the portfolio again");
    }

    [Fact]
    public void Attach_AfterAFault_SaysThatOfTheAnalytic()
    {
        var risk = Of(Written, BookRisks.Of(RiskResult.Failed("market_beta"), RiskResult.Failed("greeks"), RiskResult.Failed("exposures")));

        risk.Beta.Reason.ShouldNotBeNull().ShouldStartWith("A fault of the application");
        risk.Greeks.Reason.ShouldNotBeNull().ShouldStartWith("A fault of the application");
        risk.Exposure.Reason.ShouldNotBeNull().ShouldStartWith("A fault of the application");
    }

    [Fact]
    public void Attach_APrivateAsset_HasAValueAndNothingOfTheMarket()
    {
        var risk = Of(House, BookRisks.Of(BookRisks.Betas(), BookRisks.Volatilities()));

        risk.Exposure.Value.ShouldBe(10_000m);
        risk.Beta.Reason.ShouldNotBeNull().ShouldStartWith("A private asset");
        risk.Volatility.Reason.ShouldBe(risk.Beta.Reason);
    }

    [Fact]
    public void Attach_WithoutRisk_SaysWhetherItIsOnItsWay()
    {
        RiskByPosition.Attach([Stock], null)[0].Risk.Beta.Reason.ShouldBe("The risk is being computed.");
        RiskByPosition.Attach([Stock], new CenterRisk(null))[0].Risk.Exposure.Reason.ShouldBe("The risk of this session has not been calculated.");
        RiskByPosition.Attach([Views.Row(price: null, equity: null)], null)[0].Risk.Exposure.Reason.ShouldBe("Not calculated yet.");
        RiskByPosition.Attach([Views.Row(isOpen: false)], new CenterRisk(BookRisks.Of()))[0].Risk.Exposure.Reason.ShouldBe("Closed on 12 Jun 2026.");
    }

    private static PositionRisk Of(PositionRow row, BookRisk risk) => RiskByPosition.Attach([row], new CenterRisk(risk))[0].Risk;
}
