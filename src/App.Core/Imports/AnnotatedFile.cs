using App.Core.Imports.Csv;
using App.Core.Results;

namespace App.Core.Imports;

/// <summary>The user's own table with a last column that says what is wrong with each row.</summary>
/// <remarks>
/// Read again, the column is one that the template does not have and is ignored, so the file can be mended and uploaded as it is. Errors of the whole
/// file stand in comments at the top. Comments and blank rows of the original are left out, cells that were replaced have their new value.
/// A row with the wrong number of fields stays wrong.
/// </remarks>
public static class AnnotatedFile
{
    /// <summary>The title of the added column.</summary>
    public const string ErrorColumn = "Errors";

    /// <summary>The file as CSV text, in the separator of the original.</summary>
    public static string Write(ImportReading reading) => Write(reading, onlyFaults: false);

    /// <summary>The rows at fault alone, below the header: to be mended and uploaded by themselves.</summary>
    public static string WriteFaults(ImportReading reading) => Write(reading, onlyFaults: true);

    private static string Write(ImportReading reading, bool onlyFaults)
    {
        ArgumentNullException.ThrowIfNull(reading);
        using var text = new StringWriter();
        var writer = new CsvTableWriter(text, reading.Table?.Delimiter ?? ',');
        foreach (var error in reading.Errors.Where(error => error.Row is null || reading.Table is null))
            writer.WriteComment($"{error.Code} {error.Message}");
        if (reading.ErrorCount > reading.Errors.Count)
            writer.WriteComment(FormattableString.Invariant($"The first {reading.Errors.Count} of {reading.ErrorCount} errors are listed."));
        if (reading.Table is { } table)
            WriteTable(writer, table, reading.Errors, onlyFaults);
        return text.ToString();
    }

    private static void WriteTable(CsvTableWriter writer, ImportTable table, IReadOnlyList<Error> errors, bool onlyFaults)
    {
        // An annotated file that comes back keeps one column of errors, the new one.
        var stale = table.Titles.ToList().FindIndex(title => HeaderName.KeyOf(title) == HeaderName.KeyOf(ErrorColumn));
        writer.WriteRow([.. Without(table.Titles, stale), ErrorColumn]);
        var byLine = errors.ToLookup(error => error.Row);
        foreach (var row in table.Rows().Where(row => !onlyFaults || byLine.Contains(row.Line)))
            writer.WriteRow([.. Without(row.Cells, stale), .. Padding(table, row), ErrorCells.Describe(byLine[row.Line])]);
    }

    private static IEnumerable<string> Without(IReadOnlyList<string> cells, int stale) => cells.Where((_, index) => index != stale);

    // Only columns that were added by an edit are missing from a row without being an error of it.
    private static IEnumerable<string> Padding(ImportTable table, TableRow row)
    {
        var added = table.Titles.Count - table.Layout.FieldCount;
        var missing = table.Titles.Count - row.Cells.Count;
        return missing > 0 && missing <= added ? Enumerable.Repeat("", missing) : [];
    }
}
