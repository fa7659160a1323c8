using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Snapshots;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Shared;
using App.Testing;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

/// <summary>The lines of the command center: of equity, of drawdown, of volatility.</summary>
public sealed class ChartTests : PartsTest
{
    [Fact]
    public void Nav_OfReconstructionAndChain_IsTwoLinesThatDifferByMoreThanColour()
    {
        var chart = Nav(NavLine.Of(Views.Line(reconstructed: 30, stored: 30), NavRange.All));

        chart.Find("svg").GetAttribute("viewBox").ShouldBe("0 0 1000 1000");
        chart.Find("svg").GetAttribute("preserveAspectRatio").ShouldBe("none");
        chart.FindAll(".plot path.line").Select(line => line.ClassName).ShouldBe(["line", "line dashed"]);
        chart.FindAll(".legend > span").Select(name => name.TextContent).ShouldBe(["Equity", "Reconstructed from positions held, before 20 Nov 2026"]);
        chart.FindAll(".axis-values span").Count.ShouldBeInRange(2, 8);
        chart.FindAll(".axis-days span").ShouldNotBeEmpty();
        chart.Markup.ShouldNotContain("NaN");
    }

    [Fact]
    public void Nav_ForAScreenReader_HasATitleWordsAndAReadingOfEachDay()
    {
        var chart = Nav(NavLine.Of(Views.Line(reconstructed: 0, stored: 3), NavRange.All));

        var drawing = chart.Find("svg[role=img]");
        chart.Find("#" + drawing.GetAttribute("aria-labelledby")).TextContent.ShouldBe("Net asset value");
        chart.Find("#" + drawing.GetAttribute("aria-describedby")).TextContent.ShouldBe(
            "$100,000.00 on 18 Nov 2026, $100,020.00 on 20 Nov 2026; lowest $100,000.00 on 18 Nov 2026, highest $100,020.00 on 20 Nov 2026.");
        var reader = chart.Find("input[type=range]");
        (reader.GetAttribute("min"), reader.GetAttribute("max"), reader.GetAttribute("aria-valuetext")).ShouldBe(("0", "2", "20 Nov 2026: Equity $100,020.00"));
        chart.Find(".plot").GetAttribute("data-readings").ShouldNotBeNull().ShouldContain("18 Nov 2026: Equity $100,000.00");
    }

    [Fact]
    public void Nav_ForAReaderOfGerman_HasTheirTicks()
    {
        var chart = Render<NavChart>(p => p.AddCascadingValue(Formats.For("de-DE")).Add(x => x.Line, NavLine.Of(Views.Line(0, 40, 1_234_567), NavRange.All)));

        chart.FindAll(".axis-values span").ShouldAllBe(tick => tick.TextContent.EndsWith('$') && tick.TextContent.Contains(','));
    }

    [Fact]
    public void Nav_WithAmountsHidden_TellsNone()
    {
        var chart = Render<NavChart>(p => p.AddCascadingValue(Formats.For("en-US", hidesAmounts: true)).Add(x => x.Line, NavLine.Of(Views.Line(0, 40), NavRange.All)));

        chart.Markup.ShouldNotContain("100,");
        chart.Markup.ShouldContain("$•••");
    }

    [Fact]
    public void Performance_OfALine_SaysWhatItCameToAndDrawsHowFarItFell()
    {
        var points = new[] { 100m, 110, 88, 99 }.Select((equity, day) =>
            new NavPoint(Views.Session.AddDays(day - 3), equity, false) { DayPnl = day == 0 ? null : equity - new[] { 100m, 110, 88 }[day - 1] }).ToList();
        var (known, reason) = Performance.Of(points);
        var line = Render<PerformanceLine>(p => p.Add(x => x.Performance, known).Add(x => x.Reason, reason));

        line.FindAll("dl dd").Select(figure => string.Join(' ', figure.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ShouldBe(
            ["−1.00%", line.FindAll("dl dd")[1].TextContent.Trim(), "−$1", "−10.0%", "−20.0% 19 Nov 2026"]);
        line.FindAll("dl dd .loss").Count.ShouldBeGreaterThanOrEqualTo(4);
        line.Find("desc").TextContent.ShouldBe("Since 17 Nov 2026: at worst −20.0% on 19 Nov 2026, −10.0% on 20 Nov 2026.");
        line.FindAll(".plot path.area").ShouldHaveSingleItem();
        line.FindAll(".axis-values span")[0].TextContent.ShouldBe("0%");

        line.Find("figcaption button").Click();

        line.FindAll(".chart-table tbody tr").Select(row => row.TextContent).ShouldBe(["20 Nov 2026−10.00%", "19 Nov 2026−20.00%", "18 Nov 20260.00%"]);
        line.Find("figcaption button").TextContent.ShouldBe("Drawdown as chart");
    }

    [Fact]
    public void Performance_WithoutASecondSession_SaysWhyThereIsNone() =>
        Render<PerformanceLine>(p => p.Add(x => x.Performance, null).Add(x => x.Reason, "A return needs two sessions.")).Find("p").TextContent.ShouldBe("A return needs two sessions.");

    [Fact]
    public void Volatility_Realised_IsDrawnOverBothWindowsAndGoesOnToWhatIsExpected()
    {
        var risk = new BookRisk(RiskBooks.Session, null, 100_000, [new RealisedVolatility().Compute(RiskBooks.Data(RiskBooks.Holding("A", 60_000)))], RiskSettings.Standard);
        var card = Render<VolatilityCard>(p => p.Add(x => x.Risk, risk));

        card.FindAll(".plot path.line").Select(line => line.ClassName).ShouldBe(["line", "line dashed", "line dotted"]);
        card.FindAll(".legend > span").Select(name => name.TextContent).ShouldBe(["Realised over 21 returns", "Realised over 63 returns", "Expected, next 21 sessions"]);
        card.FindAll(".plot path.dot").ShouldHaveSingleItem();

        card.Find("figcaption button").Click();

        card.FindAll(".chart-table thead th").Count.ShouldBe(4);
        var last = card.Find(".chart-table tbody tr").QuerySelectorAll("td");
        last[0].TextContent.ShouldContain("not known");
        last[2].TextContent.ShouldBe(Formats.Default.Percent(risk.Find("volatility")!.Figures["expected_21"].Value!.Value));
    }

    [Fact]
    public void Volatility_OfAnOlderReport_IsDrawnByWhatItHas()
    {
        var whole = new RealisedVolatility().Compute(RiskBooks.Data(RiskBooks.Holding("A", 60_000)));
        var history = whole.Tables.Single();
        var older = whole with { Tables = [history with { Columns = ["realised_21"], Rows = [.. history.Rows.Select(row => row with { Values = [row.Values[0]] })] }] };
        var card = Render<VolatilityCard>(p => p.Add(x => x.Risk, new BookRisk(RiskBooks.Session, null, 100_000, [older], RiskSettings.Standard)));

        card.FindAll(".legend > span").Select(name => name.TextContent).ShouldBe(["Realised over 21 returns", "Expected, next 21 sessions"]);
    }

    private IRenderedComponent<NavChart> Nav(NavLine line) => Render<NavChart>(p => p.Add(x => x.Line, line).Add(x => x.Start, Views.Session));
}
