using System.Buffers;
using System.Globalization;
using System.Text;

namespace App.Core.Imports.Csv;

/// <summary>
/// Keeps a spreadsheet from running text as a formula: a cell that begins with <c>= + - @</c>, tab, CR or LF gets an apostrophe in front, which
/// our reader takes off again.
/// </summary>
/// <remarks>
/// Spaces before such a character count for nothing, and its full-width form (<c>＝ ＋ － ＠</c>) for itself: there are spreadsheets that read them so.
/// Plain numbers (<c>-12.5</c>) stay as they are. A cell that begins with <c>#</c> is guarded as well, so that it does not read as a comment, and
/// one that begins with apostrophes before such a character gets one more, so that writing and reading cancel out for every text.
/// </remarks>
internal static class FormulaGuard
{
    private const string Dangerous = "=+-@\t\r\n#";
    private const string FullWidth = "＝＋－＠";

    /// <summary>The cell as it is written.</summary>
    public static string Protect(string cell) => IsGuardable(cell) && !IsPlainNumber(cell) ? "'" + cell : cell;

    /// <summary>A row that cannot be split into cells, with the guard wherever some reader may see the beginning of one. It stays as unreadable as it was.</summary>
    public static string ProtectAnywhere(string record)
    {
        var text = new StringBuilder(record.Length + 16);
        var mayBegin = true;
        foreach (var character in record)
        {
            if (mayBegin && IsDangerous(character) && character is not ('\t' or '\r' or '\n'))
                text.Append('\'');
            text.Append(character);
            mayBegin = character is ',' or ';' or '"' or '\t' or '\r' or '\n' || (mayBegin && character == ' ');
        }

        return text.ToString();
    }

    /// <summary>How many bytes at the beginning of a cell as read are the guard: 0 or 1.</summary>
    public static int GuardLength(ReadOnlySpan<byte> cell)
    {
        if (cell.Length < 2 || cell[0] != '\'')
            return 0;
        var rest = cell.TrimStart((byte)'\'').TrimStart((byte)' ');
        return Rune.DecodeFromUtf8(rest, out var first, out _) == OperationStatus.Done && first.IsBmp && IsDangerous((char)first.Value) ? 1 : 0;
    }

    private static bool IsGuardable(string cell)
    {
        var rest = cell.AsSpan().TrimStart('\'').TrimStart(' ');
        return rest.Length > 0 && IsDangerous(rest[0]);
    }

    private static bool IsDangerous(char character) =>
        Dangerous.Contains(character, StringComparison.Ordinal) || FullWidth.Contains(character, StringComparison.Ordinal);

    private static bool IsPlainNumber(string cell) =>
        cell[0] is '-' or '+' && decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
}
