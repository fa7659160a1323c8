using System.Text;
using App.Core.Imports.Csv;
using App.Core.Results;

namespace App.Core.Imports.Brokers;

/// <summary>One writing of <see cref="AnnotatedBrokerFile"/>: walks the file's rows and, between them, its lines that are none.</summary>
internal sealed class BrokerAnnotation
{
    private readonly DecodedText _text;
    private readonly BrokerReading _reading;
    private readonly TextWriter _output;
    private readonly CsvTableWriter _writer;
    private readonly TextLines? _lines;
    private readonly HashSet<int> _headers;
    private readonly ILookup<int, Error> _errors;
    private readonly List<string> _comments;
    private int _line = 1;

    public BrokerAnnotation(DecodedText text, BrokerReading reading, TextWriter output)
    {
        (_text, _reading, _output) = (text, reading, output);
        _writer = new(output, reading.Delimiter);
        _lines = text.Lines is null ? new(text.Utf8) : null;
        _headers = [.. reading.Unread.Where(row => row.Kind == UnreadKind.Header).Select(row => row.Line)];
        _errors = reading.Errors.Where(error => error.Row is not null).ToLookup(error => error.Row!.Value);
        _comments = [.. reading.Errors.Where(error => error.Row is null).Select(error => $"{error.Code} {error.Message}")];
        if (reading.ErrorCount > reading.Errors.Count)
            _comments.Add(FormattableString.Invariant($"The first {reading.Errors.Count} of {reading.ErrorCount} errors are listed."));
    }

    /// <summary>Writes it.</summary>
    /// <param name="onlyFaults">True for the rows at fault and the titles above them alone.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public void Run(bool onlyFaults, CancellationToken cancellationToken)
    {
        var width = Width(cancellationToken);
        string[]? titles = null;
        using var cursor = new RowCursor(_text, _reading.Delimiter);
        while (cursor.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cells = BrokerSheet.CellsOf(cursor);
            if (!onlyFaults)
                CatchUp(cursor, cells, width);
            else if (_headers.Contains(cursor.Line))
                titles = [.. Padded(cells, width), AnnotatedFile.ErrorColumn];
            else if (_errors.Contains(cursor.Line))
                WriteFault(cursor, cells, width, ref titles);
        }

        while (!onlyFaults && _lines is not null && _lines.TryRead(out var line))
            WriteBetween(line);
        WriteComments();
    }

    // The column stands to the right of every cell that is filled; blank cells at the end of a row are under it in healthy rows, and harmless.
    private int Width(CancellationToken cancellationToken)
    {
        var width = 1;
        using var cursor = new RowCursor(_text, _reading.Delimiter);
        while (cursor.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            width = Math.Max(width, Array.FindLastIndex(BrokerSheet.CellsOf(cursor), cell => !string.IsNullOrWhiteSpace(cell)) + 1);
        }

        return width;
    }

    private void CatchUp(RowCursor cursor, string[] cells, int width)
    {
        for (; _line < cursor.Line; _line++)
        {
            ReadOnlySpan<byte> between = default;
            _lines?.TryRead(out between);
            WriteBetween(between);
        }

        WriteRow(cursor, cells, width);
        var lines = 1 + Utf8Text.LineBreaks(cursor.RawRecord);
        _lines?.Skip(lines);
        _line += lines;
    }

    private void WriteRow(RowCursor cursor, string[] cells, int width)
    {
        if (cells.Length == 0)
            WriteDamaged(cursor);
        else if (_headers.Contains(cursor.Line))
            _writer.WriteRow([.. Padded(cells, width), AnnotatedFile.ErrorColumn]);
        else if (_errors.Contains(cursor.Line))
            _writer.WriteRow([.. Padded(cells, width), ErrorCells.Describe(_errors[cursor.Line])]);
        else
            _writer.WriteRow(cells);
    }

    private void WriteFault(RowCursor cursor, string[] cells, int width, ref string[]? titles)
    {
        if (titles is not null)
            _writer.WriteRow(titles);
        titles = null;
        WriteRow(cursor, cells, width);
    }

    // In cells it would read as a sound row, or as a sound row with the rest of the file in one cell: it has to stay what it is until it is mended.
    private void WriteDamaged(RowCursor cursor)
    {
        WriteComments();
        foreach (var error in _errors[cursor.Line])
            _writer.WriteComment($"{error.Code} {error.Message}");
        _output.Write(FormulaGuard.ProtectAnywhere(Encoding.UTF8.GetString(cursor.RawRecord)));
        _output.Write("\r\n");
    }

    private void WriteComments()
    {
        foreach (var comment in _comments)
            _writer.WriteComment(comment);
        _comments.Clear();
    }

    // A line that is no row: blank, a comment, or Excel's hint at the separator. Comments of ours are of the file as it was then.
    private void WriteBetween(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        var bare = text.Trim(' ', '"', '\t', ',', ';', '\uFEFF');
        if (bare.Length == 0 || text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            _output.Write(text);
        else if (bare[0] == '#' && !bare[1..].TrimStart().StartsWith("ERR_", StringComparison.Ordinal))
            _output.Write(CommentOf(text));
        _output.Write("\r\n");
    }

    private static string CommentOf(string line)
    {
        using var comment = new StringWriter();
        var bare = line.Trim();
        bare = bare.Length > 1 && bare[0] == '"' && bare[^1] == '"' ? bare[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : bare.TrimStart('"');
        new CsvTableWriter(comment).WriteComment(bare[1..].TrimStart());
        return comment.ToString().TrimEnd('\r', '\n');
    }

    private static IEnumerable<string> Padded(string[] cells, int width) => cells.Take(width).Concat(Enumerable.Repeat("", Math.Max(0, width - cells.Length)));
}
