using System.Text;
using App.Core.Results;

namespace App.Core.Imports.Brokers;

/// <summary>Files that are no table at all: a page to sign in, a statement as PDF, a picture. Whose they are is told by their title, and so which file to download instead.</summary>
internal static class WrongContent
{
    private const int LongestLookedAt = 64 * 1024;
    private const int LongestWord = 200;

    // Where a page says what it is, and where a PDF does: in its Info dictionary and in its XMP, which stand in it uncompressed.
    private static readonly string[] Marks =
        ["<title", "og:site_name", "og:title", "application-name", "/Title", "/Author", "/Creator", "/Producer", "/Subject", "/Company", "dc:title", "dc:creator", "pdf:Producer", "xmp:CreatorTool", "dc:publisher"];

    /// <summary>The error of such a file with what to download instead; any other error as it is.</summary>
    /// <param name="error">What was found.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="fileName">Its name.</param>
    public static Error WithWayOut(Error error, ReadOnlySpan<byte> content, string fileName)
    {
        if (error.Code != FileErrors.NotATable.Code || !IsDocument(content))
            return error;
        var instead = HoldingsExport.Of([fileName ?? "", .. WordsOf(content)]);
        var whose = instead.Broker.Length > 0 ? $" It is of {instead.Broker}." : "";
        var details = new Dictionary<string, object?>(error.Details) { ["guide"] = $"/guide/{instead.Guide}" };
        return FileErrors.NotATable.Because($"{error.Message}{whose} {instead.How}", error.Field, error.Row, details);
    }

    // Pages, PDFs and pictures; not what only has the wrong name.
    private static bool IsDocument(ReadOnlySpan<byte> content) => content switch
    {
        [0x25, 0x50, 0x44, 0x46, ..] or [0x89, 0x50, 0x4E, 0x47, ..] or [0xFF, 0xD8, 0xFF, ..] or [0x47, 0x49, 0x46, 0x38, ..] or [0x42, 0x4D, ..] or [0x49, 0x49, 0x2A, 0x00, ..] or [0x4D, 0x4D, 0x00, 0x2A, ..] or [0x52, 0x49, 0x46, 0x46, ..] => true,
        _ => Encoding.Latin1.GetString(content[..Math.Min(content.Length, 512)]).TrimStart('\u00EF', '\u00BB', '\u00BF').TrimStart().StartsWith('<'),
    };

    // A PDF writes words in one byte a letter or in two, of which the first is 0.
    private static List<string> WordsOf(ReadOnlySpan<byte> content)
    {
        var beginning = content[..Math.Min(content.Length, LongestLookedAt)];
        var end = content[Math.Max(beginning.Length, content.Length - LongestLookedAt)..];
        var text = string.Concat(Encoding.Latin1.GetString(beginning), Encoding.Latin1.GetString(end)).Replace("\0", "", StringComparison.Ordinal);
        List<string> words = [];
        foreach (var mark in Marks)
        {
            if (text.IndexOf(mark, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                words.Add(WordAt(text, at + mark.Length));
        }

        return words;
    }

    // Up to where the title ends: what is behind it is somebody else's.
    private static string WordAt(string text, int start)
    {
        var word = text.AsSpan(start, Math.Min(LongestWord, text.Length - start)).TrimStart("> \r\n\t");
        var end = word.IndexOfAny("\r\n)");
        var tag = word.IndexOf("</", StringComparison.Ordinal);
        var length = Math.Min(end < 0 ? word.Length : end, tag < 0 ? word.Length : tag);
        return word[..length].ToString();
    }
}
