using System.Diagnostics;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Features.CommandCenter.Risk;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class PositionTableTests(ITestOutputHelper output) : PartsTest
{
    private static readonly PositionRow Stock = Views.Row("TSLA", quantity: -20, price: 300);
    private static readonly PositionRow Held = Views.Row("SPY", quantity: 2, price: 5, option: new("SPY", 700, new DateOnly(2027, 3, 19), OptionType.Call));

    private static readonly BookRisk Risk = BookRisks.Of(
        BookRisks.Betas(("TSLA", 2.04), ("SPY", 1)),
        BookRisks.Volatilities(("TSLA", .6512), ("SPY", null)),
        BookRisks.Exposures((Held, 68_000)),
        BookRisks.Greeks((Held, [.183, .485, .0061, -.0712, 1.5, .75])));

    [Fact]
    public void Table_OfTheDefault_StandsFree() => Card(PositionColumns.Default, null).FindAll("[role=region]").ShouldBeEmpty();

    [Fact]
    public void Table_OfAPrivateAsset_OffersANewValue_AndSaysWhatItsPriceIs()
    {
        var fund = Views.Row("FUND", investmentClass: InvestmentClass.Private, source: App.Core.Snapshots.MarkSource.Given, note: "given, 30 June 2026");
        var sold = Views.Row("SOLD", investmentClass: InvestmentClass.Private, isOpen: false);

        var card = Render<PositionsCard>(p => p.Add(x => x.View, Views.View([Stock, fund, sold])).Add(x => x.Query, CenterQuery.Default with { Positions = new PositionQuery(WithClosed: true) }));

        card.FindAll("tbody button[aria-label^=New]").ShouldHaveSingleItem().GetAttribute("aria-label").ShouldBe("New value of FUND");
        card.Find("tr[data-symbol=FUND] [data-column=price]").TextContent.ShouldEndWith("given");
        card.Find("tr[data-symbol=FUND] .note").TextContent.ShouldBe("Given, 30 June 2026");
    }

    [Fact]
    public void Table_OfChosenColumns_HasThemInOrderAndScrollsByItself()
    {
        var card = Card(PositionColumns.Of(PositionColumn.Theta, PositionColumn.Exposure, PositionColumn.Value), new CenterRisk(Risk));

        card.FindAll("thead th").Select(heading => heading.TextContent.Trim()).ShouldBe(["Position", "Theta / day", "Delta-adjusted", "Value ↓"]);
        card.Find("thead th:nth-child(2)").GetAttribute("title").ShouldNotBeNull().ShouldContain("the whole position");
        var region = card.Find("[role=region]");
        (region.GetAttribute("tabindex"), region.GetAttribute("aria-label")).ShouldBe(("0", "Table of positions"));
        card.FindAll(".hide, .mid, .wide, .narrow-only").ShouldBeEmpty();
    }

    [Fact]
    public void DefaultColumns_ThatMayLackRoom_StandBelowTheNameToo()
    {
        var card = Card(PositionColumns.Default, new CenterRisk(Risk));

        foreach (var row in card.FindAll("tbody tr, tfoot tr"))
        {
            var cells = row.QuerySelectorAll("td:is(.hide, .mid)").Select(cell => cell.QuerySelector("span")?.TextContent ?? "").Where(text => text.Length > 0 && !text.StartsWith('—')).ToList();
            cells.Count.ShouldBeGreaterThan(1);
            var below = string.Join(' ', row.QuerySelectorAll("th .narrow-only").Select(line => line.TextContent));
            cells.ShouldAllBe(text => below.Contains(text, StringComparison.Ordinal), below);
        }
    }

    [Fact]
    public void Table_OfRisk_WritesEachFigureOrWhyItIsMissing()
    {
        var card = Card(
            PositionColumns.Of(
                PositionColumn.Exposure, PositionColumn.Beta, PositionColumn.Volatility, PositionColumn.Delta, PositionColumn.Gamma, PositionColumn.Theta, PositionColumn.Vega,
                PositionColumn.Rho, PositionColumn.ImpliedVolatility, PositionColumn.Underlying, PositionColumn.Expiration, PositionColumn.EntryPrice, PositionColumn.Return, PositionColumn.Sector),
            new CenterRisk(Risk));

        Cells(card, "SPY").ShouldBe(
        [
            "$68,000.00", "1.00", "— not known: SPY is too young.", "0.48597.0 shares", "0.00611.22 shares", "−$14.24−$0.0712 a share", "$300.00$1.5000 a share",
            "$150.00$0.7500 a share", "18.3%", "SPY", "19 Mar 2027", "$400.00", "−98.8%", "— not known: No source has told its sector.",
        ]);
        Cells(card, "TSLA").ShouldBe(
        [
            "−$6,000.00", "2.04", "65.1%", .. Enumerable.Repeat("— not known: Only options have Greeks.", 6), "— not known: It is not an option.", "— not known: It is not an option.",
            "$400.00", "+25.0%", "— not known: No source has told its sector.",
        ]);
        card.FindAll("tfoot td").Select(cell => Folded(cell.TextContent)).ShouldBe(["$62,000.00", "", "", "", "", "−$14.24", "$300.00", "$150.00", "", "", "", "", "", ""]);
    }

    [Fact]
    public void Row_AskedHowItsFiguresCameAbout_TellsThoseOfItsSymbol()
    {
        var betas = new RiskResult("market_beta", new Dictionary<string, RiskFigure>(), [new RiskRow("TSLA", new Dictionary<string, RiskFigure>
        {
            ["beta"] = new(2.04, "ratio") { Window = "90 days", Observations = 61, RSquared = .42, StandardError = .31 },
            ["beta_year"] = new(1.9, "ratio") { Window = "252 sessions", Observations = 251 },
        })]);
        var card = Card(PositionColumns.Of(PositionColumn.Beta, PositionColumn.Theta), new CenterRisk(BookRisks.Of(betas, BookRisks.Volatilities(("TSLA", .6512)), BookRisks.Greeks((Held, [.183, .485, .0061, -.0712, 1.5, .75])))));
        card.FindAll(".row-facts").ShouldBeEmpty();
        var button = card.Find("tr[data-symbol=TSLA] th button");
        button.GetAttribute("aria-label").ShouldBe("About the figures of TSLA");

        button.Click();

        var facts = Folded(card.Find("[data-fact=beta]").TextContent);
        facts.ShouldContain("Window 90 days");
        facts.ShouldContain("Observations 61");
        facts.ShouldContain("R² 0.42");
        facts.ShouldContain("Standard error 0.310");
        facts.ShouldContain("adjusted closes of TSLA");
        facts.ShouldContain("Window 252 sessions");
        card.Find("tr[data-symbol=TSLA] th button").GetAttribute("aria-expanded").ShouldBe("true");
        card.FindAll("[data-fact=greeks]").ShouldBeEmpty();

        card.Find("tr[data-symbol=SPY] th button").Click();
        Folded(card.Find("[data-fact=greeks]").TextContent).ShouldContain("18.30%");
    }

    [Fact]
    public void Row_AskedWhereNoColumnHasRisk_TellsItAllTheSame()
    {
        var card = Card(PositionColumns.Of(PositionColumn.Value), new CenterRisk(Risk));

        card.Find("tr[data-symbol=TSLA] th button").Click();

        Folded(card.Find("[data-fact=beta]").TextContent).ShouldContain("Value 2.04");
    }

    [Fact]
    public void Columns_MeanSomething_ByKeyAndTouchToo()
    {
        var card = Card(PositionColumns.Of(PositionColumn.Beta, PositionColumn.Value), new CenterRisk(Risk));

        var about = card.Find("thead button[data-why]");
        about.GetAttribute("data-why").ShouldStartWith("Beta to the market over 90 days");
        about.GetAttribute("aria-label").ShouldBe($"About Beta: {about.GetAttribute("data-why")}");
        card.Find("thead th:nth-child(2)").GetAttribute("abbr").ShouldBe("Beta", "what is read before each cell stays short");
    }

    [Fact]
    public void Unknown_InACell_HasItsReasonBehindAButton_ButNotWhereThereIsNothingToKnow()
    {
        var card = Card(PositionColumns.Of(PositionColumn.Volatility, PositionColumn.Theta), new CenterRisk(Risk));

        card.Find("tr[data-symbol=SPY] td button.why").GetAttribute("data-why").ShouldBe("SPY is too young.");
        card.FindAll("tr[data-symbol=TSLA] td button.why").ShouldBeEmpty("a share has no Greeks");
    }

    [Fact]
    public void Totals_OfPart_SayOfHowMany()
    {
        var unpriced = Views.Row("QQQ", quantity: 1, price: 7, option: new("QQQ", 500, new DateOnly(2027, 3, 19), OptionType.Call));
        var card = Render<PositionsCard>(p => p
            .Add(x => x.View, Views.View([Stock, Held, unpriced, Views.Row("LATER", price: null)])).Add(x => x.Risk, new CenterRisk(Risk))
            .Add(x => x.Query, CenterQuery.Default with { Positions = new PositionQuery { Columns = PositionColumns.Of(PositionColumn.Value, PositionColumn.Theta, PositionColumn.Cost) } }));

        var totals = card.FindAll("tfoot td").Select(cell => Folded(cell.TextContent)).ToList();
        totals[0].ShouldEndWith("of 3 known, 1 left out");
        totals[1].ShouldBe("−$14.24of 1 known, 1 left out");
        totals[2].ShouldNotContain("known");
    }

    [Fact]
    public void Table_BeforeTheRiskIsThere_SaysThatItIsOnItsWay()
    {
        var card = Card(PositionColumns.Of(PositionColumn.Beta), null);
        Cells(card, "TSLA").ShouldBe(["— not known: The risk is being computed."]);

        card.Render(p => p.Add(x => x.Risk, new CenterRisk(Risk)));
        Cells(card, "TSLA").ShouldBe(["2.04"]);

        card.Render(p => p.Add(x => x.Risk, new CenterRisk(null)));
        Cells(card, "TSLA").ShouldBe(["— not known: The risk of this session has not been calculated."]);
    }

    [Fact]
    public void Table_SortedByAFigureOfTheRisk_IsSortedWhenItComes()
    {
        var query = CenterQuery.Default with { Positions = new PositionQuery(Sort: PositionColumn.Beta, Descending: false) };
        var card = Render<PositionsCard>(p => p.Add(x => x.View, Views.View([Stock, Held])).Add(x => x.Query, query));
        card.FindAll("tbody .symbol").Select(symbol => symbol.TextContent).ShouldBe(["SPY 700 call", "TSLA"]);

        card.Render(p => p.Add(x => x.Query, query with { Positions = query.Positions with { Descending = true } }).Add(x => x.Risk, new CenterRisk(Risk)));

        card.FindAll("tbody .symbol").Select(symbol => symbol.TextContent).ShouldBe(["TSLA", "SPY 700 call"]);
    }

    [Fact]
    public void Export_OfAPastDay_IsOfItsDayAndColumns()
    {
        var query = CenterQuery.Default with { Day = new DateOnly(2026, 11, 2), Positions = new PositionQuery { Columns = PositionColumns.Of(PositionColumn.Beta) } };

        var card = Render<PositionsCard>(p => p.Add(x => x.View, Views.View([Stock])).Add(x => x.Query, query));

        card.Find("a[download]").GetAttribute("href").ShouldEndWith("/positions.csv?date=2026-11-02&cols=position,beta");
    }

    /// <summary>How long it takes to turn a page; printed, not judged, for machines differ.</summary>
    [Theory]
    [InlineData(500, false)]
    [InlineData(5_000, false)]
    [InlineData(5_000, true)]
    public void Pages_OfThousands_AreTurnedWithoutSortingAnew(int count, bool everyColumn)
    {
        var rows = Views.Many(count);
        var risk = new CenterRisk(BookRisks.Of(BookRisks.Betas([.. rows.Select((row, i) => (row.Position.Symbol, (double?)(i % 40 / 20.0)))])));
        var view = Views.View(rows);
        var positions = new PositionQuery(Sort: PositionColumn.Beta) { Columns = everyColumn ? PositionColumns.Of(Enum.GetValues<PositionColumn>()) : PositionColumns.Default };
        var card = Render<PositionsCard>(p => p.Add(x => x.View, view).Add(x => x.Risk, risk).Add(x => x.Query, CenterQuery.Default with { Positions = positions }));
        List<double> times = [];

        for (var page = 2; page <= 9; page++)
        {
            var clock = Stopwatch.GetTimestamp();
            card.Render(p => p.Add(x => x.Query, CenterQuery.Default with { Positions = positions with { Page = page } }));
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        card.FindAll("tbody tr").Count.ShouldBe(50);
        output.WriteLine($"{count} positions, {positions.Columns.Shown.Count} columns: a page in {times.Order().ElementAt(times.Count / 2):0.0} ms (median of {times.Count}), {times.Max():0.0} ms at most.");
    }

    private IRenderedComponent<PositionsCard> Card(PositionColumns columns, CenterRisk? risk) => Render<PositionsCard>(p => p
        .Add(x => x.View, Views.View([Stock, Held])).Add(x => x.Risk, risk).Add(x => x.Query, CenterQuery.Default with { Positions = new PositionQuery { Columns = columns } }));

    private static IEnumerable<string> Cells(IRenderedComponent<PositionsCard> card, string symbol) =>
        card.FindAll($"tr[data-symbol={symbol}] td").Select(cell => Folded(cell.TextContent));

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
