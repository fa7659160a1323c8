using System.Text;

namespace App.Core.Imports.Csv;

/// <summary>The code page of Western Windows, in which spreadsheets still save CSV.</summary>
internal static class Windows1252
{
    // 0x80 to 0x9F; the others are Unicode's own numbers. Five bytes mean nothing.
    private const string Upper = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

    private static readonly System.Buffers.SearchValues<byte> Undefined = System.Buffers.SearchValues.Create(0x81, 0x8D, 0x8F, 0x90, 0x9D);

    /// <summary>Where the first byte stands that the code page does not define; -1 when there is none.</summary>
    public static int IndexOfUndefined(ReadOnlySpan<byte> text) => text.IndexOfAny(Undefined);

    /// <summary>The text as UTF-8; every byte must be defined.</summary>
    public static byte[] ToUtf8(ReadOnlySpan<byte> text)
    {
        var utf8 = new byte[Length(text)];
        var used = 0;
        foreach (var value in text)
        {
            if (value < 0x80)
                utf8[used++] = value;
            else
                used += CharacterOf(value).EncodeToUtf8(utf8.AsSpan(used));
        }

        return utf8;
    }

    private static int Length(ReadOnlySpan<byte> text)
    {
        var length = 0;
        foreach (var value in text)
            length += value < 0x80 ? 1 : CharacterOf(value).Utf8SequenceLength;
        return length;
    }

    private static Rune CharacterOf(byte value) => new(value < 0xA0 ? Upper[value - 0x80] : (char)value);
}
