using App.Core.Risk;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Features.CommandCenter.Risk;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

/// <summary>The cards of stress tests and of the worst of them, and who is to blame.</summary>
public sealed class StressCardTests : RiskCardContext
{
    [Fact]
    public void Stress_ForAReaderOfAnotherLanguage_HasItsBondInTheirNumbers()
    {
        var card = Render<StressCard>(p => p.AddCascadingValue(App.Shared.Formats.For("de-DE")).Add(x => x.Risk, Risk).Add(x => x.Positions, Rows));

        card.Find("[popovertarget=about-stress]").Click();

        card.Find("#about-stress").TextContent.ShouldContain("duration of 16,2 years and a convexity of 350");
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
    public void WorstScenario_IsTheHeadline()
    {
        var card = Render<WorstCard>(p => p.Add(x => x.Risk, Risk).Add(x => x.Positions, Rows).Add(x => x.StressLink, "#stress"));

        var worst = StressLine.Of(Risk).Min(line => line.Worst!.Value);
        card.Find("[data-figure=worst]").TextContent.Trim().ShouldBe(App.Shared.Formats.Default.Money((decimal)worst, decimals: 0));
        card.FindAll(".worst-others > div").Count.ShouldBeInRange(3, 5);
    }

    [Fact]
    public void Worst_AfterAFault_SaysSo() =>
        Render<WorstCard>(p => p.Add(x => x.Risk, BookRisks.Of(RiskResult.Failed("stress"))).Add(x => x.Positions, Rows).Add(x => x.StressLink, "#stress")).Find("[data-state=fault]").ShouldNotBeNull();

    private static List<string> Ids(IRenderedComponent<StressCard> card) => [.. card.FindAll("[data-scenario]").Select(row => row.GetAttribute("data-scenario")!)];
}
