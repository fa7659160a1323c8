using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Snapshots;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Features.CommandCenter.Risk;
using App.Testing;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

/// <summary>Any figure can be asked how it came about, and answers for itself and for no other.</summary>
public sealed class FigureExplanationTests : PartsTest
{
    private static readonly RiskHolding[] Holdings =
        [RiskBooks.Holding("A", 60_000), RiskBooks.Holding("B", -20_000), RiskBooks.Call("A", 2), RiskBooks.Holding("NEW", 5_000), RiskBooks.Holding(null, 10_000)];

    private static readonly BookRisk Risk =
        new(Views.Session, null, 100_000, [.. AnalyticSet.Standard.All.Select(analytic => analytic.Compute(RiskBooks.Data(Holdings)))], RiskSettings.Standard);

    // Summed from the values of the positions, not taken from the report.
    private static readonly string?[] OfTheOverview = ["gross", "net", "long", "short", "leverage"];

    [Fact]
    public void EveryFigure_OfTheCenter_ExplainsItself()
    {
        var center = Center();
        var ids = center.FindAll("[popovertarget]").Select(button => button.GetAttribute("popovertarget")!).ToList();
        ids.ShouldBeUnique();

        var figures = center.FindAll("[data-figure]");
        figures.Count.ShouldBeGreaterThan(70);
        foreach (var figure in figures)
        {
            var id = figure.GetAttribute("data-figure")!;
            var asked = figure.QuerySelector("[popovertarget]")?.GetAttribute("popovertarget") ?? $"about-{id}";
            ids.ShouldContain(asked, $"{id} cannot be asked how it came about");
        }
    }

    [Fact]
    public void EveryExplanation_HasTheFactsOfItsOwnFigure()
    {
        var center = Center();
        var names = center.FindComponents<FigureName>();
        names.Count.ShouldBeGreaterThan(60);
        foreach (var name in names)
        {
            var (key, figure) = (name.Instance.Key, name.Instance.Figure);
            name.FindComponents<Facts>().ShouldBeEmpty($"{key}: its words are made when it is opened");
            name.Find("button.q").Click();

            name.FindComponents<Facts>()[0].Instance.Figure.ShouldBe(figure, key);
            name.Find(".pop-body p").TextContent.ShouldBe(FigureCatalogue.Of(key).Definition);
            name.Find(".pop-body").TextContent.ShouldContain(figure?.Value is null ? "Not known because" : "Value");
            if (!OfTheOverview.Contains(name.Instance.Id) && OfTheBook(name.Instance) is { } own)
            {
                figure.ShouldBe(own, $"{name.Instance.Id ?? key} answers for another figure");
            }
        }
    }

    [Theory]
    [InlineData("volatility-expected_21", "next 21 sessions")]
    [InlineData("volatility-realised_21", "21 returns")]
    [InlineData("volatility-realised_63", "63 returns")]
    [InlineData("volatility-trend_per_session", "21 sessions")]
    [InlineData("volatility-percentile", "1 year")]
    [InlineData("tail-var_99", "252 returns")]
    [InlineData("twr", "17 Nov 2026 to 20 Nov 2026")]
    [InlineData("mwr", "17 Nov 2026 to 20 Nov 2026")]
    public void Windows_AreOfTheFigureItself(string id, string window)
    {
        var center = Center();

        center.Find($"[popovertarget='about-{id}']").Click();

        center.Find($"[id='about-{id}']").TextContent.ShouldContain($"Window {window}");
    }

    [Theory]
    [InlineData("gross", 5)]
    [InlineData("net", 5)]
    [InlineData("long", 4)]
    [InlineData("short", 1)]
    [InlineData("leverage", 5)]
    [InlineData("cash", 5)]
    [InlineData("equity", 5)]
    [InlineData("day", 5)]
    public void FiguresOfOneSession_SayOfHowManyHoldingsTheyAre(string id, int holdings)
    {
        PositionRow[] rows = [.. Enumerable.Range(0, 4).Select(i => Views.Row($"S{i}")), Views.Row("SHORT", quantity: -5), Views.Row("SOLD", isOpen: false)];
        var center = Render<CenterShown>(p => p.Add(x => x.View, Views.View(rows)).Add(x => x.Points, Views.Line(3, 4)).Add(x => x.Risk, new CenterRisk(Risk)).Add(x => x.Query, CenterQuery.Default));

        center.Find($"[popovertarget='about-{id}']").Click();

        var told = center.Find($"[id='about-{id}']").TextContent;
        told.ShouldContain("Window the session");
        told.ShouldContain($"Observations {holdings}");
    }

    [Fact]
    public void Explanations_AreOpenedAndClosedByThePlatform_AndReadOut()
    {
        var center = Center();
        var button = center.Find("[popovertarget=about-beta]");
        button.TagName.ShouldBe("BUTTON");
        button.GetAttribute("aria-label").ShouldBe("About Beta");

        // A popover without a kind is closed by Escape and by a click elsewhere, and gives the focus back.
        var popover = center.Find("#about-beta");
        popover.GetAttribute("popover").ShouldBeNullOrEmpty();
        popover.QuerySelector(".pop-body")!.GetAttribute("aria-live").ShouldBe("polite");
    }

    [Fact]
    public void Catalogue_HasADefinitionOfEveryKey_InASentence()
    {
        foreach (var key in FigureCatalogue.Keys)
        {
            FigureCatalogue.Of(key).Definition.Length.ShouldBeGreaterThan(20, key);
            FigureCatalogue.Of(key).Definition.ShouldEndWith(".");
        }

        Should.Throw<KeyNotFoundException>(() => FigureCatalogue.Of("volatility.sideways"));
    }

    // What the report itself calls so, where the name says it.
    private static RiskFigure? OfTheBook(FigureName name)
    {
        foreach (var text in new[] { name.Key.Replace('.', '-'), name.Id ?? "" })
        {
            if (text.Split('-', 2) is [var analytic, var figure] && Risk.Find(analytic)?.Figures.GetValueOrDefault(figure) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private IRenderedComponent<CenterShown> Center()
    {
        PositionRow[] rows = [.. Holdings.Select(Row)];
        var before = new EarlierRisk(Views.Session.AddDays(-1), 90_000, Risk.ToSummary());
        IReadOnlyList<NavPoint> line = [.. Views.Line(3, 4).Select((point, day) => point with { DayPnl = point.IsReconstructed ? null : day == 4 ? -20 : 10, Flow = day == 5 ? 5 : 0 })];
        return Render<CenterShown>(p => p
            .Add(x => x.View, Views.View(rows) with { CumulativePnl = 5_000, CumulativeReturn = .05 })
            .Add(x => x.Points, line)
            .Add(x => x.Risk, new CenterRisk(Risk) { Before = new(before, before with { Session = Views.Session.AddMonths(-1) }) })
            .Add(x => x.Query, CenterQuery.Default));
    }

    private static PositionRow Row(RiskHolding holding)
    {
        var row = Views.Row(holding.Symbol.Split(' ')[0], quantity: Math.Sign(holding.MarketValue) * 10, investmentClass: holding.MovesWith is null ? InvestmentClass.Private : InvestmentClass.Public);
        return row with { Position = new PositionBuilder { Id = holding.PositionId, PortfolioId = row.Position.PortfolioId, Symbol = row.Position.Symbol, Quantity = row.Position.Quantity, Class = row.Position.Class }.Build() };
    }
}
