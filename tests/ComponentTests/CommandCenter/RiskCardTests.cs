using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Features.CommandCenter.Risk;
using App.Testing;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

/// <summary>The other cards of a book's risk, over results of the analytics themselves.</summary>
public sealed class RiskCardTests : RiskCardContext
{
    [Fact]
    public void Greeks_OfOptionsThatCannotBePriced_AreDashesWithTheReason_NotNothing()
    {
        var blind = RiskBooks.Call("B", 2) with { Option = null, Inputs = null, DeltaAdjusted = null };

        var card = Render<GreeksCard>(p => p.Add(x => x.Risk, RiskOf([RiskBooks.Holding("A", 60_000), blind])));

        card.FindAll("[data-underlying]").Select(row => row.GetAttribute("data-underlying")).ShouldBe(["B"]);
        card.Find("[data-underlying=B]").TextContent.ShouldContain(App.Shared.Formats.Unknown);
        card.Markup.ShouldContain("0% of the options’ exposure could be priced");
    }

    [Fact]
    public void Greeks_OfOneOfTwoOptions_AreSaidToBeOfAPart()
    {
        PositionRow[] rows = [.. ((int[])[105, 110]).Select(strike => Views.Row("A", option: new("A", strike, new DateOnly(2027, 3, 19), OptionType.Call)))];
        RiskHolding[] holdings =
        [
            RiskBooks.Call("A", 2) with { PositionId = rows[0].Position.Id, VolatilityFrom = App.Core.Snapshots.VolatilitySource.Realised },
            RiskBooks.Call("A", 1) with { PositionId = rows[1].Position.Id, Option = null, Inputs = null, DeltaAdjusted = null },
        ];

        var card = Render<GreeksCard>(p => p.Add(x => x.Risk, RiskOf(holdings)).Add(x => x.Positions, rows));

        card.Find("[data-underlying=A] .left-out").TextContent.Trim().ShouldBe("of 1 known, 1 left out");
        card.Find("[popovertarget=about-greeks]").Click();
        card.Find("#about-greeks").TextContent.ShouldContain("Here: 1 with volatility realised by the underlying over 63 sessions.");
        Render<GreeksCard>(p => p.Add(x => x.Risk, Risk).Add(x => x.Positions, Rows)).FindAll(".left-out").ShouldBeEmpty();
    }

    [Fact]
    public void DeltaOfARow_WithAnOptionThatCouldNotBePriced_IsSaidToBeOfAPart()
    {
        var blind = RiskBooks.Call("A", 1) with { Option = null, Inputs = null, DeltaAdjusted = null };
        var card = Render<ExposureTable>(p => p.Add(x => x.Risk, RiskOf([RiskBooks.Holding("A", 60_000), blind])).Add(x => x.Positions, []).Add(x => x.Equity, 100_000));

        card.FindAll(".segmented button").Single(button => button.TextContent == "Underlying").Click();
        card.FindAll(".left-out").ShouldBeEmpty("every market value is known");
        card.FindAll(".segmented button").Single(button => button.TextContent == "Delta").Click();

        card.Find("[data-key=A] .left-out").TextContent.Trim().ShouldBe("of 1 known, 1 left out");
        card.Find("[popovertarget='about-exposures-delta_share']").Click();
        card.Find("[id='about-exposures-delta_share']").TextContent.ShouldContain(FigureCatalogue.Of("exposures.delta_share").Definition);
    }

    [Fact]
    public void Headings_OfRowsWithoutQuestionMarks_ExplainWhatStandsBelowThem()
    {
        var sources = Render<RiskSourcesCard>(p => p.Add(x => x.Risk, Risk).Add(x => x.Positions, Rows));
        foreach (var (id, key) in ((string, string)[])[("sources-risk_by_factor", "factors.risk_share"), ("sources-weight", "factors.weight"), ("sources-marginal", "factors.marginal")])
        {
            sources.Find($"thead [popovertarget='about-{id}']").Click();
            sources.Find($"[id='about-{id}']").TextContent.ShouldContain(FigureCatalogue.Of(key).Definition);
            sources.Find($"[id='about-{id}']").TextContent.ShouldContain("Window 252 returns");
        }

        var correlation = Render<CorrelationCard>(p => p.Add(x => x.Risk, Risk));
        correlation.Find("thead [popovertarget=about-correlations-pair]").Click();
        correlation.Find("#about-correlations-pair").TextContent.ShouldContain("Window 90 days");
    }

    [Fact]
    public void Correlations_LeftOut_AreCountedByEachReason()
    {
        var figures = new Dictionary<string, RiskFigure>
        {
            ["mean_absolute"] = new(.5, "ratio"),
            ["effective_bets"] = new(1.5, "count"),
            ["left_out_few_returns"] = new(2, "count"),
            ["left_out_days"] = new(3, "count"),
            ["left_out_no_delta"] = new(1, "count"),
        };
        var risk = BookRisks.Of(new RiskResult("correlations", figures, []) { Tables = [new RiskTable("matrix", "ratio", ["A", "B"], [new RiskTableRow("A", [1, .5]), new RiskTableRow("B", [.5, 1])])] });

        Render<CorrelationCard>(p => p.Add(x => x.Risk, risk)).Find("section > p.small").TextContent.ShouldEndWith(
            "Left out: 2 with fewer than 20 returns that move, 3 without returns on the days that the others share, 1 of the options for want of a price of the underlying.");
    }

    [Fact]
    public void Volatility_WithoutATrend_SaysSo()
    {
        var figures = new Dictionary<string, RiskFigure> { ["realised_21"] = new(0.2, "ratio"), ["trend_per_session"] = new(0.001, "ratio") { RSquared = 0.1, Words = "no trend" } };

        Render<VolatilityCard>(p => p.Add(x => x.Risk, BookRisks.Of(new RiskResult("volatility", figures, [])))).Find("[data-figure='volatility.trend_per_session'] > span").TextContent.ShouldBe("No trend");
    }

    [Fact]
    public void Exposure_ChangesItsGroupAndItsBasis_AndNeverMixesTheTwo()
    {
        var card = Render<ExposureTable>(p => p.Add(x => x.Risk, Risk).Add(x => x.Positions, Rows).Add(x => x.Equity, 100_000));

        card.FindAll("[data-key]").Select(row => row.GetAttribute("data-key")).ShouldBe(["Public", "Private", "Options"], ignoreOrder: true);
        card.FindAll(".segmented button").Single(button => button.TextContent == "Underlying").Click();
        card.FindAll(".segmented button").Single(button => button.TextContent == "Delta").Click();

        var a = card.Find("[data-key=A]");
        a.QuerySelectorAll("td")[1].TextContent.ShouldBe(App.Shared.Formats.Default.MoneyShort(60_000 + Holdings[2].DeltaAdjusted!.Value));
        card.Find("caption").TextContent.ShouldStartWith("Delta-adjusted exposure by Underlying");
    }

    [Fact]
    public void Correlations_AreWrittenInTheirCells_OrTheReasonStands()
    {
        var card = Render<CorrelationCard>(p => p.Add(x => x.Risk, Risk));
        card.FindAll(".heat tbody tr").Count.ShouldBe(2);
        card.Find(".heat tbody td").TextContent.ShouldBe("1.00");

        Render<CorrelationCard>(p => p.Add(x => x.Risk, RiskOf([RiskBooks.Holding("A", 60_000)]))).Markup.ShouldContain("There are not two holdings of 1 % of equity or $10,000.");
    }

    [Fact]
    public void Volatility_OfABookWithoutPrices_IsAReason_NotDashes()
    {
        var card = Render<VolatilityCard>(p => p.Add(x => x.Risk, RiskOf([RiskBooks.Holding(null, 10_000)])));

        card.FindAll("table").ShouldBeEmpty();
        card.Markup.ShouldContain("Nothing that is held has a market price.");
    }

    [Fact]
    public void Greeks_WithoutOptions_SaySo()
    {
        Render<GreeksCard>(p => p.Add(x => x.Risk, RiskOf([RiskBooks.Holding("A", 60_000)]))).Markup.ShouldContain("No options are held.");
        Render<GreeksCard>(p => p.Add(x => x.Risk, Risk)).FindAll("[data-underlying]").Select(row => row.GetAttribute("data-underlying")).ShouldBe(["A"]);
    }

    [Fact]
    public void Grid_WhileTheRiskIsComputed_IsBusy_AndWithoutOneSaysSo()
    {
        Render<RiskGrid>(p => p.Add(x => x.View, Views.View()).Add(x => x.Risk, null)).Find("[aria-busy=true]").ShouldNotBeNull();
        Render<RiskGrid>(p => p.Add(x => x.View, Views.View()).Add(x => x.Risk, new CenterRisk(null))).Markup.ShouldContain("has not been calculated");
    }

    [Theory]
    [InlineData("greeks", "No options are held")]
    [InlineData("targets", "No target is set")]
    [InlineData("exposures", "Nothing is held")]
    [InlineData("stress", "There are no scenarios")]
    [InlineData("volatility", "It has not been calculated")]
    [InlineData("factors", "It has not been calculated")]
    [InlineData("correlations", "It has not been calculated")]
    [InlineData("concentration", "It has not been calculated")]
    public void AFault_IsSaidWithWhatToDo_AndNeverAsAFactOfTheBook(string analytic, string fact)
    {
        var risk = Risk with { Results = [.. Risk.Results.Select(result => result.Id == analytic || (analytic == "volatility" && result.Id == "tail") ? RiskResult.Failed(result.Id) : result)] };

        var card = Card(analytic, risk);

        var told = card.QuerySelector("[data-state=fault]").ShouldNotBeNull();
        told.TextContent.ShouldContain("A fault of the application");
        told.TextContent.ShouldContain("Calculate again; if it stays, tell the operator.");
        card.TextContent.ShouldNotContain(fact);
    }

    [Theory]
    [InlineData("greeks")]
    [InlineData("targets")]
    [InlineData("exposures")]
    [InlineData("stress")]
    [InlineData("factors")]
    [InlineData("correlations")]
    [InlineData("concentration")]
    public void WhatAReportDoesNotHave_IsNotCalculated_AndNeverNothing(string analytic)
    {
        var card = Card(analytic, Risk with { Results = [.. Risk.Results.Where(result => result.Id != analytic)] });

        card.QuerySelector("[data-state=not-calculated]").ShouldNotBeNull().TextContent.ShouldContain("Calculating the portfolio again does.");
    }

    [Fact]
    public void Volatility_WithoutATrend_SaysWhy()
    {
        var few = RiskBooks.With("A", [.. RiskBooks.MarketReturns.Select((value, day) => day < 30 ? null : value)]);
        var card = Render<VolatilityCard>(p => p.Add(x => x.Risk, new BookRisk(
            RiskBooks.Session, null, 100_000, [.. AnalyticSet.Standard.All.Select(analytic => analytic.Compute(RiskBooks.Data(few, RiskBooks.Holding(null, 10_000))))], RiskSettings.Standard)));

        card.Find("[data-figure='volatility.trend_per_session'] [data-why]").GetAttribute("data-why").ShouldBe("Nothing that is held has a market price.");
        card.Find("[data-figure='volatility.percentile'] [data-why]").GetAttribute("data-why").ShouldBe("Nothing that is held has a market price.");
    }

    [Fact]
    public void Strip_ShowsBetaVolatilityAndConcentration_WithWhatTheyRestOn()
    {
        var strip = Render<FigureStrip>(p => p.Add(x => x.View, Views.View()).Add(x => x.Risk, new CenterRisk(Risk)));

        strip.Find("[data-figure=beta] dd").TextContent.ShouldContain("R²");
        strip.Find("#about-beta").TextContent.ShouldNotContain("returns of SPY", Case.Sensitive, "before it is opened");
        strip.Find("[popovertarget=about-beta]").Click();
        strip.Find("#about-beta").TextContent.ShouldContain("returns of SPY");
        strip.Find("#about-beta").TextContent.ShouldContain("Coverage");
        strip.Find("[data-figure=vol] dd").TextContent.ShouldContain("%");
        strip.Find("[data-figure=effective] dd").TextContent.ShouldContain("top 3");
    }

    private AngleSharp.Dom.IElement Card(string analytic, BookRisk risk) => analytic switch
    {
        "greeks" => Render<GreeksCard>(p => p.Add(x => x.Risk, risk)).Find("section"),
        "targets" => Render<TargetsCard>(p => p.Add(x => x.Risk, risk)).Find("section"),
        "exposures" => Render<ExposureTable>(p => p.Add(x => x.Risk, risk).Add(x => x.Positions, Rows)).Find("section"),
        "stress" => Render<StressCard>(p => p.Add(x => x.Risk, risk).Add(x => x.Positions, Rows)).Find("section"),
        "volatility" => Render<VolatilityCard>(p => p.Add(x => x.Risk, risk)).Find("section"),
        "factors" => Render<FactorCard>(p => p.Add(x => x.Risk, risk)).Find("section"),
        "correlations" => Render<CorrelationCard>(p => p.Add(x => x.Risk, risk)).Find("section"),
        _ => Render<ConcentrationCard>(p => p.Add(x => x.Risk, risk)).Find("section"),
    };
}
