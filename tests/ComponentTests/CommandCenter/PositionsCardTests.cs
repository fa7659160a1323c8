using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class PositionsCardTests : PartsTest
{
    [Fact]
    public void Grid_OneRow_ShowsAllOfIt()
    {
        var card = Card([Views.Row("AAPL", quantity: 100, price: 177.14m, dayPnl: -53, entryPrice: 158.25m, name: "Apple Inc.")]);

        string.Join(' ', card.FindAll("tbody tr > *").Select(cell => Folded(cell.TextContent))).ShouldBe(
            "AAPLApple Inc.100 × $177.14 weight 17.7% · day −$53.00 Public (Stock) · Long · moves like — · beta — PublicStock Long 100 $177.14 $17,714.00 17.7% −$53.00 +$1,889.00+11.9% — not known: The risk is being computed. — not known: The risk is being computed.");
        string.Join(' ', card.FindAll("tfoot tr > *").Select(cell => Folded(cell.TextContent)).Where(text => text.Length > 0)).ShouldBe("Total of 1weight 17.7% · day −$53.00 moves like — $17,714.00 17.7% −$53.00 +$1,889.00 — not known: No row has it.");
        Text(card, "h2").ShouldBe("Positions 1");
        card.FindAll(".pager").ShouldBeEmpty();
    }

    [Fact]
    public void Grid_AnOption_IsNamedByItsTermsAndSaysHowItIsPriced()
    {
        var option = new OptionTerms("SPY", 700, new DateOnly(2027, 3, 19), OptionType.Call);
        var card = Card([Views.Row("SPY270319C00700000", quantity: -2, price: 5, option: option, source: MarkSource.Model, note: "model, volatility 18.3 % implied by the entry")]);

        Text(card, "tbody .symbol").ShouldBe("SPY 700 call");
        card.Find("tbody th").TextContent.ShouldContain("19 Mar 2027 · SPY270319C00700000");
        card.Find("tbody th .note").TextContent.ShouldBe("Model, volatility 18.3 % implied by the entry");
        card.FindAll("tbody td")[1].TextContent.ShouldBe("Short call");
        card.FindAll("tbody td")[3].TextContent.ShouldBe("$5.00model");
        card.FindAll("tbody td")[4].TextContent.ShouldBe("−$1,000.00");
    }

    [Fact]
    public void Grid_BeforeTheFirstCalculation_SaysWhyFiguresAreMissing()
    {
        var card = Card([Views.Row(price: null, equity: null)]);

        card.FindAll("tbody td")[4].TextContent.ShouldBe("— not known: Not calculated yet.");
        card.FindAll("tfoot td")[4].TextContent.ShouldStartWith("—");
        card.FindAll("tbody td")[7].TextContent.ShouldBe("— not known: Not calculated yet.");
    }

    [Fact]
    public void Grid_Hundreds_AreShownFiftyAtATime()
    {
        var card = Card(Views.Many(500), new PositionQuery(Page: 2, Sort: PositionColumn.Position, Descending: false));

        card.FindAll("tbody tr").Count.ShouldBe(50);
        Text(card, "tbody .symbol").ShouldBe("S0050");
        card.Find(".pager").TextContent.ShouldContain("51–100 of 500");
        card.Find(".pager [aria-current=page]").TextContent.ShouldBe("2");
        card.FindAll(".pager a").Select(link => link.TextContent).ShouldBe(["Previous", "1", "2", "3", "4", "10", "Next"]);
        card.Find(".pager a:last-child").GetAttribute("href").ShouldBe("/?sort=position&page=3");
        Text(card, "tfoot th").ShouldBe("Total of 500weight 925.3% · day $0.00 moves like —");
    }

    [Fact]
    public void Grid_Headings_SortByLink()
    {
        var card = Card(Views.Many(3), new PositionQuery("S", Sort: PositionColumn.Pnl));

        card.Find("th[aria-sort]").GetAttribute("aria-sort").ShouldBe("descending");
        card.Find("th[aria-sort]").TextContent.ShouldBe("P&L ↓");
        card.FindAll("thead a").Count.ShouldBe(11);
        card.Find("th[aria-sort] a").GetAttribute("href").ShouldBe("/?q=S&sort=pnl");
    }

    [Fact]
    public void Grid_NoMatch_OffersToClearTheFilter()
    {
        var card = Card(Views.Many(3), new PositionQuery("zzz", Sort: PositionColumn.Cost));

        card.Find(".no-rows").TextContent.ShouldContain("No position matches");
        card.Find(".no-rows a").GetAttribute("href").ShouldBe("/?sort=-cost");
        Text(card, "h2").ShouldBe("Positions 0 of 3");
    }

    [Fact]
    public void Grid_NothingToShow_SaysWhether()
    {
        Card([]).Find(".no-rows").TextContent.ShouldContain("There are no positions");
        Card([Views.Row(isOpen: false)]).Find(".no-rows").TextContent.ShouldContain("Every position has been closed.");
    }

    [Fact]
    public void Grid_Closed_AreMarkedAndGreyed()
    {
        var card = Card([Views.Row(isOpen: false)], new PositionQuery(WithClosed: true));

        card.Find("tbody tr.closed .tag").TextContent.ShouldBe("closed");
        card.FindAll("tbody td")[4].TextContent.ShouldContain("Closed on 12 Jun 2026.");
        card.FindAll("tbody td")[3].TextContent.ShouldContain("exit");
    }

    [Fact]
    public void Export_Link_AsksForTheSameRows() =>
        Card(Views.Many(3), new PositionQuery("S00", InvestmentClass.Public, true, PositionColumn.Cost, true, 1)).Find("a[download]").GetAttribute("href")
            .ShouldEndWith("/positions.csv?q=S00&class=public&closed=true&sort=-cost");

    [Fact]
    public void Filter_Typed_WaitsForAPauseAndReplacesTheAddress()
    {
        var card = Card(Views.Many(3));

        card.Find("input[type=search]").Input("S0");
        card.Find("input[type=search]").Input("S000");
        Navigation.Uri.ShouldEndWith("/");
        Time.Advance(TimeSpan.FromMilliseconds(200));

        card.WaitForAssertion(() => Navigation.Uri.ShouldEndWith("/?q=S000"));
        Navigation.History.Count.ShouldBe(1);
        Navigation.History.First().Options.ReplaceHistoryEntry.ShouldBeTrue();
    }

    [Fact]
    public void Filter_ClassAndClosed_GoToTheAddress()
    {
        var card = Card([Views.Row(), Views.Row("F", investmentClass: InvestmentClass.Private), Views.Row("N", isOpen: false)], new PositionQuery(Page: 2));

        card.Find("select").Change("Private");
        Navigation.Uri.ShouldEndWith("/?class=private");
        card.Find(".filters input[type=checkbox]").Change(true);
        Navigation.Uri.ShouldEndWith("/?closed=true");
        card.Find(".filters .check").TextContent.ShouldBe("Show closed (1)");
    }

    [Fact]
    public void Filter_OneClassNothingClosed_OffersNoChoice()
    {
        var card = Card(Views.Many(2));

        card.FindAll("select").ShouldBeEmpty();
        card.FindAll(".filters input[type=checkbox]").ShouldBeEmpty();
    }

    [Fact]
    public void Grid_OfAllPortfolios_NamesTheAccount()
    {
        var card = Render<PositionsCard>(p => p.Add(x => x.View, Views.View([Views.Row(name: "Microsoft")], all: true)).Add(x => x.Query, CenterQuery.Default.Of("all")));

        card.Find("tbody th").TextContent.ShouldContain("Microsoft · Schwab Taxable");
        card.Find("a[download]").GetAttribute("href").ShouldBe("/portfolios/all/positions.csv");
    }

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IRenderedComponent<PositionsCard> Card(IReadOnlyList<PositionRow> rows, PositionQuery? query = null) =>
        Render<PositionsCard>(p => p.Add(x => x.View, Views.View(rows)).Add(x => x.Query, CenterQuery.Default with { Positions = query ?? new PositionQuery() }));
}
