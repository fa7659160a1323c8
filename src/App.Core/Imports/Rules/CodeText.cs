using System.Text;
using App.Core.Portfolios;

namespace App.Core.Imports.Rules;

/// <summary>Reads the names of one enumeration from UTF-8 without making strings of them.</summary>
/// <remarks>Remembers the name it read last: a column of a file says the same thing for many rows on end. Not for use from two threads at once.</remarks>
internal sealed class CodeText<T>(CodeTable<T> codes)
    where T : struct, Enum
{
    /// <summary>Longer than any name; what is longer is none.</summary>
    private const int LongestName = 32;

    private readonly byte[] _lastName = new byte[LongestName];
    private int _lastLength;
    private T _last;

    /// <summary>Reads a name in any case, aliases included; the text must be trimmed.</summary>
    public bool TryParse(ReadOnlySpan<byte> name, out T value)
    {
        if (_lastLength > 0 && name.SequenceEqual(_lastName.AsSpan(0, _lastLength)))
        {
            value = _last;
            return true;
        }

        Span<char> characters = stackalloc char[LongestName];
        value = default;
        if (name.Length > LongestName || Ascii.ToUtf16(name, characters, out var length) != System.Buffers.OperationStatus.Done
            || !codes.TryParse(characters[..length], out value))
            return false;

        name.CopyTo(_lastName);
        _lastLength = name.Length;
        _last = value;
        return true;
    }
}
