using System.Text;
using App.Core.Portfolios;

namespace App.Core.Imports.Rules;

/// <summary>Reads the names of enumerations from UTF-8 without making strings of them.</summary>
internal static class CodeText
{
    /// <summary>Longer than any name; what is longer is none.</summary>
    private const int LongestName = 32;

    /// <summary>Reads a name in any case, aliases included; the text must be trimmed.</summary>
    public static bool TryParse<T>(this CodeTable<T> codes, ReadOnlySpan<byte> name, out T value)
        where T : struct, Enum
    {
        Span<char> characters = stackalloc char[LongestName];
        value = default;
        return name.Length <= LongestName && Ascii.ToUtf16(name, characters, out var length) == System.Buffers.OperationStatus.Done
            && codes.TryParse(characters[..length], out value);
    }
}
