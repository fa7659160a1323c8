using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Shared;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class CenterFigureTests : PartsTest
{
    private static readonly PositionRow[] Book = [Views.Row("MSFT", quantity: 200, price: 500), Views.Row("TSLA", quantity: -50, price: 300)];

    [Fact]
    public void Strip_OfABook_ShowsEachFigureWithItsShareAndMeaning()
    {
        var strip = Render<FigureStrip>(p => p.Add(x => x.View, Views.View(Book)));

        Text(strip, "[data-figure=gross] dd").ShouldBe("$115 k 115.0% of equity");
        Text(strip, "[data-figure=net] dd").ShouldBe("$85.0 k 85.0% of equity");
        Text(strip, "[data-figure=long] dd").ShouldBe("$100 k 2 positions · 100.0%");
        Text(strip, "[data-figure=short] dd").ShouldBe("−$15.0 k 1 position · −15.0%");
        strip.Find("[data-figure=short] dd .num").ClassList.ShouldContain("loss");
        Text(strip, "[data-figure=leverage] dd").ShouldBe("1.15× gross ÷ equity");
        Text(strip, "[data-figure=cash] dd").ShouldBe("$12.3 k 12.3% of equity");
        strip.Find("[popovertarget=about-short]").Click();
        strip.Find("[popovertarget=about-gross]").Click();
        strip.Find("#about-short").TextContent.ShouldContain("−$15,000.00");
        strip.Find("#about-gross").TextContent.ShouldContain("close of 20 Nov 2026; 100.0% of gross at a price of the day");
        strip.Find("[data-figure=gross] button").GetAttribute("popovertarget").ShouldBe("about-gross");
    }

    [Fact]
    public void Strip_BeforePositionsHaveValues_SaysWhyFiguresAreMissing()
    {
        var strip = Render<FigureStrip>(p => p.Add(x => x.View, Views.View() with { Exposures = null }));

        Text(strip, "[data-figure=gross] dd").ShouldBe("— not known: The positions have not been valued yet.");
        Text(strip, "[data-figure=leverage] dd").ShouldStartWith("— not known");
    }

    [Fact]
    public void Strip_WithoutPositiveEquity_LeavesSharesOut()
    {
        var strip = Render<FigureStrip>(p => p.Add(x => x.View, Views.View(Book, Views.Equity(-10)) with { Exposures = Views.Exposures(Book, -10) }));

        Text(strip, "[data-figure=gross] dd").ShouldBe("$115 k");
        Text(strip, "[data-figure=leverage] dd").ShouldContain("The equity is not positive");
    }

    [Fact]
    public void Equity_OfADay_IsShownWithItsProfit()
    {
        var card = Nav(Views.View() with { CumulativePnl = 5_000, CumulativeReturn = .0525 });

        Text(card, "[data-figure=equity]").ShouldBe("$100,000.00");
        Text(card, "[data-figure=day]").ShouldBe("−$250.00 (−0.25%) on Fri");
        Text(card, "[data-figure=total]").ShouldBe("+$5,000.00 (+5.25%) since 20 Nov 2026");
    }

    [Fact]
    public void Equity_OfTheFirstDay_SaysThatTheProfitIsOfPositionsHeld()
    {
        var card = Nav(Views.View(equity: Views.Equity(dayPnl: 1_000, fromPositions: true)));

        Text(card, "[data-figure=day]").ShouldBe("+$1,000.00 (+1.01%) on Fri, from positions held");
        card.FindAll("[data-figure=total]").ShouldBeEmpty();
    }

    [Fact]
    public void Equity_WithoutADaysReturn_ShowsTheAmountAlone() =>
        Text(Nav(Views.View(equity: Views.Equity(dayBase: 0))), "[data-figure=day]").ShouldBe("−$250.00 on Fri");

    [Fact]
    public void Equity_ForAReaderOfGerman_HasTheirSeparators()
    {
        var card = Render<NavCard>(p => p
            .AddCascadingValue(Formats.For("de-DE")).Add(x => x.View, Views.View()).Add(x => x.Points, null).Add(x => x.Query, CenterQuery.Default));

        Text(card, "[data-figure=equity]").ShouldBe("100.000,00 $");
    }

    [Fact]
    public void Line_BeingAskedFor_KeepsItsPlace() => Nav(Views.View(), null).Find(".chart").GetAttribute("aria-busy").ShouldBe("true");

    [Fact]
    public void Line_WithoutPoints_SaysWhy() => Nav(Views.View(all: true), []).Find(".chart-empty").TextContent.ShouldContain("no session on which all portfolios");

    [Fact]
    public void Line_Ranges_AreLinksThatKeepTheRest()
    {
        var query = new CenterQuery("all", NavRange.Year, new PositionQuery("x"));
        var card = Render<NavCard>(p => p.Add(x => x.View, Views.View()).Add(x => x.Points, Views.Line(3, 3)).Add(x => x.Query, query));

        card.FindAll("nav a").Select(link => link.GetAttribute("href")).ShouldBe(
            ["/?portfolio=all&range=1m&q=x", "/?portfolio=all&range=3m&q=x", "/?portfolio=all&q=x", "/?portfolio=all&range=all&q=x"]);
        card.Find("nav a[aria-current]").TextContent.ShouldBe("1Y");
    }

    [Theory]
    [InlineData(250, 1)]
    [InlineData(0, 1)]
    [InlineData(0, 40)]
    [InlineData(250, 300)]
    public void Chart_OfAnyLine_IsDrawn(int reconstructed, int stored)
    {
        var chart = Render<NavChart>(p => p.Add(x => x.Line, NavLine.Of(Views.Line(reconstructed, stored), NavRange.All)).Add(x => x.Start, Views.Session));

        chart.FindAll("svg path").ShouldNotBeEmpty();
        chart.Markup.ShouldNotContain("NaN");
        chart.Find(".chart svg").GetAttribute("role").ShouldBe("img");
        chart.Find("figcaption").TextContent.Contains("Reconstructed", StringComparison.Ordinal).ShouldBe(reconstructed > 0);
    }

    [Fact]
    public void Chart_AsTable_HasEverySessionTheNewestFirst()
    {
        var chart = Render<NavChart>(p => p.Add(x => x.Line, NavLine.Of(Views.Line(2, 2), NavRange.All)));

        chart.Find("button").Click();

        chart.FindAll("tbody tr").Count.ShouldBe(4);
        Text(chart, "tbody tr").ShouldBe("20 Nov 2026 $100,030.00 +$10.00 stored");
        chart.FindAll("tbody tr")[3].TextContent.ShouldContain("reconstructed");
        chart.Find("[role=region]").GetAttribute("tabindex").ShouldBe("0");
        chart.Find("button").TextContent.ShouldBe("Show as chart");
    }

    [Fact]
    public void Exposure_ByClass_HasBarsAndATable()
    {
        var rows = new[] { Book[0], Book[1], Views.Row("FUND_A", quantity: 1, price: 40_000, investmentClass: InvestmentClass.Private) };
        var card = Render<ExposureCard>(p => p.Add(x => x.Exposures, Views.Exposures(rows)).Add(x => x.Positions, rows));

        card.FindAll(".bar-row").Count.ShouldBe(2);
        Text(card, "[data-class=Public]").ShouldBe("Public 2 $100 k −$15.0 k $85.0 k 85.0%");
        Text(card, "[data-class=Private]").ShouldBe("Private 1 $40.0 k $0 $40.0 k 40.0%");
        Text(card, ".largest tbody tr").ShouldBe("MSFT $100 k 100.0%");
    }

    [Fact]
    public void Exposure_OfNothing_SaysSo()
    {
        Render<ExposureCard>(p => p.Add(x => x.Exposures, null)).Markup.ShouldContain("The positions have not been valued yet.");
        var closed = Views.Row(isOpen: false);
        Render<ExposureCard>(p => p.Add(x => x.Exposures, Views.Exposures([closed]))).Markup.ShouldContain("no open position");
    }

    [Fact]
    public void Coverage_ThatIsNotFull_IsNotRoundedUpAndNamesWhatLacks()
    {
        PositionRow[] rows = [Views.Row(quantity: 20_000), Views.Row("OLD", quantity: 1, price: 100, source: MarkSource.Stale, needsUpdate: true)];
        var pill = Render<CoveragePill>(p => p.Add(x => x.Exposures, Views.Exposures(rows)).Add(x => x.Positions, rows));

        Text(pill, ".pill > span").ShouldBe("Coverage 99.9% · 1 without a current price");
        pill.Find(".pill").ClassList.ShouldContain("warn");
        pill.Find("[popovertarget=about-coverage]").Click();
        pill.Find("#about-coverage").TextContent.ShouldContain("Not of the day: OLD.");
    }

    [Fact]
    public void Coverage_ThatIsFull_IsQuiet()
    {
        var pill = Render<CoveragePill>(p => p.Add(x => x.Exposures, Views.Exposures(Book)).Add(x => x.Positions, Book));

        Text(pill, ".pill > span").ShouldBe("Coverage 100%");
        pill.Find(".pill").ClassList.ShouldNotContain("warn");
    }

    private IRenderedComponent<NavCard> Nav(CenterView view) => Nav(view, Views.Line(3, 3));

    private IRenderedComponent<NavCard> Nav(CenterView view, IReadOnlyList<NavPoint>? points) =>
        Render<NavCard>(p => p.Add(x => x.View, view).Add(x => x.Points, points).Add(x => x.Query, CenterQuery.Default));
}
