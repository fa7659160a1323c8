using System.Text;

namespace App.Core.Imports.Csv;

/// <summary>What the rules need of UTF-8 text beyond what spans offer.</summary>
internal static class Utf8Text
{
    /// <summary>Removes white space at both ends, in Unicode's sense, and byte order marks.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) =>
        text.Length == 0 || (IsPlain(text[0]) && IsPlain(text[^1])) ? text : TrimSlowly(text);

    /// <summary>True when nothing would be left by <see cref="Trim"/>.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> text) => Trim(text).IsEmpty;

    /// <summary>The 1-based line on which the byte at <paramref name="offset"/> stands; CR, LF and CR LF each end one line.</summary>
    public static int LineAt(ReadOnlySpan<byte> text, int offset) => 1 + LineBreaks(text[..offset]);

    /// <summary>Line breaks in the text: CR, LF and CR LF count once each.</summary>
    public static int LineBreaks(ReadOnlySpan<byte> text)
    {
        var breaks = 0;
        for (var next = text.IndexOfAny((byte)'\r', (byte)'\n'); next >= 0; next = text.IndexOfAny((byte)'\r', (byte)'\n'))
        {
            breaks++;
            var pair = text[next] == '\r' && next + 1 < text.Length && text[next + 1] == '\n';
            text = text[(next + (pair ? 2 : 1))..];
        }

        return breaks;
    }

    private static bool IsPlain(byte value) => value is > (byte)' ' and < 0x7F;

    private static ReadOnlySpan<byte> TrimSlowly(ReadOnlySpan<byte> text)
    {
        while (Rune.DecodeFromUtf8(text, out var first, out var length) == System.Buffers.OperationStatus.Done && IsSpace(first))
            text = text[length..];
        while (Rune.DecodeLastFromUtf8(text, out var last, out var length) == System.Buffers.OperationStatus.Done && IsSpace(last))
            text = text[..^length];
        return text;
    }

    private static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is 0xFEFF or 0x200B;
}
