using App.Core.Imports;
using App.Core.Results;

namespace App.Features.Imports;

/// <summary>An error of a row as the page lists it: where it is, what stands there, what may be meant.</summary>
/// <param name="Error">The error.</param>
/// <param name="Row">The line.</param>
/// <param name="Symbol">The symbol of the row; empty when it could not be read.</param>
/// <param name="Value">What stands in the cell.</param>
/// <param name="Suggestion">What would be accepted and is probably meant; null when nothing suggests itself.</param>
public sealed record FaultCell(Error Error, int Row, string Symbol, string Value, string? Suggestion)
{
    /// <summary>True when the error is about one cell, which can be mended here.</summary>
    public bool HasCell => Error.Field is not null;

    /// <summary>The cell's place: what an edit of it is known by.</summary>
    public (int Row, string Column) Key => (Row, Error.Field ?? string.Empty);

    /// <summary>The errors of a reading that are about rows, in file order.</summary>
    public static IReadOnlyList<FaultCell> Of(ImportReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var clipped = reading.Errors.Where(IsClipped).Select(error => error.Row!.Value).ToHashSet();
        var rows = clipped.Count == 0 || reading.Table is null
            ? []
            : reading.Table.Rows().Where(row => clipped.Contains(row.Line)).ToDictionary(row => row.Line, row => row.Cells);
        return [.. reading.Errors.Where(error => error.Row is not null).Select(error => Of(error, reading.Table, rows))];
    }

    private static FaultCell Of(Error error, ImportTable? table, Dictionary<int, IReadOnlyList<string>> rows)
    {
        var whole = IsClipped(error) && rows.TryGetValue(error.Row!.Value, out var cells) ? CellOf(table!, cells, error.Field!) : null;
        return new FaultCell(
            error, error.Row!.Value, TextOf(error, ErrorDetails.Symbol) ?? string.Empty, whole ?? TextOf(error, ErrorDetails.Found) ?? string.Empty,
            TextOf(error, ErrorDetails.Suggestion));
    }

    // What is found is quoted in part when it is long; what is mended has to be the whole.
    private static bool IsClipped(Error error) => error is { Row: not null, Field: not null } && TextOf(error, ErrorDetails.Found) is [.., '…'];

    private static string? CellOf(ImportTable table, IReadOnlyList<string> cells, string field)
    {
        var column = TemplateColumns.Find(field);
        var index = table.Titles.TakeWhile(title => TemplateColumns.Find(title) != column).Count();
        return column is not null && index < cells.Count ? cells[index].Trim() : null;
    }

    private static string? TextOf(Error error, string key) => error.Details.GetValueOrDefault(key) as string;
}
