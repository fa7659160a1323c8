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

/// <summary>The cards of a book's risk, over results of the analytics themselves.</summary>
public sealed class RiskCardTests : BunitContext
{
    private static readonly RiskHolding[] Holdings =
        [RiskBooks.Holding("A", 60_000), RiskBooks.Holding("B", -20_000), RiskBooks.Call("A", 2), RiskBooks.Holding("NEW", 5_000), RiskBooks.Holding(null, 10_000)];

    private static readonly BookRisk Risk = RiskOf(Holdings);

    private static readonly IReadOnlyList<PositionRow> Rows =
        [.. Holdings.Select(holding => Named(Views.Row(holding.Symbol.Split(' ')[0], quantity: Math.Sign(holding.MarketValue) * 10, investmentClass: holding.MovesWith is null ? InvestmentClass.Private : InvestmentClass.Public), holding))];

    public RiskCardTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public void Factors_AreDrawnWithTheirErrors_AndNoiseIsSaidToBe()
    {
        var card = Render<FactorCard>(p => p.Add(x => x.Risk, Risk));

        card.FindAll("[data-factor]").Select(row => row.GetAttribute("data-factor")).ShouldBe(RiskSettings.Standard.Factors.Select(factor => factor.Id));
        card.FindAll("[data-factor=market] .err").ShouldHaveSingleItem();
        card.FindAll(".noise").ShouldAllBe(row => row.TextContent.Contains("not distinguishable from zero"));
        card.FindAll(".noise").ShouldNotBeEmpty();
        card.Find("[popovertarget=about-factors]").Click();
        card.Find("#about-factors").TextContent.ShouldContain("VUG−VTV");
        card.FindAll("details tbody tr").Count.ShouldBe(9);
    }

    [Fact]
    public void Slopes_BySecondMethodAndAlone_NameTheFundsTheyAreFittedOn()
    {
        var card = Render<FactorCard>(p => p.Add(x => x.Risk, Risk));

        // Ridge has value and growth apart, eight series; a style alone has its own two funds.
        Asked("ridge-momentum").ShouldContain("returns of SPY, TLT, VTV−SPY, VUG−SPY, MTUM−SPY, QUAL−SPY, IWM−SPY, USMV−SPY");
        Asked("ridge-momentum").ShouldContain(FigureCatalogue.Of("factors.ridge").Definition);
        Asked("spreads-value").ShouldContain("returns of SPY, TLT, VTV−SPY, VUG−SPY");
        Asked("spreads-momentum").ShouldContain("returns of MTUM−SPY");
        Asked("spreads-momentum").ShouldNotContain("TLT");
        Asked("factors-beta_market").ShouldContain("returns of SPY, TLT, VUG−VTV, MTUM−SPY, QUAL−SPY, IWM−SPY, USMV−SPY");

        string Asked(string id)
        {
            card.Find($"[popovertarget='about-{id}']").Click();
            return card.Find($"[id='about-{id}']").TextContent;
        }
    }

    [Fact]
    public void Stress_ForAReaderOfAnotherLanguage_HasItsBondInTheirNumbers()
    {
        var card = Render<StressCard>(p => p.AddCascadingValue(App.Shared.Formats.For("de-DE")).Add(x => x.Risk, Risk).Add(x => x.Positions, Rows));

        card.Find("[popovertarget=about-stress]").Click();

        card.Find("#about-stress").TextContent.ShouldContain("duration of 16,2 years and a convexity of 350");
    }

    [Fact]
    public void Factors_ThatCannotBeComputed_SayWhy()
    {
        var card = Render<FactorCard>(p => p.Add(x => x.Risk, RiskOf([RiskBooks.Holding(null, 10_000)])));

        card.Find("section > p").TextContent.ShouldBe("Nothing that is held has a market price.");
        card.FindAll("table").ShouldBeEmpty();
    }

    [Fact]
    public void Scenarios_AreListedWorstFirst_OrByKind_AndTellWhoIsToBlame()
    {
        var card = Render<StressCard>(p => p.Add(x => x.Risk, Risk).Add(x => x.Positions, Rows));

        var ids = Ids(card);
        ids.Count.ShouldBe(18);
        ids.ShouldNotBe(RiskSettings.Standard.Scenarios.Select(scenario => scenario.Id));
        card.FindAll(".segmented button")[1].Click();
        Ids(card).ShouldBe(RiskSettings.Standard.Scenarios.Select(scenario => scenario.Id));
        card.FindAll(".segmented button")[1].GetAttribute("aria-pressed").ShouldBe("true");

        card.Find("[data-scenario=market_crash_35] button").Click();

        card.Find("[data-scenario=market_crash_35] button").GetAttribute("aria-expanded").ShouldBe("true");
        var detail = card.Find(".stress-detail").TextContent;
        detail.ShouldContain("Market−35%");
        detail.ShouldContain("2 positions are not moved");
        card.Find("[data-scenario=market_crash_35] button").Click();
        card.FindAll(".stress-detail").ShouldBeEmpty();
    }

    [Fact]
    public void Positions_ToBlame_SumToTheScenario()
    {
        var line = StressLine.Of(Risk).Single(one => one.Scenario.Id == "market_crash_35");

        line.ByPosition(Risk, Rows).Sum(each => each.Direct).ShouldBe((decimal)line.Direct!.Value!.Value);
        line.ByPosition(Risk, Rows).Sum(each => each.Correlated).ShouldBe((decimal)line.Correlated!.Value!.Value);
        line.ByFactor(Risk).Where(each => each.Direct != 0).ShouldHaveSingleItem().Name.ShouldBe("Market");
        foreach (var each in StressLine.Of(Risk))
        {
            each.ByFactor(Risk).Sum(factor => factor.Direct).ShouldBe((decimal)each.Direct!.Value!.Value, $"{each.Scenario.Id}, by factor");
            each.ByFactor(Risk).Sum(factor => factor.Correlated).ShouldBe((decimal)each.Correlated!.Value!.Value, $"{each.Scenario.Id}, by factor, correlated");
            each.ByFactor(Risk).Sum(factor => factor.CorrelatedShare!.Value).ShouldBe(each.CorrelatedShare!.Value!.Value, 1e-9);
        }
    }

    [Theory]
    [InlineData(-1_000, -3_000, "correlated", "B")]
    [InlineData(-3_000, -1_000, "direct", "A")]
    public void WorstScenario_BlamesThePositions_OfTheKindThatIsShown(double direct, double correlated, string kind, string blamed)
    {
        var rows = new[] { Views.Row("A"), Views.Row("B") };
        var card = Render<WorstCard>(p => p.Add(x => x.Risk, Crash(rows, direct, correlated)).Add(x => x.Positions, rows).Add(x => x.StressLink, "#stress"));

        card.Find("[data-figure=worst]").TextContent.Trim().ShouldBe("−$3,000");
        card.Find("[data-kind]").GetAttribute("data-kind").ShouldBe(kind);
        card.Find("[data-figure=blame] .blame").TextContent.ShouldBe($"{blamed} −$3,000");
        card.FindAll("[data-figure=blame] .blame").ShouldHaveSingleItem("the other gains nothing and loses nothing by that kind");
        card.Find("[popovertarget=about-blame]").Click();
        card.Find("#about-blame").TextContent.ShouldContain("−$3,000.00");
    }

    [Fact]
    public void DrillDown_OfAScenario_HasBothKindsInDollarsAndOfEquity()
    {
        var rows = new[] { Views.Row("A"), Views.Row("B") };
        var card = Render<StressCard>(p => p.Add(x => x.Risk, Crash(rows, -1_000, -3_000)).Add(x => x.Positions, rows));

        card.Find("[data-scenario=market_crash_35] button").Click();

        card.FindAll(".stress-parts thead th").Select(heading => heading.TextContent).Distinct().ShouldBe(["Position", "Direct", "Correlated", "Factor"]);
        card.Find("[data-part=B]").TextContent.ShouldBe("B$00.0%−$3,000−3.0%");
        card.Find("[data-part=Market]").TextContent.ShouldBe("Market−$1,000−1.0%−$3,000−3.0%");
        card.Find(".stress-detail").TextContent.ShouldContain("Most lost correlated");
    }

    // A crash in which A bears the direct loss and B the correlated one.
    private static BookRisk Crash(PositionRow[] rows, double direct, double correlated)
    {
        (string Key, double Direct, double Correlated)[] positions = [(rows[0].Position.Id.ToString(), direct, 0), (rows[1].Position.Id.ToString(), 0, correlated)];
        return BookRisks.Of(new RiskResult(
            "stress",
            new Dictionary<string, RiskFigure>(),
            [new RiskRow("market_crash_35", new Dictionary<string, RiskFigure>
            {
                ["direct"] = new(direct, "usd"), ["direct_share"] = new(direct / 100_000, "ratio"),
                ["correlated"] = new(correlated, "usd"), ["correlated_share"] = new(correlated / 100_000, "ratio"),
            })])
        {
            Tables = [.. Tables("by_position", positions), .. Tables("by_factor", ("market", direct, correlated))],
        });

        static IEnumerable<RiskTable> Tables(string id, params (string Key, double Direct, double Correlated)[] parts) =>
        [
            Table(id, "usd", parts.Select(part => (part.Key, part.Direct))), Table(id + "_share", "ratio", parts.Select(part => (part.Key, part.Direct / 100_000))),
            Table(id + "_correlated", "usd", parts.Select(part => (part.Key, part.Correlated))), Table(id + "_correlated_share", "ratio", parts.Select(part => (part.Key, part.Correlated / 100_000))),
        ];

        static RiskTable Table(string id, string unit, IEnumerable<(string Key, double Value)> rows) => new(id, unit, ["market_crash_35"], [.. rows.Select(row => new RiskTableRow(row.Key, [row.Value]))]);
    }

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
    public void WorstScenario_IsTheHeadline()
    {
        var card = Render<WorstCard>(p => p.Add(x => x.Risk, Risk).Add(x => x.Positions, Rows).Add(x => x.StressLink, "#stress"));

        var worst = StressLine.Of(Risk).Min(line => line.Worst!.Value);
        card.Find("[data-figure=worst]").TextContent.Trim().ShouldBe(App.Shared.Formats.Default.Money((decimal)worst, decimals: 0));
        card.FindAll(".worst-others > div").Count.ShouldBeInRange(3, 5);
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
    public void Unknowns_NameHoldingsAndFigures_WithWhatWouldMakeThemKnown()
    {
        var items = RiskUnknown.Of(Risk, Rows);

        items.ShouldContain(item => item.What == "FUND" && item.Why.StartsWith("Private assets") && item.Remedy == null);
        items.ShouldContain(item => item.What == "NEW" && item.Remedy != null);
        items.ShouldContain(item => item.What == "Provider beta");
        RiskUnknown.Of(RiskOf([RiskBooks.Holding(null, 10_000)]), []).Count(item => item.Why == "Nothing that is held has a market price.").ShouldBe(1, "said once for all that lack it");
    }

    [Fact]
    public void Changes_AreDifferencesToTheSessionsBefore()
    {
        var before = RiskOf([RiskBooks.Holding("A", 30_000)]);
        var risk = new CenterRisk(Risk) { Before = new(new EarlierRisk(RiskBooks.Session.AddDays(-1), 90_000, before.ToSummary()), null) };

        var changes = RiskChange.Of(risk, 100_000);

        changes.Single(change => change.Name == "Equity").LastSession!.Value.ShouldBe(90_000);
        changes.Single(change => change.Name == "Net exposure").LastSession!.Value.ShouldBe(30_000);
        Render<ChangesCard>(p => p.Add(x => x.Risk, risk).Add(x => x.Equity, 100_000)).Find("tbody tr").TextContent.ShouldContain("+$10.0 k");
    }

    [Fact]
    public void Changes_WhileTheyAreComputed_AreNotSaidToBeNone()
    {
        var card = Render<ChangesCard>(p => p.Add(x => x.Risk, new CenterRisk(Risk)));
        card.Find("#changes").GetAttribute("aria-busy").ShouldBe("true");
        card.Markup.ShouldNotContain("no earlier session");

        card.Render(p => p.Add(x => x.Risk, new CenterRisk(Risk) { Before = new(null, null) }));
        card.Find("#changes").HasAttribute("aria-busy").ShouldBeFalse();
        card.Markup.ShouldContain("There is no earlier session to compare with.");
    }

    [Fact]
    public void Changes_WithoutAMonthAgo_SayWhyInEachCell()
    {
        var before = RiskOf([RiskBooks.Holding("A", 30_000)]);
        var card = Render<ChangesCard>(p => p
            .Add(x => x.Risk, new CenterRisk(Risk) { Before = new(new EarlierRisk(RiskBooks.Session.AddDays(-1), 90_000, before.ToSummary()), null) }).Add(x => x.Equity, 100_000));

        card.FindAll("tbody tr").ShouldAllBe(row => row.QuerySelector("td:last-child [data-why]")!.GetAttribute("data-why") == "There is no session so long ago.");
        card.FindAll("tbody td:not(:last-child) [data-why]").ShouldAllBe(cell => cell.GetAttribute("data-why")!.Length > 20);
    }

    [Fact]
    public void Changes_ThatCouldNotBeLoaded_OfferAnotherTry()
    {
        var tries = 0;
        var card = Render<ChangesCard>(p => p.Add(x => x.Risk, new CenterRisk(Risk)).Add(x => x.IsFailed, true).Add(x => x.OnRetry, () => tries++));

        card.Find("[data-state=failed]").TextContent.ShouldContain("The risk of earlier sessions could not be loaded");
        card.Find("button").Click();
        tries.ShouldBe(1);
        card.Find("#changes").HasAttribute("aria-busy").ShouldBeFalse();
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
    public void Worst_AfterAFault_SaysSo() =>
        Render<WorstCard>(p => p.Add(x => x.Risk, BookRisks.Of(RiskResult.Failed("stress"))).Add(x => x.Positions, Rows).Add(x => x.StressLink, "#stress")).Find("[data-state=fault]").ShouldNotBeNull();

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
    public void Unknowns_AreShownWithWhatWouldMakeThemKnown()
    {
        // A symbol whose volatility is known but not its beta, one without a sector, an analytic that failed.
        var risk = Risk with
        {
            Results =
            [
                .. Risk.Results.Where(result => result.Id is not ("market_beta" or "greeks")),
                BookRisks.Betas(("A", 1.2), ("B", null)),
                RiskResult.Failed("greeks"),
            ],
        };

        var card = Render<UnknownsCard>(p => p.Add(x => x.Risk, risk).Add(x => x.Positions, Rows));

        card.Markup.ShouldNotContain("Every figure is known");
        var items = card.FindAll("li").Select(item => string.Join(' ', item.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        items.ShouldContain(item => item.StartsWith("Option Greeks A fault of the application") && item.Contains("tell the operator"));
        items.ShouldContain(item => item.StartsWith("B Not known of it: market beta. B is too young.") && item.Contains("To know it: More sessions with a price"));
        items.ShouldContain(item => item.Contains("No source has told the sector") && item.Contains("A source of profiles"));
        card.Find("h2 .num").TextContent.ShouldBe(items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Unknowns_OfNone_SaySo()
    {
        PositionRow[] rows = [.. Rows.Where(row => row.Position.Symbol is "A" or "B" && row.Value > 0).Take(1).Select(row => row with { Sector = "Energy" })];
        var known = new BookRisk(RiskBooks.Session, null, 100_000, [], RiskSettings.Standard)
        {
            Results = [.. Risk.Results.Select(result => new RiskResult(result.Id, new Dictionary<string, RiskFigure>(), []))],
        };

        Render<UnknownsCard>(p => p.Add(x => x.Risk, known).Add(x => x.Positions, rows)).Markup.ShouldContain("Every figure is known, of every position.");
    }

    [Fact]
    public void EveryCause_OfAnUnknown_HasItsPlace()
    {
        // A kind of reason that nobody has thought about throws; each is walked through as a figure of the book.
        foreach (var cause in Enum.GetValues<UnknownCause>())
        {
            var risk = BookRisks.Of(new RiskResult("tail", new Dictionary<string, RiskFigure> { ["var_95"] = RiskFigure.Unknown("ratio", new RiskReason(cause, "Because.")) }, []));

            RiskUnknown.Of(risk, []).Single(item => item.Why == "Because.").What.ShouldBe("Value at risk");
        }
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

    private static List<string> Ids(IRenderedComponent<StressCard> card) => [.. card.FindAll("[data-scenario]").Select(row => row.GetAttribute("data-scenario")!)];

    private static BookRisk RiskOf(params RiskHolding[] holdings) =>
        new(RiskBooks.Session, null, 100_000, [.. AnalyticSet.Standard.All.Select(analytic => analytic.Compute(RiskBooks.Data(holdings)))], RiskSettings.Standard);

    // The row of the same position as the holding.
    private static PositionRow Named(PositionRow row, RiskHolding holding)
    {
        var position = new PositionBuilder { Id = holding.PositionId, PortfolioId = row.Position.PortfolioId, Symbol = row.Position.Symbol, Quantity = row.Position.Quantity, Class = row.Position.Class }.Build();
        return row with { Position = position };
    }
}
