using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Features.CommandCenter.Components;
using App.Features.CommandCenter.Risk;
using App.Testing;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class CorrelationGridTests : BunitContext
{
    private static readonly RiskTable Matrix = new("matrix", "ratio", ["A", "B", "C", "D", "E"],
        [.. "ABCDE".Select((row, i) => new RiskTableRow($"{row}", [.. Enumerable.Range(0, 5).Select(j => (double?)(i == j ? 1 : (10 * Math.Min(i, j) + Math.Max(i, j)) / 100.0))]))]);

    [Fact]
    public void Of_Clusters_PutsThemFirstAndKeepsEachCoefficientItsOwn()
    {
        var grid = CorrelationGrid.Of(Matrix, [["B", "E"], ["A", "C", "D"]]);

        grid.Symbols.ShouldBe(["A", "C", "D", "B", "E"]);
        grid.Clusters.ShouldBe([(0, 3), (3, 2)]);
        grid.Rows[0].ShouldBe([1, .02, .03, .01, .04]);
        grid.Rows[4].ShouldBe([.04, .24, .34, .14, 1]);
        grid.ClassOf(0, 0).ShouldBe("together top left");
        grid.ClassOf(2, 1).ShouldBe("together bottom");
        grid.ClassOf(4, 4).ShouldBe("together bottom right");
        grid.ClassOf(0, 3).ShouldBeNull();
    }

    [Fact]
    public void Of_NoClusters_IsTheMatrixAsItWas()
    {
        var grid = CorrelationGrid.Of(Matrix, []);

        grid.Symbols.ShouldBe(Matrix.Columns);
        grid.Rows.ShouldBe(Matrix.Rows.Select(row => row.Values));
    }

    [Fact]
    public void Card_OfTwins_OutlinesThemAndNamesThem()
    {
        var twin = RiskBooks.With("B", RiskBooks.Data().Returns.Of("A").ToArray());
        var card = Card(new Correlations().Compute(RiskBooks.Data(twin, RiskBooks.Holding("GAPPY", 60_000), RiskBooks.Holding("A", 50_000), RiskBooks.Holding("B", 40_000))));

        card.FindAll("thead th").Skip(1).Select(symbol => symbol.TextContent).ShouldBe(["A", "B", "GAPPY"], "those that go together stand together");
        card.FindAll("td.together").Count.ShouldBe(4);
        card.Find("section > p").TextContent.ShouldStartWith("Outlined, together above .7: A, B (90% of equity).");
    }

    [Fact]
    public void Card_OfAMatrixThatWasClipped_SaysSo()
    {
        var result = new Correlations().Compute(RiskBooks.Data(RiskBooks.Holding("A", 50_000), RiskBooks.Holding("B", 40_000)));
        var clipped = result with { Figures = new Dictionary<string, RiskFigure>(result.Figures) { ["is_clipped"] = new(1, "count") } };

        Card(clipped).Markup.ShouldContain("has been clipped");
        Card(result).Markup.ShouldNotContain("clipped");
    }

    [Fact]
    public void Card_OfABookOfMany_SaysWhatIsLeftOutForWhichReason()
    {
        var series = Enumerable.Range(0, 30).Aggregate(RiskBooks.With("B", null), (all, i) => new Dictionary<string, double?[]>(all) { [$"S{i:00}"] = RiskBooks.Random(100 + i, 0) });
        var holdings = Enumerable.Range(0, 30).Select(i => RiskBooks.Holding($"S{i:00}", 20_000 + i)).Append(RiskBooks.Holding("A", 10)).Append(RiskBooks.Holding("NEW", 50_000)).ToArray();
        var card = Card(new Correlations().Compute(RiskBooks.Data(series, holdings)));

        card.FindAll("tbody tr").Count.ShouldBe(25);
        card.Find("section > p").TextContent.ShouldEndWith("Left out: 5 beyond the 25 largest, 1 under 1 % of equity and $10,000, 1 with fewer than 20 returns that move.");
        Card(new Correlations().Compute(RiskBooks.Data(RiskBooks.Holding("A", 50_000), RiskBooks.Holding("GAPPY", 40_000)))).Markup.ShouldNotContain("Left out");
    }

    private IRenderedComponent<CorrelationCard> Card(RiskResult result) =>
        Render<CorrelationCard>(p => p.Add(x => x.Risk, new BookRisk(RiskBooks.Session, null, 100_000, [result], RiskSettings.Standard)));
}
