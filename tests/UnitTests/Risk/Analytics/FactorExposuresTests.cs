using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;
using static App.Testing.RiskBooks;

namespace UnitTests.Risk.Analytics;

public sealed class FactorExposuresTests
{
    private static readonly double[] Slopes = [1.1, -0.2, 0.4, 0.3, -0.1, 0.5, -0.3];

    [Fact]
    public void Factors_OfWhatTheyExplain_AreItsSlopes_InDollarsToo()
    {
        var result = new FactorExposures().Compute(Data(With("A", Explained(Slopes)), Holding("A", 50_000)));

        foreach (var (factor, slope) in RiskSettings.Standard.Factors.Zip(Slopes))
        {
            result.Figures["beta_" + factor.Id].Value.ShouldNotBeNull().ShouldBe(slope / 2, 1e-9, factor.Id);
            result.Rows.Single(row => row.Key == factor.Id).Figures["exposure"].Value.ShouldNotBeNull().ShouldBe(slope * 50_000, 1e-4);
        }

        result.Figures["r_squared"].Value.ShouldNotBeNull().ShouldBe(1, 1e-9);
        result.Figures["specific_share"].Value.ShouldNotBeNull().ShouldBe(0, 1e-9);
        result.Figures["beta_market"].ShouldSatisfyAllConditions(
            beta => beta.Coverage.ShouldBe(1), beta => beta.Observations.ShouldBe(100), beta => beta.StandardError.ShouldNotBeNull().ShouldBeLessThan(1e-9));
    }

    [Fact]
    public void Factors_OfABook_AreLinearInItsWeights_AndItsOwnRegression()
    {
        var (a, b) = (new FactorExposures().Compute(Data(Holding("A", 30_000))), new FactorExposures().Compute(Data(Holding("B", -20_000))));
        var data = Data(Holding("A", 30_000), Holding("B", -20_000));
        var both = new FactorExposures().Compute(data);

        var book = data.Factors.Of(BookReturns.Of(data, data.Holdings));
        foreach (var (factor, k) in RiskSettings.Standard.Factors.Select((factor, k) => (factor, k)))
        {
            var beta = both.Figures["beta_" + factor.Id];
            beta.Value.ShouldNotBeNull().ShouldBe(a.Figures["beta_" + factor.Id].Value!.Value + b.Figures["beta_" + factor.Id].Value!.Value, 1e-12);
            beta.Value.Value.ShouldBe(book.Slopes![k], 1e-12);
            beta.StandardError.ShouldBe(book.Least!.StandardErrors[k]);
        }
    }

    [Fact]
    public void Risk_OfTheParts_SumsToTheWhole()
    {
        var result = new FactorExposures().Compute(Data(Holding("A", 60_000), Holding("B", -30_000), Holding("GAPPY", 20_000), Call("A", 3)));

        var whole = result.Figures["model_volatility"].Value!.Value;
        result.Tables.Single(table => table.Id == "risk_by_symbol").Rows.Sum(row => row.Values[2]).ShouldNotBeNull().ShouldBe(whole, 1e-12);
        (result.Rows.Sum(row => row.Figures["risk_share"].Value!.Value) + result.Figures["specific_share"].Value!.Value).ShouldBe(1, 1e-12);
        result.Rows.ShouldAllBe(row => row.Figures["variance_inflation"].Value >= 1);
        result.Tables.Single(table => table.Id == "loadings").Rows.Single(row => row.Key == "GAPPY").Values[^1].ShouldBe(90, "its own days only");
    }

    [Fact]
    public void Factors_ThatCannotBeToldApart_ArePenalised_WithoutErrors()
    {
        var result = new FactorExposures().Compute(Data(With("USMV", [.. MarketReturns.Zip(Random(99, 0), (market, own) => market + (1e-5 * own))]), Holding("A", 50_000)));
        var same = new FactorExposures().Compute(Data(With("USMV", MarketReturns), Holding("A", 50_000)));

        foreach (var penalised in new[] { same })
        {
            penalised.Figures["beta_market"].Value.ShouldNotBeNull().ShouldBeInRange(0.3, 0.8);
            penalised.Figures["beta_market"].StandardError.ShouldBeNull();
            penalised.Figures["condition_number"].Reason.ShouldBe("One factor is a combination of the others.");
        }

        result.Figures["ridge_market"].Value.ShouldNotBeNull();
    }

    [Fact]
    public void Factors_WithoutEnoughReturns_AreUnknownWithTheReason()
    {
        new FactorExposures().Compute(Data(Holding("NEW", 5))).Figures["beta_market"].Reason.ShouldBe("No holding has 60 returns together with the factors in a year.");
        var missing = new FactorExposures().Compute(Data(With("MTUM", null), Holding("A", 5))).Figures["beta_size"].Reason;
        missing.ShouldBe("The factors have 0 returns together in a year; 60 are needed. The fewest has Momentum (MTUM).");
        new FactorExposures().Compute(Data()).Figures["beta_market"].Reason.ShouldBe("Nothing is held.");
    }

    [Fact]
    public void Spreads_AreTheSlopeOnOneAlone()
    {
        var data = Data(Holding("A", 100_000));
        var momentum = data.Returns.Of("MTUM").ToArray().Zip(MarketReturns, (fund, market) => fund!.Value - market!.Value).ToArray();
        var fit = LinearFit.Of(momentum, [.. data.Returns.Of("A").ToArray().Select(value => value!.Value)])!.Value;

        var spread = new SpreadFactors().Compute(data).Figures["momentum"];

        (spread.Value, spread.RSquared, spread.StandardError, spread.Observations).ShouldBe((fit.Slope, fit.RSquared, fit.StandardError, 100));
        SpreadFactors.Word(-0.6).ShouldBe("strong");
        SpreadFactors.Word(0.3).ShouldBe("moderate");
        SpreadFactors.Word(0.2).ShouldBe("neutral");
        new SpreadFactors().Compute(Data(With("IWM", null), Holding("A", 5))).Figures["size"].Reason.ShouldBe("No holding has 60 returns together with Size in 180 days.");
    }
}
