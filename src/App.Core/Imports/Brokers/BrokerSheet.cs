using App.Core.Imports.Csv;

namespace App.Core.Imports.Brokers;

/// <summary>The rows of a file one after the other, and its first rows at hand for telling whose file it is.</summary>
/// <remarks>Rows that are blank or begin with <c>#</c> are left out, and so is the column of errors of a file that we handed back. The text is split anew each time it is walked: nothing of a row is kept.</remarks>
internal sealed class BrokerSheet
{
    private const int SampleSize = 80;

    private readonly DecodedText _text;

    private BrokerSheet(DecodedText text, char delimiter, string fileName)
    {
        (_text, Delimiter, FileName) = (text, delimiter, fileName);
        Sample = [.. Rows().Take(SampleSize)];
    }

    /// <summary>The file's name.</summary>
    public string FileName { get; }

    /// <summary>What separates the fields.</summary>
    public char Delimiter { get; }

    /// <summary>The first rows.</summary>
    public IReadOnlyList<TableRow> Sample { get; }

    /// <summary>The sheet by each separator under which its rows are more than one field wide; by comma when there is none.</summary>
    public static IReadOnlyList<BrokerSheet> Of(DecodedText text, string fileName)
    {
        var sheets = text.Delimiters.Select(delimiter => new BrokerSheet(text, delimiter, fileName)).ToList();
        var wide = sheets.Where(sheet => sheet.Sample.Any(row => row.Cells.Count > 1)).ToList();
        return wide.Count > 0 ? wide : sheets[..1];
    }

    /// <summary>The rows from the top. A row whose quoting is broken, or that is wider than any table of positions, comes without cells.</summary>
    public IEnumerable<TableRow> Rows()
    {
        using var cursor = new RowCursor(_text, Delimiter);
        while (cursor.Read())
        {
            yield return new(cursor.Line, CellsOf(cursor));
        }
    }

    /// <summary>The cells of the row that the cursor is at, without the column of errors; none when they cannot be told apart or are too many.</summary>
    internal static string[] CellsOf(RowCursor cursor)
    {
        // One more than are read, lest the column of errors makes the widest of tables too wide.
        if (cursor.FieldCount > HeaderReader.MostColumns + 1 || cursor.Fault is not null)
            return [];
        var cells = ErrorCells.Without(cursor.GetStrings());
        return cells.Length <= HeaderReader.MostColumns ? cells : [];
    }
}
