using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Features.CommandCenter.Risk;
using App.Shared;
using Bunit;
using Microsoft.AspNetCore.Components;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

/// <summary>What is not rendered: with hundreds of positions it is what makes a page slow.</summary>
public sealed class RenderCostTests : PartsTest
{
    private static readonly IReadOnlyList<PositionRow> Rows = Views.Many(120);
    private static readonly CenterView View = Views.View(Rows);
    private static readonly CenterRisk Risk = new(BookRisks.Of(BookRisks.Betas([.. Rows.Select(row => (row.Position.Symbol, (double?)1))])));

    [Fact]
    public void Row_OfTheGrid_IsOneComponent()
    {
        var card = Card(new PositionQuery());

        card.FindComponents<PositionTableRow>().Count.ShouldBe(50);
        card.FindComponents<FigureText>().ShouldBeEmpty();
    }

    [Fact]
    public void Rows_ThatStay_AreNotRenderedAgainByFilterAndOrder()
    {
        var card = Card(new PositionQuery("S00"));
        var rows = card.FindComponents<PositionTableRow>().ToDictionary(row => row.Instance.Row.Position.Id);

        card.Render(p => p.Add(x => x.Query, CenterQuery.Default with { Positions = new PositionQuery("S00", Sort: PositionColumn.Position, Descending: false) }));

        var after = card.FindComponents<PositionTableRow>();
        after.Select(row => row.Instance.Row.Position.Symbol).ShouldBeInOrder();
        after.Where(row => rows.ContainsKey(row.Instance.Row.Position.Id)).ShouldNotBeEmpty();
        after.Where(row => rows.ContainsKey(row.Instance.Row.Position.Id)).ShouldAllBe(row => row.RenderCount == 1);
    }

    [Fact]
    public void Rows_WithoutAColumnOfTheRisk_AreNotMadeAnewForIt()
    {
        var columns = new PositionQuery { Columns = PositionColumns.Of(PositionColumn.Value, PositionColumn.Pnl) };
        var card = Render<PositionsCard>(p => p.Add(x => x.View, View).Add(x => x.Query, CenterQuery.Default with { Positions = columns }));

        card.Render(p => p.Add(x => x.Risk, Risk));

        var rows = card.FindComponents<PositionTableRow>();
        rows.ShouldAllBe(row => row.RenderCount == 1);
        rows.ShouldAllBe(row => Rows.Any(given => ReferenceEquals(given, row.Instance.Row)));
    }

    [Fact]
    public void Cards_OfTheCenter_AreNotRenderedAgainWhenThePositionsAreFilteredOrTurned()
    {
        var points = Views.Line(5, 30);
        var center = Render<CenterShown>(p => p.Add(x => x.View, View).Add(x => x.Risk, Risk).Add(x => x.Points, points).Add(x => x.Query, CenterQuery.Default));
        var before = Counts(center);

        center.Render(p => p.Add(x => x.Query, CenterQuery.Default with { Positions = new PositionQuery("S00", Page: 2) }));

        Counts(center).ShouldBe(before);
    }

    private static IReadOnlyList<(string, int)> Counts(IRenderedComponent<CenterShown> center) =>
    [
        Count<FigureStrip>(center), Count<RiskGrid>(center), Count<ExposureTable>(center), Count<FactorCard>(center), Count<StressCard>(center), Count<CorrelationCard>(center),
        Count<RiskSourcesCard>(center), Count<ConcentrationCard>(center), Count<GreeksCard>(center), Count<VolatilityCard>(center), Count<TargetsCard>(center), Count<ChangesCard>(center),
        Count<UnknownsCard>(center), Count<NavChart>(center), Count<PerformanceLine>(center),
    ];

    private static (string, int) Count<T>(IRenderedComponent<CenterShown> center)
        where T : IComponent => (typeof(T).Name, center.FindComponent<T>().RenderCount);

    private IRenderedComponent<PositionsCard> Card(PositionQuery query) =>
        Render<PositionsCard>(p => p.Add(x => x.View, View).Add(x => x.Risk, Risk).Add(x => x.Query, CenterQuery.Default with { Positions = query }));
}
