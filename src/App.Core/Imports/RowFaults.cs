using App.Core.Imports.Csv;
using App.Core.Imports.Rules;
using App.Core.Results;

namespace App.Core.Imports;

/// <summary>ERR_CSV_006 for rows whose fields cannot be told apart.</summary>
internal static class RowFaults
{
    /// <summary>A quote that is not closed, or closed too early.</summary>
    public static Error Quoting(QuoteFault fault) => FileErrors.Malformed.Because(
        fault.ClosedLine is { } closed
            ? $"The quote that opens on line {fault.OpenedLine} closes on line {closed} with text right after it. Close it before the separator, and double the quotes inside a quoted field."
            : $"The quote that opens on line {fault.OpenedLine} is never closed, so the rest of the file is one field. Close it, or double it if it belongs to the text.",
        row: fault.OpenedLine,
        details: new Dictionary<string, object?> { [ErrorDetails.Found] = "\"", [ErrorDetails.OtherRow] = fault.ClosedLine });

    /// <summary>More or fewer fields than the header.</summary>
    public static Error FieldCount(RowCursor row, TemplateLayout layout)
    {
        var expected = layout.FieldCount;
        var mend = row.FieldCount < expected
            ? "Add a separator for each field that is left empty."
            : "Put a field that contains the separator, such as \"1,250.00\", in double quotes.";
        var from = row.FieldCount <= expected ? 0 : expected;
        var some = string.Join(Shown(layout.Delimiter), Enumerable.Range(from, Math.Min(row.FieldCount - from, 5)).Select(row.GetString));
        return FileErrors.Malformed.Because(
            FormattableString.Invariant($"Line {row.Line} has {row.FieldCount} fields where the header has {expected}; ") + $"{(from == 0 ? "it begins" : "the surplus is")} {FoundText.Quote(some)}. {mend}",
            row: row.Line,
            details: new Dictionary<string, object?> { [ErrorDetails.Found] = row.FieldCount, [ErrorDetails.Allowed] = expected });
    }

    private static string Shown(char delimiter) => delimiter == '\t' ? " " : delimiter.ToString();
}
