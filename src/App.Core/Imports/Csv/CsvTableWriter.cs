using System.Buffers;

namespace App.Core.Imports.Csv;

/// <summary>The one writer of CSV: RFC 4180, safe to open in a spreadsheet, and read back by this application as exactly what was written.</summary>
/// <remarks>
/// <para>
/// Cells are quoted when they contain the separator, a quote, a line break, or white space at an end. A cell that a spreadsheet would run as a
/// formula (it begins with <c>= + - @</c>, tab, CR or LF, after spaces or not, and is no plain number) or that would read as a comment (it begins with <c>#</c>) gets one
/// apostrophe in front.
/// </para>
/// <para>
/// The reader takes off one apostrophe, and only where this writer could have put it: from a cell of apostrophes followed by one of these characters.
/// A cell that had apostrophes there already, such as <c>'=1</c>, is therefore written with one more, <c>''=1</c>, and read back as it was; an apostrophe
/// before anything else, as in <c>'tis</c>, is written and read as it is. The one thing that is not kept: in a file that this writer did not write, a cell
/// <c>'=1</c> is read as <c>=1</c>, which is how a spreadsheet means it.
/// </para>
/// <para>
/// Not read back: rows of empty cells only, which count as blank, and NUL, which is no text. Lines end in CR LF. Not for use from two threads at once.
/// </para>
/// </remarks>
public sealed class CsvTableWriter
{
    private static readonly SearchValues<char> Separators = SearchValues.Create([',', ';', '\t']);

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
        _output.Write(NeedsQuotes(text) ? Quoted(text) : text);
    }

    /// <summary>Ends the current row.</summary>
    public void EndRow()
    {
        _output.Write("\r\n");
        _rowHasCells = false;
    }

    /// <summary>Writes a line that readers skip; line breaks in it become spaces. Between rows only.</summary>
    /// <remarks>In quotes when it has a separator in it: a comment may quote what stands in a file, and a spreadsheet that splits it would run that.</remarks>
    public void WriteComment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var comment = "# " + text.ReplaceLineEndings(" ");
        _output.Write(comment.AsSpan().ContainsAny(Separators) ? Quoted(comment) : comment);
        _output.Write("\r\n");
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // “sep=;” alone on the first line would be taken for Excel's separator hint.
    private bool NeedsQuotes(string text) =>
        text.AsSpan().ContainsAny(_quoted) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])
        || text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);
}
