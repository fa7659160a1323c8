using App.Core.Calculations;
using App.Core.Portfolios;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Features.Portfolios.Components;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class CenterPartsTests : PartsTest
{
    private static readonly Portfolio Retirement = Views.Portfolio("Retirement", "Fidelity IRA");
    private static readonly Portfolio Growth = Views.Portfolio("Growth");

    [Fact]
    public void Welcome_OffersOneWayOn()
    {
        var welcome = Render<Welcome>(p => p.Add(x => x.Name, "Ada"));

        welcome.Find("h1").TextContent.ShouldBe("Welcome, Ada");
        welcome.FindAll("li").Count.ShouldBe(3);
        welcome.FindAll("a, button").ShouldHaveSingleItem().GetAttribute("href").ShouldBe("/import");
        Render<Welcome>(p => p.Add(x => x.Name, "")).Find("h1").TextContent.ShouldBe("Welcome");
    }

    [Fact]
    public void NotFound_ListsWhatThereIs()
    {
        var page = Render<PortfolioNotFound>(p => p.Add(x => x.Portfolios, [Growth, Retirement]).Add(x => x.Query, CenterQuery.Default));

        page.FindAll("li a").Select(link => link.GetAttribute("href")).ShouldBe([$"/?portfolio={Growth.Id}", $"/?portfolio={Retirement.Id}"]);
        page.Find(".error-code").TextContent.ShouldBe("ERR_PORT_012");
    }

    [Fact]
    public void Title_OfOnePortfolio_HasNoSelector()
    {
        var title = Title([Growth], Views.View() with { PriceSources = [new("Yahoo", 18, false), new("Files", 2, false)] });

        title.FindAll("details.selector").ShouldBeEmpty();
        title.Find(".over").TextContent.ShouldBe("Schwab Taxable · Roth IRA");
        title.FindAll(".pill").Select(pill => pill.TextContent.Split('?')[0].Trim()).ShouldBe(["Session: Close of Fri 20 Nov 2026", "Prices: Yahoo 18, Files 2", "Coverage 100%"]);
        title.FindAll(".pill.warn").ShouldBeEmpty();
        title.Find("a.primary").GetAttribute("href").ShouldBe("/import");
    }

    [Fact]
    public void Title_PricesThatAreMadeUp_AreSaidToBe()
    {
        var title = Title([Growth], Views.View() with { SampleSymbols = 1_200, PriceSources = [new("Sample", 1_200, true), new("Yahoo", 2, false)] });

        title.Find(".pill.warn").TextContent.ShouldBe("Prices: Sample 1,200 (made up), Yahoo 2");
        Title([Growth], Views.View()).FindAll(".pill").ShouldNotContain(pill => pill.TextContent.Contains("Prices", StringComparison.Ordinal), "nothing held is quoted");
    }

    [Fact]
    public void Shown_AllPortfoliosWithoutFullCoverage_ListsWhatHasNoPriceWhyAndWhere()
    {
        var view = Views.NotCalculated() with { Portfolio = null, Unpriced = [new("KO", "nobody has it", ["Fidelity IRA", "Schwab Taxable"]), new("OLD", "last price of 2026-11-18", ["Fidelity IRA"])] };
        var shown = Render<CenterShown>(p => p.Add(x => x.View, view).Add(x => x.Points, null).Add(x => x.Query, CenterQuery.Default));

        Text(shown, "[data-notice=unpriced] summary").ShouldBe("2 symbols have no price of this session");
        shown.FindAll("[data-notice=unpriced] li").Select(line => line.TextContent).ShouldBe(
            ["KO: nobody has it. Held in Fidelity IRA, Schwab Taxable.", "OLD: last price of 2026-11-18. Held in Fidelity IRA."]);
        Render<CenterShown>(p => p.Add(x => x.View, view with { Unpriced = [] }).Add(x => x.Points, null).Add(x => x.Query, CenterQuery.Default)).FindAll("[data-notice=unpriced]").ShouldBeEmpty();
    }

    [Fact]
    public void Title_OfSeveral_SelectsOneOrAll()
    {
        var title = Title([Growth, Retirement], Views.View(all: true));

        title.Find("h1").TextContent.ShouldBe("All portfolios");
        title.FindAll("details a").Select(link => link.GetAttribute("href")).ShouldBe([$"/?portfolio={Growth.Id}", $"/?portfolio={Retirement.Id}", "/?portfolio=all"]);
        title.Find("details a[aria-current]").TextContent.ShouldBe("All portfolios");
        title.FindAll(".title-actions button").ShouldBeEmpty();
    }

    [Fact]
    public void Title_BeforeTheFirstCalculation_LeadsToIt()
    {
        var asked = 0;
        var title = Render<CenterTitle>(p => p
            .Add(x => x.Portfolios, [Views.Portfolio()]).Add(x => x.View, Views.NotCalculated()).Add(x => x.Query, CenterQuery.Default).Add(x => x.OnCalculate, () => asked++));

        title.Find("button.primary").Click();

        asked.ShouldBe(1);
        title.FindAll(".pill").ShouldBeEmpty();
    }

    [Fact]
    public void Title_WhileARunIsUnderWay_AsksForNoOther() =>
        Title([Views.Portfolio()], Views.View(run: Views.Run())).Find(".title-actions button").HasAttribute("disabled").ShouldBeTrue();

    [Fact]
    public void Uneven_SaysWhichDayEachIsOf()
    {
        var asked = 0;
        var aggregate = AggregateOverview.Of([new PortfolioOverview(Growth, null, null, null, [], null, 0)]);
        var card = Render<PortfolioUneven>(p => p.Add(x => x.Aggregate, aggregate).Add(x => x.Query, CenterQuery.Default).Add(x => x.OnCalculate, () => asked++));

        Text(card, "tbody tr").ShouldBe("Growth not calculated");
        card.Find("button").Click();
        asked.ShouldBe(1);
    }

    [Fact]
    public void Notice_OfARunUnderWay_FollowsItAndTellsItsEnd()
    {
        var run = Views.Run();
        Runs.Row = run;
        var ended = 0;
        var notice = Render<RunNotice>(p => p.Add(x => x.Run, run).Add(x => x.OnEnded, () => ended++));
        notice.Find("[data-run=active] a").GetAttribute("href").ShouldBe($"/portfolios/{run.PortfolioId}/runs/{run.Id}");

        Publish(run with { Progress = Half(run.Progress) });
        notice.WaitForAssertion(() => notice.Find("b").TextContent.ShouldBe($"Calculating: {Half(run.Progress).Percent} %"));
        ended.ShouldBe(0);

        Publish(run with { Status = RunStatus.Completed });

        // Being told of the end renders nothing, and bUnit looks again only when something is rendered.
        SpinWait.SpinUntil(() => ended > 0, TimeSpan.FromSeconds(10)).ShouldBeTrue();
        ended.ShouldBe(1);
        notice.WaitForAssertion(() => notice.Markup.Trim().ShouldBeEmpty());
    }

    [Fact]
    public void Notice_OfAFailedRun_SaysWhyAndThatFiguresAreOlder()
    {
        var notice = Render<RunNotice>(p => p.Add(x => x.Run, Views.Run(RunStatus.Failed, "ERR_BATCH_003", "It took too long.")).Add(x => x.HasFigures, true));

        Text(notice, "[role=alert]").ShouldBe(
            "The latest calculation failedIt took too long. The figures below are those of the calculation before. See what happened · ERR_BATCH_003");
    }

    [Fact]
    public void Notice_OfWarnings_KeepsThemFolded()
    {
        var notice = Render<RunNotice>(p => p.Add(x => x.Run, Views.Run(RunStatus.CompletedWithWarnings, null, null, "OLD has no price.", "NEW neither.")));

        notice.Find("details").HasAttribute("open").ShouldBeFalse();
        Text(notice, "summary").ShouldBe("2 remarks from the latest calculation");
        notice.FindAll("li").Count.ShouldBe(2);
        Render<RunNotice>(p => p.Add(x => x.Run, Views.Run(RunStatus.Completed))).Markup.Trim().ShouldBeEmpty();
    }

    [Fact]
    public void Shown_BeforeTheFirstCalculation_HasPositionsAndNoFigures()
    {
        var shown = Render<CenterShown>(p => p.Add(x => x.View, Views.NotCalculated()).Add(x => x.Points, null).Add(x => x.Query, CenterQuery.Default));

        shown.Find(".not-calculated").TextContent.ShouldContain("1 position is stored.");
        shown.FindAll(".figures").ShouldBeEmpty();
        shown.FindAll("tbody tr").Count.ShouldBe(1);
    }

    [Fact]
    public void List_OfPortfolios_ShowsEachWithItsLatestRun()
    {
        PortfolioListing? deleted = null;
        PortfolioListing[] listings =
        [
            Views.Listing(Growth, Views.Run(RunStatus.CompletedWithWarnings, null, null, "one"), 1_234, Views.Session),
            Views.Listing(Retirement, Views.Run()),
            Views.Listing(Views.Portfolio("New")),
        ];
        var table = Render<PortfolioTable>(p => p.Add(x => x.Portfolios, listings).Add(x => x.OnDelete, listing => deleted = listing));

        Text(table, "tbody tr").ShouldBe("GrowthSchwab Taxable Roth IRA $250,000.00 20 Nov 2026 1,234 completed, 1 remark for 20 Nov 2026 · all CalculateUpdateDelete");
        var rows = table.FindAll("tbody tr");
        rows[1].TextContent.ShouldContain("running, 0 %");
        rows[1].QuerySelector("button")!.HasAttribute("disabled").ShouldBeTrue();
        rows[2].TextContent.ShouldContain("not calculated");
        rows[2].TextContent.ShouldContain("as you gave it");
        table.Find("[aria-label='Delete New']").Click();
        deleted.ShouldBe(listings[2]);
    }

    private IRenderedComponent<CenterTitle> Title(IReadOnlyList<Portfolio> portfolios, CenterView view) =>
        Render<CenterTitle>(p => p.Add(x => x.Portfolios, portfolios).Add(x => x.View, view).Add(x => x.Query, CenterQuery.Default));

    // As a run does it: the row first, then the feed.
    private void Publish(RunView run)
    {
        Runs.Row = run;
        Feed.Publish(run);
        for (var i = 0; i < 40; i++)
        {
            Time.Advance(WatchRun.Pace);
            Thread.Yield();
        }
    }

    private static RunProgress Half(RunProgress progress) => progress with
    {
        Steps = [.. progress.Steps.Select((step, index) => step with { Status = index < progress.Steps.Count / 2 ? StepStatus.Completed : StepStatus.Pending })],
    };
}
