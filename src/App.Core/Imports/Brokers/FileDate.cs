using System.Globalization;
using System.Text.RegularExpressions;

namespace App.Core.Imports.Brokers;

/// <summary>Dates in the many spellings of brokers' files.</summary>
internal static partial class FileDate
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy/M/d", "M/d/yyyy", "M-d-yyyy", "M/d/yy", "MMM d yyyy", "MMM-d-yyyy", "MMMM d yyyy", "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "yyyyMMdd", "ddMMMyy", "MMM d yy", "d-MMM-yy", "ddMMMyyyy", "d.M.yyyy", "d.M.yy",
    ];

    /// <summary>The date that a cell is, whatever its time of day; null when it is none.</summary>
    public static DateOnly? Read(string cell)
    {
        var text = cell.Trim();
        if (text.Length is < 6 or > 40 || !text.Any(char.IsAsciiDigit))
            return null;
        var day = Time().Replace(text, "").Replace(",", " ", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        day = string.Join(' ', day.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return DateOnly.TryParseExact(day, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1900 and < 2200 ? date : null;
    }

    /// <summary>The last date that a text mentions; null when it mentions none.</summary>
    public static DateOnly? Find(string text)
    {
        DateOnly? last = null;
        foreach (Match match in AnyDate().Matches(text.Length > 400 ? text[..400] : text))
            last = Read(match.Value) ?? last;
        return last;
    }

    /// <summary>The date of a text that says “as of”, “downloaded” or “generated”; null when it says nothing of the kind.</summary>
    public static DateOnly? OfStatement(string text) => Statement().IsMatch(text) ? Find(text) : null;

    // 20210802;093000, 2021-08-02;09:30:00 and 2021-08-02, 09:30:00 as Interactive Brokers writes, 10:12 AM ET as the others do.
    [GeneratedRegex(@";\d{6}$|[;,]?\s*T?\d{1,2}:\d{2}(:\d{2})?\s*([aApP]\.?[mM]\.?)?\s*([A-Z]{2,4})?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(@"\b(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?[- ]\d{1,2},?[- ]\d{4}|\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[- ]\d{4})\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AnyDate();

    [GeneratedRegex(@"\bas of\b|\bdownloaded\b|\bgenerated\b|\bholdings? (?:on|at)\b|\bpositions? on\b|\bstatement date\b|\bprices? (?:as )?of\b|\bexported\b|^\W*(?:stand|stichtag)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Statement();
}
