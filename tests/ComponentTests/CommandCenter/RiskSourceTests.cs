using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Features.CommandCenter.Risk;
using App.Testing;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

/// <summary>Where risk comes from, by factor and by position.</summary>
public sealed class RiskSourceTests : BunitContext
{
    private static readonly RiskHolding[] Holdings = [RiskBooks.Holding("A", 60_000), RiskBooks.Holding("B", -20_000), RiskBooks.Holding("GAPPY", 30_000)];

    private static readonly BookRisk Risk = Of(Holdings);

    private static readonly IReadOnlyList<PositionRow> Positions =
        [.. Holdings.Select(holding => Views.Row(holding.Symbol) with { Position = new PositionBuilder { Id = holding.PositionId, PortfolioId = Guid.Empty, Symbol = holding.Symbol }.Build() })];

    [Fact]
    public void Shares_ByFactorAndByPosition_ComeToTheWhole()
    {
        RiskSource.ByFactor(Risk).Sum(source => source.Share).ShouldBe(1, 1e-12);
        RiskSource.ByFactor(Risk)[^1].Name.ShouldBe("The holdings’ own");
        var positions = RiskSource.ByPosition(Risk, Positions);
        positions.Sum(source => source.Share).ShouldBe(1, 1e-12);
        positions.Select(source => source.Share).ShouldBeInOrder(SortDirection.Descending);
        positions.Single(source => source.Name == "B").ShouldSatisfyAllConditions(short_ => short_.Weight.ShouldBe(-.2), short_ => short_.Share.ShouldBeLessThan(0, "it offsets the others"));
    }

    [Fact]
    public void Card_OfABook_ShowsBothWays()
    {
        var card = Render<RiskSourcesCard>(p => p.Add(x => x.Risk, Risk).Add(x => x.Positions, Positions));

        card.FindAll("[data-sources=factors] tbody tr").Count.ShouldBe(8);
        card.FindAll("[data-sources=positions] tbody th").Select(name => name.TextContent).ShouldBe(["A", "GAPPY", "B"]);
        card.FindAll("[data-sources=positions] tbody tr")[2].QuerySelectorAll("td span").Select(figure => figure.ClassName).ShouldContain("num loss");
        card.FindAll("[data-sources=positions] .b.neg").ShouldHaveSingleItem();
        card.Find("[role=region]").GetAttribute("tabindex").ShouldBe("0");
    }

    [Fact]
    public void Card_OfMany_AddsUpTheOthers_AndListsAllOnPaper()
    {
        var factors = Risk.Find("factors")!;
        var many = Risk with
        {
            Results =
            [
                factors with { Tables = [new RiskTable("risk_by_symbol", "ratio", ["weight", "marginal", "component"], [.. Enumerable.Range(1, 40).Select(i => new RiskTableRow($"S{i:00}", [.025, .1, i / 4_100.0]))])] },
            ],
        };

        var names = Render<RiskSourcesCard>(p => p.Add(x => x.Risk, many)).FindAll("[data-sources=positions] tbody th").Select(name => name.TextContent).ToList();
        names.Count.ShouldBe(9);
        (names[0], names[^1]).ShouldBe(("S40", "32 others"));
        RiskSource.Largest(RiskSource.ByPosition(many, []), 8, count => $"{count}").Sum(source => source.Share).ShouldBe(1, 1e-12);
        Render<RiskSourcesCard>(p => p.AddCascadingValue("IsReport", true).Add(x => x.Risk, many)).FindAll("[data-sources=positions] tbody tr").Count.ShouldBe(40);
    }

    [Fact]
    public void ByPosition_OfATableOfPositions_IsNamedByThem()
    {
        var row = Views.Row("MSFT");
        var risk = new BookRisk(Views.Session, null, null, [new RiskResult("factors", new Dictionary<string, RiskFigure>(), [])
        {
            Tables = [new RiskTable("risk_by_position", "ratio", ["component", "weight", "symbol_share", "marginal"], [new RiskTableRow(row.Position.Id.ToString(), [.2, .5, null, .4])])],
        }], RiskSettings.Standard);

        RiskSource.ByPosition(risk, [row]).ShouldHaveSingleItem().ShouldBe(new RiskSource("MSFT", 1, .4, .5));
    }

    [Fact]
    public void Card_OfABookWithoutAMarketPrice_SaysWhy()
    {
        var card = Render<RiskSourcesCard>(p => p.Add(x => x.Risk, Of(RiskBooks.Holding(null, 10_000))));

        card.FindAll("table").ShouldBeEmpty();
        card.Find("section > p").TextContent.ShouldBe("Nothing that is held has a market price.");
        Render<RiskSourcesCard>(p => p.Add(x => x.Risk, BookRisks.Of(RiskResult.Failed("factors")))).Find("[data-state=fault]").TextContent.ShouldContain("A fault of the application");
    }

    private static BookRisk Of(params RiskHolding[] holdings) =>
        new(RiskBooks.Session, null, 100_000, [new FactorExposures().Compute(RiskBooks.Data(holdings))], RiskSettings.Standard);
}
