namespace App.Core.Imports.Brokers.Layouts;

/// <summary>A table of positions of nobody in particular: read by what its columns are called, or as the user maps them.</summary>
internal sealed class AnyPositions : PositionsLayout
{
    /// <summary>The id of the layout.</summary>
    public const string LayoutId = "positions_table";

    public override string Id => LayoutId;

    public override string Broker => "";

    public override string Title => "A table of positions";

    public override Recognition Recognise(BrokerSheet sheet)
    {
        if (HeaderOf(sheet) is not { } header)
            return Recognition.None;
        var map = ColumnMap.Of(header.Line, header.Cells, Find);
        var isWhole = map.Has(PositionField.Symbol) && map.Has(PositionField.Quantity);
        return isWhole ? new(30, [$"Line {header.Line} has titles for {string.Join(", ", map.Fields.Select(field => map.TitleOf(field)))}."]) : Recognition.None;
    }

    public override AccountLabel? AccountIn(IReadOnlyList<string> cells) =>
        cells[0].Trim().StartsWith("account", StringComparison.OrdinalIgnoreCase) && cells.Count(cell => cell.Trim().Length > 0) is 1 or 2
            ? LabelOf(string.Join(' ', cells.Select(cell => cell.Trim()))[7..].TrimStart(':', ' ', '#'))
            : null;
}
