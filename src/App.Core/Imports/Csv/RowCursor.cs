using System.Text;
using CsvHelper;

namespace App.Core.Imports.Csv;

/// <summary>Walks the rows of a text: CsvHelper splits it into fields, this decides what counts as a row.</summary>
/// <remarks>
/// Lines that begin with <c>#</c>, blank rows, rows of separators only and Excel's <c>sep=;</c> hint are passed over. The guard of
/// <see cref="FormulaGuard"/> is taken off every cell. Spans are valid until the next <see cref="Read"/>.
/// </remarks>
internal sealed class RowCursor : IDisposable
{
    private readonly CsvReader _reader;
    private readonly char _delimiter;
    private readonly IReadOnlyList<int>? _lines;
    private int _record = -1;
    private bool _isDamaged;

    public RowCursor(DecodedText text, char delimiter)
    {
        _delimiter = delimiter;
        _lines = text.Lines;
        _reader = CsvReader.Create(text.Utf8, new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false,
            // The rows of a workbook have been sorted out before they were written; there a cell may begin with #.
            CommentPrefix = text.Lines is null ? '#' : null,
            SkipEmptyLines = true,
            TrackLineNumbers = text.Lines is null,
            // Needed only for a quote that opens after a space, and slow: so only where there might be one.
            TrimWhitespace = text.Utf8.Span.IndexOf(" \""u8) >= 0 || text.Utf8.Span.IndexOf("\t\""u8) >= 0,
            OnMalformedRecord = NoteDamage,
        });
    }

    /// <summary>The line on which the row begins, from 1.</summary>
    public int Line => _lines is null ? (int)_reader.LineNumber : _lines[_record];

    /// <summary>How many fields the row has.</summary>
    public int FieldCount => _reader.FieldCount;

    /// <summary>Where the row's quoting breaks; null when it does not.</summary>
    public QuoteFault? Fault => _isDamaged ? QuoteFault.Find(_reader.RawRecord, _delimiter, Line) : null;

    /// <summary>The row as it stands in the text, without the end of its last line.</summary>
    public ReadOnlySpan<byte> RawRecord => _reader.RawRecord;

    /// <summary>One field, unquoted.</summary>
    public ReadOnlySpan<byte> this[int field]
    {
        get
        {
            var cell = _reader.GetSpan(field);
            return cell.Length > 1 && cell[0] == '\'' ? cell[FormulaGuard.GuardLength(cell)..] : cell;
        }
    }

    /// <summary>One field as a string.</summary>
    public string GetString(int field) => Encoding.UTF8.GetString(this[field]);

    /// <summary>All fields as strings.</summary>
    public string[] GetStrings()
    {
        var cells = new string[FieldCount];
        for (var field = 0; field < cells.Length; field++)
            cells[field] = GetString(field);
        return cells;
    }

    /// <summary>Moves to the next row that counts; false at the end.</summary>
    public bool Read()
    {
        _isDamaged = false;
        while (_reader.Read())
        {
            _record++;
            if (!IsPassedOver())
                return true;
            _isDamaged = false;
        }

        return false;
    }

    /// <summary>True when no field from <paramref name="field"/> on has a value.</summary>
    public bool IsBlankFrom(int field)
    {
        for (; field < _reader.FieldCount; field++)
        {
            if (!Utf8Text.IsBlank(_reader.GetSpan(field)))
                return false;
        }

        return true;
    }

    public void Dispose() => _reader.Dispose();

    // A quote in the middle of an unquoted field is ordinary text; the cell's own rule will judge it.
    private void NoteDamage(CsvMalformedRecord record) => _isDamaged |= record.Reason != CsvMalformedReason.StrayQuote;

    private bool IsPassedOver()
    {
        var cell = _reader.GetSpan(0);
        var value = Utf8Text.Trim(cell);
        if (value.IsEmpty)
            return !_isDamaged && IsBlankFrom(1);
        return _lines is null && (value[0] == '#' ? IsComment(cell) : _record == 0 && IsSeparatorHint());
    }

    // CsvHelper passes over lines that begin with #. Left are those with white space before it, and those that a spreadsheet quoted when it saved the
    // template because they contain a comma. A quoted cell that begins with white space is a value.
    private bool IsComment(ReadOnlySpan<byte> cell) => cell[0] == '#' || Utf8Text.Trim(_reader.RawRecord)[0] != '"';

    private bool IsSeparatorHint()
    {
        var record = _reader.RawRecord;
        return record.Length == 5 && Ascii.EqualsIgnoreCase(record[..4], "sep="u8);
    }
}
