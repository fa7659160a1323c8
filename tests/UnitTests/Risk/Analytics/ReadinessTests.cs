using System.Globalization;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using Shouldly;
using Xunit;
using static App.Testing.RiskBooks;

namespace UnitTests.Risk.Analytics;

/// <summary>A book of which too little has a price has no figures of how it moves; what it holds is known all the same.</summary>
public sealed class ReadinessTests
{
    private static readonly string[] OfMoves = ["market_beta", "provider_beta", "interest_rate_beta", "spreads", "factors", "volatility", "correlations", "tail", "stress"];
    private static readonly string[] OfHoldings = ["exposures", "concentration", "sectors", "greeks", "targets"];

    [Fact]
    public void Figures_OfMoves_AreUnknownWithTheShare_AndThoseOfHoldingsAreNot()
    {
        var data = Data(Holding("A", 40_000), Holding("B", -39_800), Call("A", 1), Holding("NEW", 25_000)) with { PricedShare = 0.769m };

        foreach (var analytic in AnalyticSet.Standard.All)
        {
            var result = analytic.Compute(data);
            var isUnknown = OfMoves.Contains(analytic.Id);
            isUnknown.ShouldBe(!OfHoldings.Contains(analytic.Id), analytic.Id);
            var book = result.Figures.Concat(analytic.Id is "factors" or "stress" ? result.Rows.SelectMany(row => row.Figures) : []).Where(figure => figure.Key != "condition_number").ToList();
            book.ShouldNotBeEmpty(analytic.Id);
            foreach (var (name, figure) in book)
            {
                (figure.Cause == UnknownCause.NotReady).ShouldBe(isUnknown, $"{analytic.Id} {name}");
                (figure.Value is null || !isUnknown).ShouldBeTrue($"{analytic.Id} {name}");
            }
        }

        BetaTo.Market.Compute(data).Figures["beta"].Reason.ShouldBe("Only 76 % of what needs a price, by cost, has one; 80 % are needed for figures of the whole.");
        new StressTests().Compute(data).Tables.ShouldBeEmpty();
        new Correlations().Compute(data).Tables.ShouldBeEmpty();
    }

    [Fact] // what a single symbol does is known whatever else is held
    public void Figures_OfSymbols_StayKnown()
    {
        var data = Data(Holding("A", 10_000), Holding("NEW", 90_000)) with { PricedShare = 0.1m };

        BetaTo.Market.Compute(data).Rows.Single(row => row.Key == "A").Figures["beta"].Value.ShouldNotBeNull();
        new RealisedVolatility().Compute(data).Rows.Single(row => row.Key == "A").Figures["realised_21"].Value.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("0.8", true)]
    [InlineData("0.7999", false)]
    public void Book_IsReady_FromFourFifthsOn(string share, bool isReady)
    {
        var data = Data(Holding("A", 50_000), Holding("B", -30_000)) with { PricedShare = decimal.Parse(share, CultureInfo.InvariantCulture) };

        var beta = BetaTo.Market.Compute(data).Figures["beta"];

        (beta.Value is not null).ShouldBe(isReady);
        (beta.Cause == UnknownCause.NotReady).ShouldBe(!isReady);
        if (!isReady)
        {
            // Never "80 % of 80 %".
            beta.Reason.ShouldNotBeNull().ShouldStartWith("Only 79 % of");
        }
    }

    [Fact]
    public void Book_OfNothing_SaysThatNothingIsHeld() => BetaTo.Market.Compute(Data()).Figures["beta"].Cause.ShouldBe(UnknownCause.NothingHeld);
}
