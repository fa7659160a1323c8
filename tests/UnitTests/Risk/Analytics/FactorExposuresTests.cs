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
        var risk = result.Tables.Single(table => table.Id == "risk_by_position");
        risk.Rows.Sum(row => row.Values[2]).ShouldNotBeNull().ShouldBe(whole, 1e-12);
        risk.Rows.Count.ShouldBe(4, "a stock and its option stand apart");
        risk.Rows[0].Values[1].ShouldBe(risk.Rows[3].Values[1], "with one symbol's marginal risk");
        risk.Rows.ShouldAllBe(row => Math.Abs((row.Values[0]!.Value * row.Values[1]!.Value) - row.Values[2]!.Value) < 1e-15);
        (result.Rows.Sum(row => row.Figures["risk_share"].Value!.Value) + result.Figures["specific_share"].Value!.Value).ShouldBe(1, 1e-12);
        result.Rows.ShouldAllBe(row => row.Figures["variance_inflation"].Value >= 1);
        result.Tables.Single(table => table.Id == "loadings").Rows.Single(row => row.Key == "GAPPY").Values[^1].ShouldBe(90, "its own days only");
    }

    [Fact] // low volatility is momentum and a hundredth of noise: near to it, and yet no combination of the others
    public void Factors_ThatCanHardlyBeToldApart_ArePenalised_WithoutErrors()
    {
        var data = Data(NearlyTwice(1e-2), Holding("A", 50_000));
        var result = new FactorExposures().Compute(data);

        var condition = result.Figures["condition_number"].Value.ShouldNotBeNull();
        condition.ShouldBeGreaterThan(FactorFits.MostCondition);
        double.IsFinite(condition).ShouldBeTrue();
        data.Factors.IsPenalised.ShouldBeTrue();
        ShouldBePenalised(result, "Penalised slopes have no errors.");
        result.Rows.ShouldAllBe(row => row.Figures["variance_inflation"].Value >= 1, "which tells of the two");
        result.Rows.Where(row => row.Key is "momentum" or "low_volatility").ShouldAllBe(row => row.Figures["variance_inflation"].Value > 100);
        result.Figures["r_squared"].Value.ShouldNotBeNull().ShouldBeInRange(0.1, 1);

        // They are those of ridge on the same seven columns.
        var ridge = RidgeFit.Of(data.Factors.Factors, [.. data.Returns.Of("A").ToArray().Select(value => value!.Value)]).ShouldNotBeNull();
        foreach (var (factor, slope) in RiskSettings.Standard.Factors.Zip(ridge.Slopes))
        {
            result.Figures["beta_" + factor.Id].Value.ShouldNotBeNull().ShouldBe(slope / 2, 1e-12, factor.Id);
        }
    }

    [Fact] // with more noise the condition number falls below 30, and there are errors again
    public void Factors_ThatCanBeToldApart_AreNotPenalised()
    {
        var result = new FactorExposures().Compute(Data(NearlyTwice(0.1), Holding("A", 50_000)));

        result.Figures["condition_number"].Value.ShouldNotBeNull().ShouldBeInRange(5, FactorFits.MostCondition);
        result.Figures["beta_market"].StandardError.ShouldNotBeNull();
        result.Rows.ShouldAllBe(row => row.Figures["newey_west_error"].Value > 0);
    }

    [Fact]
    public void Factors_ThatCannotBeToldApart_ArePenalised_WithoutErrors()
    {
        var result = new FactorExposures().Compute(Data(With("USMV", MarketReturns), Holding("A", 50_000)));

        ShouldBePenalised(result, "Penalised slopes have no errors.");
        result.Figures["condition_number"].Reason.ShouldBe("One factor is a combination of the others.");
    }

    private static void ShouldBePenalised(RiskResult result, string why)
    {
        result.Figures["beta_market"].Value.ShouldNotBeNull().ShouldBeInRange(0.3, 0.8);
        result.Figures["ridge_market"].Value.ShouldNotBeNull();
        foreach (var factor in RiskSettings.Standard.Factors)
        {
            var beta = result.Figures["beta_" + factor.Id];
            double.IsFinite(beta.Value.ShouldNotBeNull(factor.Id)).ShouldBeTrue();
            beta.StandardError.ShouldBeNull(factor.Id);
            var error = result.Rows.Single(row => row.Key == factor.Id).Figures["newey_west_error"];
            (error.Value, error.Reason).ShouldBe((null, why));
        }

        var loadings = result.Tables.Single(table => table.Id == "loadings");
        var errors = loadings.Columns.Select((column, i) => (column, i)).Where(each => each.column.StartsWith("se_", StringComparison.Ordinal)).ToList();
        errors.Count.ShouldBe(RiskSettings.Standard.Factors.Count);
        loadings.Rows.ShouldAllBe(row => errors.All(each => row.Values[each.i] == null));
    }

    [Fact]
    public void Factors_WithoutEnoughReturns_AreUnknownWithTheReason()
    {
        new FactorExposures().Compute(Data(Holding("NEW", 5))).Figures["beta_market"].Reason.ShouldBe("No holding has 60 returns together with the factors in a year.");
        var missing = new FactorExposures().Compute(Data(With("MTUM", null), Holding("A", 5))).Figures["beta_size"].Reason;
        missing.ShouldBe("The factors have 0 returns together in a year; 60 are needed. The fewest has Momentum (MTUM).");
        new FactorExposures().Compute(Data()).Figures["beta_market"].Reason.ShouldBe("Nothing is held.");

        // What is known of a book that is, with the reason.
        var known = new FactorExposures().Compute(Data(Holding("A", 5))).Figures.Keys;
        foreach (var unknown in new[] { new FactorExposures().Compute(Data()), new FactorExposures().Compute(Data(With("MTUM", null), Holding("A", 5))) })
        {
            unknown.Figures.Keys.ShouldBe(known, ignoreOrder: true);
            unknown.Figures.Where(each => each.Key != "condition_number").ShouldAllBe(each => each.Value.Value == null && each.Value.Reason != null && each.Value.Window == "252 returns");
        }
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
        new SpreadFactors().Compute(Data(With("IWM", MarketReturns), Holding("A", 5))).Figures["size"].Reason.ShouldBe("Size did not move.");
        new SpreadFactors().Compute(Data(With("A", [.. MarketReturns.Zip(momentum, (market, style) => market + (3 * style))]), Holding("A", 100_000))).Figures["momentum"].Words.ShouldBe("strong");
    }

    [Fact]
    public void Rows_ThatVaryWithNothing_SayThatThereIsNothingToSplit()
    {
        var result = new FactorExposures().Compute(Data(Holding("FLAT", 50_000)));

        (result.Figures["model_volatility"].Value, result.Figures["specific_share"].Reason).ShouldBe((0, "Nothing varies, so there is nothing to split."));
        result.Figures["r_squared"].Reason.ShouldBe("No R²: the returns never moved, so there is nothing to explain.");
        result.Figures["r_squared"].Words.ShouldBeNull("0 ÷ 0 is no excellent fit");
        (result.Figures["beta_market"].Value, result.Figures["beta_market"].StandardError, result.Figures["beta_market"].RSquared).ShouldBe((0, 0, null));
        result.Rows.ShouldAllBe(row => row.Figures["risk_share"].Reason != null);
    }

    [Theory]
    [InlineData(0.7, "excellent")]
    [InlineData(0.6999, "good")]
    [InlineData(0.5, "good")]
    [InlineData(0.4999, "fair")]
    [InlineData(0.3, "fair")]
    [InlineData(0.2999, "poor")]
    [InlineData(0.1, "poor")]
    [InlineData(0.0999, "no")]
    public void FitWord_HasItsBands(double rSquared, string word) => FactorExposures.FitWord(rSquared).ShouldBe(word);

    [Theory]
    [InlineData(0.0499, "very low")]
    [InlineData(0.05, "low")]
    [InlineData(-0.1499, "low")]
    [InlineData(-0.15, "moderate")]
    [InlineData(0.2999, "moderate")]
    [InlineData(0.3, "high")]
    [InlineData(0.4999, "high")]
    [InlineData(-0.5, "very high")]
    public void RateWord_HasItsBands(double beta, string word) => BetaTo.RateWord(beta).ShouldBe(word);

    [Fact] // A is made to move by −.4 with the bonds' fund
    public void InterestRateBeta_IsTheSlopeOnTheBondsFund_WithItsWord()
    {
        var bonds = Data().Returns.Of("TLT").ToArray();
        var data = Data(With("A", [.. bonds.Select(value => -0.4 * value)]), Holding("A", 50_000), Holding("SPAXX", 50_000) with { IsCash = true });

        var beta = BetaTo.InterestRate.Compute(data).Figures["beta"];

        beta.Value.ShouldNotBeNull().ShouldBe(-0.2, 1e-12);
        (beta.Words, beta.Coverage).ShouldBe(("moderate", 1));
        BetaTo.Market.Compute(data).Figures["beta"].Words.ShouldBeNull();
    }
}
