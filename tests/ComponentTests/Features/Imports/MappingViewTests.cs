using App.Core.Imports.Brokers;
using App.Features.Imports;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Imports;

/// <summary>The columns of an unknown table, as they are shown and chosen.</summary>
public sealed class MappingViewTests : ImportViewTest
{
    private static ImportState.Mapping Columns { get; } = new(
        Some.Form, Some.Upload(), new MappedTable(Some.Unknown.Columns, ["The titles are German."]), Some.Unknown.Guesses, []);

    [Fact]
    public void EveryColumn_ShowsWhatItHoldsAndWhatItIsTakenFor()
    {
        var cut = Show(Columns);

        cut.FindAll("tbody tr").Count.ShouldBe(4);
        cut.FindAll("tbody select").Select(select => select.GetAttribute("value")).ShouldBe(["symbol", "quantity", "price", "value"]);
        cut.Find("tbody tr").TextContent.ShouldContain("QRTZ · OPAL");
        cut.Find(".alert").TextContent.ShouldContain("German");
        cut.Find("button.primary").HasAttribute("disabled").ShouldBeFalse();
    }

    [Fact]
    public void AnotherChoice_IsTold()
    {
        var cut = Show(Columns);

        cut.FindAll("tbody select")[2].Change("cost_per_share");
        cut.FindAll("tbody select")[3].Change("");

        Sent.ShouldBe([new ImportEvent.ColumnChosen(2, PositionField.CostPerShare), new ImportEvent.ColumnChosen(3, null)]);
    }

    [Fact]
    public void WhatIsMissing_IsSaidAndKeepsFromReading()
    {
        var cut = Show(Columns with { Choice = new ColumnChoice(1, new Dictionary<PositionField, int>()) });

        cut.Find("button.primary").HasAttribute("disabled").ShouldBeTrue();
        cut.FindAll("[role=status] p").Count.ShouldBe(2);
    }

    [Fact]
    public void AFieldChosenTwice_IsTakenFromTheColumnChosenLast()
    {
        var next = (ImportState.Mapping)ImportTransitions.Next(Columns, new ImportEvent.ColumnChosen(3, PositionField.Quantity));

        next.Choice.Columns.ShouldBe(new Dictionary<PositionField, int> { [PositionField.Symbol] = 0, [PositionField.Price] = 2, [PositionField.Quantity] = 3 }, ignoreOrder: true);
    }
}
