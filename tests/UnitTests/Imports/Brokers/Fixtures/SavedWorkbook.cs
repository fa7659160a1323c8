using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using App.Core.Imports.Csv;
using Support;

namespace UnitTests.Imports.Brokers.Fixtures;

/// <summary>A broker's CSV as Excel saves it after opening it: what looks like a number, money, a percentage or a date has become one.</summary>
internal static partial class SavedWorkbook
{
    public static byte[] Of(string csv)
    {
        var file = new XlsxFile();
        using var cursor = new RowCursor(TextDecoder.Decode(Encoding.UTF8.GetBytes(csv)).Value, ',');
        while (cursor.Read())
            file.Row(cursor.Line, [.. cursor.GetStrings().Select(Typed)]);
        return file.ToBytes();
    }

    private static object? Typed(string cell)
    {
        var text = cell.Trim();
        if (text.Length == 0)
            return null;
        if (DateOnly.TryParseExact(text, ["M/d/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        if (!Number().IsMatch(text))
            return cell;
        var sign = text[0] is '(' or '-' || text.StartsWith("$-", StringComparison.Ordinal) ? -1 : 1;
        var number = sign * double.Parse(string.Concat(text.Where(character => char.IsAsciiDigit(character) || character == '.')), CultureInfo.InvariantCulture);
        return text.Contains('%', StringComparison.Ordinal) ? new XlsxFile.Percent(number / 100) : text.Contains('$', StringComparison.Ordinal) ? new XlsxFile.Money(number) : number;
    }

    [GeneratedRegex(@"^(?:[+-]?\$?-?(?:\d[\d,]*\.?\d*|\.\d+)%?|\(\$?(?:\d[\d,]*\.?\d*|\.\d+)%?\))$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
