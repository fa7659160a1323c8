using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using App.Core.Results;

namespace App.Core.Imports.Csv;

/// <summary>Bytes to text: UTF-8 with or without byte order mark, UTF-16 with one, else Windows-1252 when every byte has a meaning there.</summary>
internal static class TextDecoder
{
    /// <summary>The text, or ERR_CSV_006 with the line and the byte at which it stops being text. UTF-8 is not copied.</summary>
    public static Result<DecodedText> Decode(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        var text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Utf8(file[3..]),
            [0xFF, 0xFE, ..] => Utf16(bytes[2..], bigEndian: false),
            [0xFE, 0xFF, ..] => Utf16(bytes[2..], bigEndian: true),
            _ => Utf8(file),
        };
        return text.IsSuccess ? WithoutNul(text.Value) : text;
    }

    private static Result<DecodedText> Utf8(ReadOnlyMemory<byte> file) =>
        System.Text.Unicode.Utf8.IsValid(file.Span) ? new DecodedText(file) : FromWindows1252(file.Span);

    private static Result<DecodedText> FromWindows1252(ReadOnlySpan<byte> bytes)
    {
        var undefined = Windows1252.IndexOfUndefined(bytes);
        if (undefined < 0)
            return new DecodedText(Windows1252.ToUtf8(bytes));

        // A NUL tells more about what the file is than the first odd byte does.
        var nul = bytes.IndexOf((byte)0);
        return nul >= 0 ? Nul(bytes, nul) : NotText(Utf8Text.LineAt(bytes, undefined), $"byte 0x{bytes[undefined]:X2}, which neither UTF-8 nor Windows-1252 defines");
    }

    private static Result<DecodedText> Utf16(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var units = MemoryMarshal.Cast<byte, ushort>(bytes).ToArray();
        if (bigEndian == BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(units, units);

        // One unit becomes three bytes at most.
        var utf8 = new byte[units.Length * 3];
        var status = System.Text.Unicode.Utf8.FromUtf16(MemoryMarshal.Cast<ushort, char>(units), utf8, out _, out var written, replaceInvalidSequences: false);
        if (status == OperationStatus.Done && bytes.Length % 2 == 0)
            return new DecodedText(utf8.AsMemory(0, written));
        return NotText(Utf8Text.LineAt(utf8, written), "half a character of UTF-16");
    }

    private static Result<DecodedText> WithoutNul(DecodedText text)
    {
        var nul = text.Utf8.Span.IndexOf((byte)0);
        return nul < 0 ? text : Nul(text.Utf8.Span, nul);
    }

    private static Error Nul(ReadOnlySpan<byte> text, int offset) =>
        NotText(Utf8Text.LineAt(text, offset), "a NUL byte (0x00): the file is binary, or UTF-16 without a byte order mark");

    private static Error NotText(int line, string found) => FileErrors.Malformed.Because(
        $"Line {line} is not text: found {found}. Save the file as CSV in UTF-8 and upload it again.",
        row: line,
        details: new Dictionary<string, object?> { [ErrorDetails.Found] = found, [ErrorDetails.Allowed] = "UTF-8, UTF-16 with a byte order mark, Windows-1252" });
}
