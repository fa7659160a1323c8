using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Features.CommandCenter.Risk;
using App.Testing;
using Bunit;
using Microsoft.AspNetCore.Components;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

/// <summary>The cards on paper: nothing folded, nothing that asks to be pressed, explanations as notes.</summary>
public sealed class ReportModeTests : PartsTest
{
    private readonly ReportNotes _notes = new("/report?portfolio=x");

    private static readonly BookRisk Risk = new(RiskBooks.Session, null, 100_000,
        [.. AnalyticSet.Standard.All.Select(analytic => analytic.Compute(RiskBooks.Data(
            [RiskBooks.Holding("A", 60_000), RiskBooks.Holding("B", -20_000), .. Enumerable.Range(0, 12).Select(i => RiskBooks.Call("A", i + 1))])))], RiskSettings.Standard);

    [Fact]
    public void Exposure_IsByEachGroupOnBothBases()
    {
        var card = Report<ExposureTable>(p => p.Add(x => x.Risk, Risk).Add(x => x.Positions, []).Add(x => x.Equity, 100_000));

        card.FindAll("caption").Select(caption => caption.TextContent).ShouldBe(
        [
            "Market value by Class: long, short, net.", "Delta-adjusted exposure by Class: long, short, net.", "Market value by Sector: long, short, net.",
            "Delta-adjusted exposure by Sector: long, short, net.", "Market value by Underlying: long, short, net.", "Delta-adjusted exposure by Underlying: long, short, net.",
        ]);
        card.FindAll("button").ShouldBeEmpty();
    }

    [Fact]
    public void Exposure_OfManyUnderlyings_HasAllOfThem()
    {
        var table = new RiskTable("by_underlying", "usd", ["positions", "market_long", "market_short", "market_net", "delta_long", "delta_short", "delta_net"],
            [.. Enumerable.Range(0, 40).Select(i => new RiskTableRow($"S{i}", [1, 10, 0, 10, 10, 0, 10]))]);
        var many = BookRisks.Of(new RiskResult("exposures", new Dictionary<string, RiskFigure>(), []) { Tables = [table] });

        Report<ExposureTable>(p => p.Add(x => x.Risk, many).Add(x => x.Positions, [])).FindAll("[data-key]").Count.ShouldBe(80);
        var screen = Render<ExposureTable>(p => p.Add(x => x.Risk, many).Add(x => x.Positions, []));
        screen.FindAll(".segmented button").Single(button => button.TextContent == "Underlying").Click();
        screen.FindAll("[data-key]").Count.ShouldBe(10);
    }

    [Fact]
    public void Exposure_OfHundredsOfUnderlyings_HasTheLargestAndTheOthersInOneRow()
    {
        var table = new RiskTable("by_underlying", "usd", ["positions", "market_long", "market_short", "market_net", "delta_long", "delta_short", "delta_net"],
            [.. Enumerable.Range(0, 120).Select(i => new RiskTableRow($"S{i}", [2, 100, -10, 90, i == 119 ? null : 100, i == 119 ? null : -10, i == 119 ? null : 90]))]);
        var many = BookRisks.Of(new RiskResult("exposures", new Dictionary<string, RiskFigure>(), []) { Tables = [table] });

        var rows = Report<ExposureTable>(p => p.Add(x => x.Risk, many).Add(x => x.Positions, []).Add(x => x.Equity, 100_000)).FindAll("[data-key]");

        rows.Count.ShouldBe(2 * 51);
        string Text(int row) => string.Join(' ', rows[row].TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Text(50).ShouldBe("Others140 $7,000 −$700 $6,300 6.3%");
        rows[50].QuerySelector("i.b")!.GetAttribute("style").ShouldNotBe(rows[0].QuerySelector("i.b")!.GetAttribute("style"), "seventy times as much");
        Text(101).ShouldBe("Others140 $6,900 −$690 $6,210 6.2%", "the one that is not known is not in the sum");
    }

    [Fact]
    public void Concentration_HasEverySymbol()
    {
        var rows = Enumerable.Range(0, 30).Select(i => new RiskRow($"S{i}", new Dictionary<string, RiskFigure> { ["share"] = new(1 / 30.0, "ratio") }));
        var risk = BookRisks.Of(new RiskResult("concentration", new Dictionary<string, RiskFigure> { ["hhi_by_symbol"] = new(333, "points") }, [.. rows]));

        var paper = Report<ConcentrationCard>(p => p.Add(x => x.Risk, risk));
        paper.FindAll(".share-table tbody tr").Count.ShouldBe(30);
        paper.FindAll(".share-table .note-ref").ShouldHaveSingleItem("one note for all: their windows are the same");
        Render<ConcentrationCard>(p => p.Add(x => x.Risk, risk)).FindAll(".share-table tbody tr").Count.ShouldBe(8);
    }

    [Fact]
    public void Factors_HaveTheSecondMethodOpen() =>
        Report<FactorCard>(p => p.Add(x => x.Risk, Risk)).Find("details").HasAttribute("open").ShouldBeTrue();

    [Fact]
    public void Stress_SaysWhoIsToBlameOfEachScenario()
    {
        var positions = new[] { Views.Row("A") };
        var card = Report<StressCard>(p => p.Add(x => x.Risk, Risk).Add(x => x.Positions, positions));

        card.FindAll("button").ShouldBeEmpty();
        card.FindAll(".blame-row").Count.ShouldBe(18);
        card.Find("[data-scenario=market_crash_35] + .blame-row").TextContent.ShouldContain("Market −35%");
        card.Find("[data-scenario=market_crash_35] + .blame-row").TextContent.ShouldContain("By factor: Market");
    }

    [Fact]
    public void Explanations_AreNumberedNotes_WithWindowAndObservations()
    {
        var page = Render(builder =>
        {
            builder.OpenComponent<CascadingValue<ReportNotes>>(0);
            builder.AddAttribute(1, "Value", _notes);
            builder.AddAttribute(2, "ChildContent", (RenderFragment)(inside =>
            {
                inside.OpenComponent<FactorCard>(0);
                inside.AddAttribute(1, "Risk", Risk);
                inside.CloseComponent();
                inside.OpenComponent<VolatilityCard>(2);
                inside.AddAttribute(3, "Risk", Risk);
                inside.CloseComponent();
                inside.OpenComponent<ReportNoteList>(4);
                inside.CloseComponent();
            }));
            builder.CloseComponent();
        });

        page.FindAll("[popover], button.q").ShouldBeEmpty();
        page.FindAll(".note-ref a").Select(link => link.GetAttribute("href")).ShouldContain("/report?portfolio=x#note-factors");
        var note = page.Find("#note-factors").TextContent;
        note.ShouldContain("regression of the holdings’ daily returns");
        var fit = page.Find("#note-factors-r_squared").TextContent;
        fit.ShouldContain(FigureCatalogue.Of("factors.r_squared").Definition);
        fit.ShouldContain("Window 252 returns");
        fit.ShouldContain("Observations 100");
        page.FindAll(".notes > ol > li").Count.ShouldBe(page.FindAll(".note-ref").Count);
    }

    [Fact]
    public void Notes_GivenAgain_KeepTheirNumbers()
    {
        var told = 0;
        _notes.Changed += () => told++;

        _notes.Add("a", "A", _ => { }).ShouldBe(1);
        _notes.Add("b", "B", _ => { }).ShouldBe(2);
        _notes.Add("a", "A again", _ => { }).ShouldBe(1);

        _notes.All.Select(note => note.Title).ShouldBe(["A again", "B"]);
        told.ShouldBe(3);
    }

    [Fact]
    public void Positions_OnPaper_HaveNoLinksAndAllOfEachRow()
    {
        var row = Views.Row("MSFT", name: "Microsoft") with { Risk = new(App.Core.Results.Measure.Known(50_000m), App.Core.Results.Measure.Known(1.25), App.Core.Results.Measure.Known(.3), App.Core.Results.Measure.Unknown<PositionGreeks>("Only options have Greeks.")) };
        var columns = PositionColumns.Of(PositionColumn.Value, PositionColumn.Exposure, PositionColumn.Beta);
        var table = Render<PositionTable>(p => p
            .Add(x => x.Rows, [row]).Add(x => x.Totals, PositionTotals.Of([row])).Add(x => x.Query, new PositionQuery { Columns = columns }).Add(x => x.InFull, true));

        table.FindAll("a").ShouldBeEmpty();
        table.FindAll("thead th").Select(heading => heading.TextContent).ShouldBe(["Position", "Value", "Delta-adjusted", "Beta"]);
        table.Find(".in-full").TextContent.ShouldBe("Stock · Long · 100 × $500.00 · since 15 Mar 2024");
        table.FindAll("tbody td").Select(cell => cell.TextContent).ShouldBe(["$50,000.00", "$50,000.00", "1.25"]);
    }

    private IRenderedComponent<T> Report<T>(Action<ComponentParameterCollectionBuilder<T>> parameters)
        where T : IComponent => Render<T>(p =>
        {
            p.AddCascadingValue("IsReport", true).AddCascadingValue(_notes);
            parameters(p);
        });
}
