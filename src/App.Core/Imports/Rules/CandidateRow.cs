using System.Text;
using App.Core.Imports.Csv;

namespace App.Core.Imports.Rules;

/// <summary>The twelve raw values of one position that has not been checked yet, whether they come from a file or from a form.</summary>
/// <remarks>
/// Values are trimmed as they are set; one that is not set is empty. Kept as UTF-8 in one buffer that is reused from row to row: a file of many rows
/// makes no string for a value that is never shown. Not for use from two threads at once.
/// <code>var row = new CandidateRow { [TemplateColumn.Symbol] = "AAPL", [TemplateColumn.Quantity] = "10" };</code>
/// </remarks>
public sealed class CandidateRow
{
    private readonly (int Start, int Length)[] _values = new (int, int)[TemplateColumns.Count];
    private byte[] _text = new byte[256];
    private int _used;

    /// <summary>The value of a column, trimmed; empty when it has none. Null is set as empty.</summary>
    public string this[TemplateColumn column]
    {
        get => Encoding.UTF8.GetString(Utf8(column));
        set => Set(column, Encoding.UTF8.GetBytes(value ?? ""));
    }

    /// <summary>Empties every column.</summary>
    public void Clear()
    {
        Array.Clear(_values);
        _used = 0;
    }

    internal void Set(TemplateColumn column, ReadOnlySpan<byte> value)
    {
        value = Utf8Text.Trim(value);
        if (value.IsEmpty)
        {
            _values[(int)column] = default;
            return;
        }

        if (value.Length > _text.Length - _used)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _used + value.Length));

        value.CopyTo(_text.AsSpan(_used));
        _values[(int)column] = (_used, value.Length);
        _used += value.Length;
    }

    internal ReadOnlySpan<byte> Utf8(TemplateColumn column)
    {
        var (start, length) = _values[(int)column];
        return _text.AsSpan(start, length);
    }

    internal bool IsEmpty(TemplateColumn column) => _values[(int)column].Length == 0;
}
