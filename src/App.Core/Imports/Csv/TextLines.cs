namespace App.Core.Imports.Csv;

/// <summary>The lines of a text one after the other, whatever stands in them; CR, LF and CR LF each end one.</summary>
/// <remarks>Nothing is copied. Not for use from two threads at once.</remarks>
internal sealed class TextLines(ReadOnlyMemory<byte> text)
{
    private ReadOnlyMemory<byte> _rest = text;

    /// <summary>The next line without its end; false after the last.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var rest = _rest.Span;
        if (rest.IsEmpty)
        {
            line = default;
            return false;
        }

        var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0)
        {
            line = rest;
            _rest = default;
            return true;
        }

        var isPair = rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n';
        line = rest[..end];
        _rest = _rest[(end + (isPair ? 2 : 1))..];
        return true;
    }

    /// <summary>Passes over so many lines.</summary>
    public void Skip(int count)
    {
        while (count-- > 0 && TryRead(out _))
        {
            // Only to be behind them.
        }
    }
}
