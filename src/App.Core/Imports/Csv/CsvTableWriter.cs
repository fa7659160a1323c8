using System.Buffers;

namespace App.Core.Imports.Csv;

/// <summary>The one writer of CSV: RFC 4180, safe to open in a spreadsheet, and read back by this application as exactly what was written.</summary>
/// <remarks>
/// Cells are quoted when they contain the separator, a quote, a line break, or white space at an end. A cell that a spreadsheet would run as a
/// formula (it begins with <c>= + - @</c>, tab or CR and is no plain number) gets an apostrophe in front, which the reader removes.
/// Not read back: rows of empty cells only, which count as blank, and NUL, which is no text. Lines end in CR LF. Not for use from two threads at once.
/// </remarks>
public sealed class CsvTableWriter
{
    private readonly TextWriter _output;
    private readonly char _delimiter;
    private readonly SearchValues<char> _quoted;
    private bool _rowHasCells;

    /// <summary>Writes to <paramref name="output"/>, which stays open and is the caller's to encode, flush and dispose.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="delimiter">Comma, semicolon or tab.</param>
    public CsvTableWriter(TextWriter output, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        _delimiter = delimiter;
        _quoted = SearchValues.Create([delimiter, '"', '\r', '\n', '\uFEFF']);
    }

    /// <summary>Writes one row.</summary>
    public void WriteRow(params IEnumerable<string?> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        foreach (var cell in cells)
            WriteCell(cell);
        EndRow();
    }

    /// <summary>Writes one cell of the current row; null as empty.</summary>
    public void WriteCell(string? cell)
    {
        if (_rowHasCells)
            _output.Write(_delimiter);
        _rowHasCells = true;
        if (string.IsNullOrEmpty(cell))
            return;

        var text = FormulaGuard.Protect(cell);
        _output.Write(NeedsQuotes(text) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text);
    }

    /// <summary>Ends the current row.</summary>
    public void EndRow()
    {
        _output.Write("\r\n");
        _rowHasCells = false;
    }

    /// <summary>Writes a line that readers skip; line breaks in it become spaces. Between rows only.</summary>
    public void WriteComment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _output.Write("# ");
        _output.Write(text.ReplaceLineEndings(" "));
        _output.Write("\r\n");
    }

    // “sep=;” alone on the first line would be taken for Excel's separator hint.
    private bool NeedsQuotes(string text) =>
        text.AsSpan().ContainsAny(_quoted) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])
        || text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);
}
