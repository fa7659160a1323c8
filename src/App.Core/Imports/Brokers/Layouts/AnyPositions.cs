using App.Core.Imports.Brokers.Mapping;

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

    public override BrokerTable Read(BrokerSheet sheet, ColumnMap? given, CancellationToken cancellationToken)
    {
        var map = given ?? (HeaderOf(sheet) is { } header ? ColumnMap.Of(header.Line, header.Cells, Find) : null);
        var evidence = TableDialects.Of(sheet, map?.HeaderLine ?? 0, cancellationToken);
        var isUsual = evidence.Dialect == TableDialect.Usual;
        var table = base.Read(sheet, isUsual ? given : map?.In(evidence.Dialect), cancellationToken);
        if (evidence.Warning is { } warning)
            table.Warnings.Add(new(warning));
        if ((evidence.Currency ?? table.Columns?.CurrencyInTitles()) is { } currency && table.Columns?.Has(PositionField.Currency) != true)
            table.Warnings.Add(new($"Amounts are written with {currency}. They are taken as they are, and shown as dollars."));
        return table;
    }

    public override AccountLabel? AccountIn(IReadOnlyList<string> cells) =>
        cells[0].Trim().StartsWith("account", StringComparison.OrdinalIgnoreCase) && cells.Count(cell => cell.Trim().Length > 0) is 1 or 2
            ? LabelOf(string.Join(' ', cells.Select(cell => cell.Trim()))[7..].TrimStart(':', ' ', '#'))
            : null;
}
