using System.Text;
using App.Core.Results;

namespace App.Core.Imports;

/// <summary>What a file is, by its name and by its first bytes.</summary>
internal static class FileContent
{
    /// <summary>The start of every zip archive, and so of every .xlsx.</summary>
    public static ReadOnlySpan<byte> ZipSignature => "PK\u0003\u0004"u8;

    /// <summary>True for a workbook, false for text; ERR_CSV_002 when name and content are neither, or disagree.</summary>
    /// <remarks>An empty file is taken for what its name says: that it has no rows is the better thing to say.</remarks>
    public static Result<bool> IsWorkbook(string fileName, ReadOnlySpan<byte> bytes)
    {
        var name = (fileName ?? "").Trim();
        var isNamedWorkbook = name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase);
        var isNamedCsv = name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        var isZip = bytes.StartsWith(ZipSignature);
        var otherZip = isZip ? DescribeOtherZip(bytes) : null;
        var looks = otherZip ?? (isZip ? DescribeZip(bytes) : Describe(bytes));

        if (!isNamedCsv && !isNamedWorkbook)
            return NotATable(name, looks is null ? "" : $" and its content looks like {looks}", looks);
        if (bytes.IsEmpty || (isNamedWorkbook && isZip && otherZip is null) || (isNamedCsv && looks is null))
            return isNamedWorkbook;
        return looks is null
            ? NotATable(name, ", but its content is plain text. If it is CSV, rename it to .csv", "text")
            : NotATable(name, $", but its content looks like {looks}", looks);
    }

    /// <summary>ERR_CSV_002 for a file that <paramref name="found"/> describes.</summary>
    public static Error NotATable(string name, string found, string? looks)
    {
        var shown = name.Length == 0 ? "The file has no name" : $"The file is named {Rules.FoundText.Quote(name)}";
        return FileErrors.NotATable.Because($"{shown}{found}. Upload a .csv file or an Excel workbook (.xlsx).",
            details: new Dictionary<string, object?> { [ErrorDetails.Found] = looks ?? Rules.FoundText.Clip(name), [ErrorDetails.Allowed] = ".csv, .xlsx" });
    }

    private static string? Describe(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x25, 0x50, 0x44, 0x46, ..] => "a PDF document",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old Excel workbook (.xls) or one with a password",
        [0x89, 0x50, 0x4E, 0x47, ..] => "a PNG image",
        [0xFF, 0xD8, 0xFF, ..] => "a JPEG image",
        [0x47, 0x49, 0x46, 0x38, ..] => "a GIF image",
        [0x49, 0x49, 0x2A, 0x00, ..] or [0x4D, 0x4D, 0x00, 0x2A, ..] => "a TIFF image",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => "a WebP image",
        [0x42, 0x4D, _, _, _, _, 0x00, 0x00, 0x00, 0x00, ..] => "a BMP image",
        [0x1F, 0x8B, ..] or [0x42, 0x5A, 0x68, ..] or [0xFD, 0x37, 0x7A, 0x58, 0x5A, ..] => "a compressed file",
        [0x37, 0x7A, 0xBC, 0xAF, ..] or [0x52, 0x61, 0x72, 0x21, ..] or [0x50, 0x4B, 0x05, 0x06, ..] => "an archive",
        [0x7F, 0x45, 0x4C, 0x46, ..] => "a program",
        [0x4D, 0x5A, ..] when bytes[..Math.Min(bytes.Length, 256)].Contains((byte)0) => "a program",
        [0x7B, 0x5C, 0x72, 0x74, 0x66, ..] => "an RTF document",
        _ when bytes.StartsWith("SQLite format 3"u8) => "a database",
        _ => DescribeText(Beginning(bytes)),
    };

    private static string? DescribeText(string text)
    {
        if (text.StartsWith("OFXHEADER", StringComparison.OrdinalIgnoreCase))
            return "a Quicken or OFX download";
        if (text.StartsWith("{\"", StringComparison.Ordinal) || text.StartsWith("[{", StringComparison.Ordinal))
            return "JSON";
        if (!text.StartsWith('<'))
            return null;
        return text.Contains("<html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<table", StringComparison.OrdinalIgnoreCase)
            ? "a web page (HTML): perhaps the site asked to sign in instead of sending the file"
            : "XML";
    }

    private static string DescribeZip(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("xl/workbook.xml"u8) >= 0 ? "an Excel workbook (.xlsx): rename it to .xlsx" : "a zip archive";

    // Entries' names stand in the archive as they are: enough to tell the Office formats apart without unpacking anything.
    private static string? DescribeOtherZip(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("xl/workbook.bin"u8) >= 0)
            return "a binary Excel workbook (.xlsb)";
        if (bytes.IndexOf("word/document.xml"u8) >= 0)
            return "a Word document (.docx)";
        return bytes.IndexOf("opendocument.spreadsheet"u8) >= 0 ? "an OpenDocument spreadsheet (.ods)" : null;
    }

    private static string Beginning(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 512)]);
        return text.TrimStart('\uFEFF').TrimStart();
    }
}
