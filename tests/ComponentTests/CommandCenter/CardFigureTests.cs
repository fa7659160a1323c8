using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Targets;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Features.CommandCenter.Risk;
using App.Shared;
using App.Testing;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

/// <summary>What the cards write: figures with their signs and colours, unknown ones as what they are, and nothing drawn for them.</summary>
public sealed class CardFigureTests : PartsTest
{
    private static readonly RiskHolding[] Holdings = [RiskBooks.Holding("A", 60_000), RiskBooks.Holding("B", -20_000), RiskBooks.Call("A", 2)];

    [Fact]
    public void Factors_InSmallPrint_HaveTheirInflationAndTheConditionOfAll()
    {
        var card = Render<FactorCard>(p => p.Add(x => x.Risk, RiskOf(RiskBooks.Data(Holdings))));

        var small = card.FindAll("section > p.small")[^1].TextContent;
        foreach (var factor in RiskSettings.Standard.Factors)
        {
            small.ShouldMatch($@"{factor.Name} \d+\.\d");
        }

        small.ShouldMatch(@"Condition number \d+\.\d\.");
    }

    [Fact]
    public void Factors_ThatCannotBeToldApart_AreSaidToBePenalised_WithoutWhiskers()
    {
        var data = RiskBooks.Data(RiskBooks.With("USMV", RiskBooks.MarketReturns), Holdings);
        var card = Render<FactorCard>(p => p.Add(x => x.Risk, RiskOf(data)));

        card.Find(".warn-text").TextContent.ShouldBe("The factors cannot be told apart on these days (one is a combination of the others): penalised slopes, without errors.");
        card.FindAll(".err, .noise").ShouldBeEmpty();
        card.Markup.ShouldNotContain("Whiskers");
        card.FindAll("[data-factor] td:nth-of-type(3) .why").Select(dash => dash.GetAttribute("data-why")).ShouldBe(Enumerable.Repeat("Penalised slopes have no errors.", RiskSettings.Standard.Factors.Count));
    }

    [Fact]
    public void Factors_ThatCanHardlyBeToldApart_NameTheConditionNumber_WithoutErrorsOrWhiskers()
    {
        var risk = RiskOf(RiskBooks.Data(RiskBooks.NearlyTwice(1e-2), Holdings));
        var condition = risk.Figure("factors", "condition_number")!.Value.ShouldNotBeNull();
        var card = Render<FactorCard>(p => p.Add(x => x.Risk, risk));

        condition.ShouldBeInRange(FactorFits.MostCondition, 1_000);
        card.Find(".warn-text").TextContent.ShouldBe($"The factors cannot be told apart on these days (condition number {condition.ToString("0", System.Globalization.CultureInfo.InvariantCulture)}, over 30): penalised slopes, without errors.");
        card.FindAll(".err, .noise").ShouldBeEmpty();
        card.Markup.ShouldNotContain("Whiskers");
        card.FindAll("[data-factor] td:nth-of-type(3) .why").Select(dash => dash.GetAttribute("data-why")).ShouldBe(Enumerable.Repeat("Penalised slopes have no errors.", RiskSettings.Standard.Factors.Count));
        card.FindAll("section > p.small")[^1].TextContent.ShouldMatch(@"^Variance inflation: .*Condition number \d+\.\d\.$");
    }

    [Fact]
    public void Stress_ThatIsNotKnown_IsNotDrawnAsNought()
    {
        var risk = RiskOf(RiskBooks.Data(Holdings));
        var stress = risk.Find("stress")!;
        var known = risk with
        {
            Results = [.. risk.Results.Select(result => result.Id != "stress" ? result : stress with
            {
                Rows = [.. stress.Rows.Select(row => row.Key != "market_crash_35" ? row : row with
                {
                    Figures = new Dictionary<string, RiskFigure>(row.Figures) { ["direct"] = RiskFigure.Unknown("usd", "No slopes."), ["correlated"] = RiskFigure.Unknown("usd", "No slopes.") },
                })],
            })],
        };

        var card = Render<StressCard>(p => p.Add(x => x.Risk, known).Add(x => x.Positions, []));

        card.FindAll("[data-scenario=market_crash_35] .track > :not(.axis)").ShouldBeEmpty();
        card.FindAll("[data-scenario=market_up_10] .track > :not(.axis)").Count.ShouldBe(2);
    }

    [Fact]
    public void Exposure_ThatIsNotKnown_IsNotDrawnAsNought()
    {
        var table = new RiskTable("by_class", "usd", ["positions", "market_long", "market_short", "market_net", "delta_long", "delta_short", "delta_net"],
            [new RiskTableRow("Options", [1, 500, 0, 500, null, null, null])]);
        var risk = BookRisks.Of(new RiskResult("exposures", new Dictionary<string, RiskFigure>(), []) { Tables = [table] });
        var card = Render<ExposureTable>(p => p.Add(x => x.Risk, risk).Add(x => x.Positions, []).Add(x => x.Equity, 1_000));
        card.FindAll("[data-key=Options] .b").Count.ShouldBe(2);

        card.FindAll(".segmented button").Single(button => button.TextContent == "Delta").Click();

        card.FindAll("[data-key=Options] .b").ShouldBeEmpty();
        card.Find("[data-key=Options]").TextContent.ShouldContain("no price of the underlying");
    }

    [Fact]
    public void Changes_BelowZero_AreRedWithAMinusSign()
    {
        var risk = new CenterRisk(RiskOf(RiskBooks.Data(Holdings))) { Before = new(new EarlierRisk(RiskBooks.Session.AddDays(-1), 110_000, RiskSummary.None), null) };
        var card = Render<ChangesCard>(p => p.Add(x => x.Risk, risk).Add(x => x.Equity, 100_000));

        card.FindAll("tbody tr")[0].QuerySelectorAll("td .loss").ShouldHaveSingleItem().TextContent.ShouldBe("−$10.0 k");
        card.FindAll("tbody tr")[0].QuerySelectorAll(".gain").ShouldBeEmpty("a rise has no good or bad side");
    }

    [Fact]
    public void Worst_AsAShareOfEquity_IsRedToo()
    {
        var card = Render<WorstCard>(p => p.Add(x => x.Risk, RiskOf(RiskBooks.Data(RiskBooks.Holding("A", 60_000)))).Add(x => x.Positions, []).Add(x => x.StressLink, "#stress"));

        card.Find(".big + div .loss").TextContent.ShouldMatch(@"^−\d+\.\d%$");
    }

    [Fact]
    public void Return_SmallBelowAProfit_IsRedWhenItIsALoss()
    {
        var card = Render<PositionsCard>(p => p.Add(x => x.View, Views.View([Views.Row(price: 300)])).Add(x => x.Query, CenterQuery.Default));

        card.FindAll("tbody td[data-column=pnl] .loss").Select(figure => figure.TextContent).ShouldBe(["−$10,000.00", "−25.0%"]);
    }

    [Fact]
    public void Strip_OfShorts_HasTheirShareInRed() =>
        Render<FigureStrip>(p => p.Add(x => x.View, Views.View([Views.Row("TSLA", quantity: -50, price: 300)]))).Find("[data-figure=short] .sub").ClassList.ShouldContain("loss");

    [Fact]
    public void Greeks_OfOptions_AreThoseOfTheAnalytic_ByUnderlyingAndForTheBook()
    {
        var risk = RiskOf(RiskBooks.Data(Holdings));
        var card = Render<GreeksCard>(p => p.Add(x => x.Risk, risk));

        foreach (var (figure, column) in ((string, int)[])[("delta", 0), ("gamma_1pct", 1), ("theta_per_day", 2), ("vega_per_point", 3), ("rho_per_point", 4)])
        {
            var (book, one) = (risk.Find("greeks")!.Figures[figure], risk.Find("greeks")!.Rows.Single(row => row.Key == "A").Figures[figure]);
            card.FindAll("[data-underlying=A] td")[column].TextContent.ShouldBe(Formats.Default.MoneyShort((decimal)one.Value!.Value));
            card.FindAll("tfoot td")[column].TextContent.ShouldBe(Formats.Default.MoneyShort((decimal)book.Value!.Value));
        }

        card.FindAll("td.hide, th.hide").ShouldBeEmpty("on a phone the table moves");
    }

    [Fact]
    public void Greeks_WithAmountsHidden_TellNoSharesEither()
    {
        var option = Views.Row("SPY", quantity: 2, price: 5, option: new("SPY", 700, new DateOnly(2027, 3, 19), OptionType.Call));
        var risk = BookRisks.Of(BookRisks.Exposures((option, 68_000)), BookRisks.Greeks((option, [.183, .485, .0061, -.0712, 1.5, .75])));
        var query = CenterQuery.Default with
        {
            Positions = new PositionQuery { Columns = PositionColumns.Of(PositionColumn.Quantity, PositionColumn.Exposure, PositionColumn.Delta, PositionColumn.Gamma, PositionColumn.Theta) },
        };
        var card = Render<PositionsCard>(p => p
            .AddCascadingValue(Formats.For("en-US", hidesAmounts: true)).Add(x => x.View, Views.View([option])).Add(x => x.Risk, new CenterRisk(risk)).Add(x => x.Query, query));

        card.FindAll("tbody td").Select(cell => cell.TextContent).ShouldBe(["•••", "$•••", "0.485••• shares", "0.0061••• shares", "$•••−$0.0712 a share"]);
        card.Find("a[download]").TextContent.ShouldBe("Export CSV, with amounts", "a file is for programs and has them");
    }

    [Fact]
    public void Concentration_OfABook_HasIndexNumberAndTheLargestWithTheirBars()
    {
        var risk = RiskOf(RiskBooks.Data(RiskBooks.Holding("A", 60_000), RiskBooks.Holding("B", -20_000)));
        var card = Render<ConcentrationCard>(p => p.Add(x => x.Risk, risk));

        Plain(card.Find("tbody tr")).ShouldBe("Symbol 6,2501.6");
        var largest = card.FindAll(".share-table tbody tr");
        largest.Select(row => Plain(row.QuerySelector("th")!)).ShouldBe(["A", "B"]);
        largest[0].TextContent.ShouldContain("75.0%");
        largest[0].QuerySelector(".b")!.GetAttribute("style").ShouldBe("left: 0%; width: 100%");
        largest[1].QuerySelector(".b")!.GetAttribute("style").ShouldBe("left: 0%; width: 33.33%");
        Plain(card.Find(".card-head .num")).ShouldBe("top 3 : 100% · top 10 : 100%");
    }

    [Fact]
    public void Targets_OfNow_HaveReturnGainAndCoverage()
    {
        HorizonReturn[] now =
        [
            new(TargetHorizon.EndOfYear, Measure.Known(.12), Measure.Known(12_000m), Measure.Known(.8), 3),
            new(TargetHorizon.Downside, Measure.Known(-.3), Measure.Known(-30_000m), Measure.Known(.5), 2),
        ];
        var card = Render<TargetsCard>(p => p.Add(x => x.Risk, BookRisks.Of()).Add(x => x.Now, now).Add(x => x.Equity, 100_000));

        card.FindAll("tbody tr").Select(Plain).ShouldBe(["End of year +12.0%+$12.0 k80%", "Downside −30.0%−$30.0 k50%"]);
        card.FindAll("tbody .gain").Count.ShouldBe(2);
        card.FindAll("tbody .loss").Count.ShouldBe(2);
    }

    [Fact]
    public void Targets_OfThen_AreReadFromTheReport()
    {
        var risk = BookRisks.Of(new RiskResult("targets", new Dictionary<string, RiskFigure> { ["end_of_year"] = new(.1, "ratio") { Coverage = .9 }, ["downside"] = RiskFigure.Unknown("ratio", "No holding has a target.") }, []));
        var card = Render<TargetsCard>(p => p.Add(x => x.Risk, risk).Add(x => x.Equity, 50_000));

        Plain(card.FindAll("tbody tr")[0]).ShouldBe("End of year +10.0%+$5,00090%");
        card.FindAll("tbody tr")[^1].TextContent.ShouldContain("No holding has a target.");
    }

    [Fact]
    public void Targets_WithoutAny_SayWhatTheyAreFor() =>
        Render<TargetsCard>(p => p.Add(x => x.Risk, BookRisks.Of()).Add(x => x.Now, [new(TargetHorizon.EndOfYear, Measure.Unknown<double>("None."), Measure.Unknown<decimal>("None."), Measure.Unknown<double>("None."), 0)]))
            .Find("p.mute").TextContent.ShouldStartWith("No target is set of what is held.");

    [Fact]
    public void Center_WithFigures_ShowsEachPartOnce()
    {
        var rows = new[] { Views.Row("A", quantity: 10, price: 6_000), Views.Row("B", quantity: -10, price: 2_000) };
        var center = Render<CenterShown>(p => p
            .Add(x => x.View, Views.View(rows)).Add(x => x.Points, Views.Line(5, 30)).Add(x => x.Risk, new CenterRisk(RiskOf(RiskBooks.Data(Holdings)))).Add(x => x.Query, CenterQuery.Default));

        Text(center, "[data-figure=equity]").ShouldBe("$100,000.00");
        Text(center, "[data-figure=gross] dd").ShouldStartWith("$80.0 k");
        center.FindAll("section[id]").Select(card => card.Id).ShouldBe(
            ["exposure", "factors", "stress", "correlation", "sources", "concentration", "greeks", "volatility", "expected", "changes", "unknown"]);
        center.FindAll("[data-scenario]").Count.ShouldBe(18);
        center.FindAll(".position-table tbody tr").Count.ShouldBe(2);
        center.FindAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1).ShouldBeEmpty();
    }

    private static BookRisk RiskOf(RiskData data) =>
        new(RiskBooks.Session, null, 100_000, [.. AnalyticSet.Standard.All.Select(analytic => analytic.Compute(data))], RiskSettings.Standard);
}
