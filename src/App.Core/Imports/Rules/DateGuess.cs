using System.Globalization;
using System.Text.RegularExpressions;

namespace App.Core.Imports.Rules;

/// <summary>Which day a text that is not YYYY-MM-DD probably means; offered, never applied.</summary>
internal static partial class DateGuess
{
    private const int LongestRead = 40;

    private static readonly string[] WithMonthNames =
    [
        "d MMM yyyy", "d-MMM-yyyy", "d-MMM-yy", "dMMMyyyy", "MMM d yyyy", "MMM d, yyyy", "MMMM d, yyyy", "MMMM d yyyy", "d MMMM yyyy",
        "yyyy-MMM-dd", "yyyyMMdd", "ddd, d MMM yyyy", "dddd, MMMM d, yyyy",
    ];

    /// <summary>The day when only one reading names one; both readings when month and day could be exchanged; else nothing.</summary>
    public static Guess For(string found)
    {
        if (found.Length > LongestRead)
            return default;
        var text = TimeOfDay().Replace(found, "");
        if (YearFirst().Match(text) is { Success: true } first)
            return new(Iso(Part(first, 1), Part(first, 2), Part(first, 3)));
        if (YearLast().Match(text) is { Success: true } last)
            return BothWays(FullYear(last.Groups[3].Value), Part(last, 1), Part(last, 2));
        if (SerialDay().IsMatch(text))
            return new(Iso(DateOnly.FromDateTime(DateTime.FromOADate(int.Parse(text, CultureInfo.InvariantCulture)))));
        return DateOnly.TryParseExact(text, WithMonthNames, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date)
            ? new(Iso(date))
            : default;
    }

    private static Guess BothWays(int year, int one, int other)
    {
        var monthFirst = Iso(year, one, other);
        var dayFirst = Iso(year, other, one);
        if (monthFirst is null || dayFirst is null || monthFirst == dayFirst)
            return new(monthFirst ?? dayFirst);
        return new(null, $"Write {monthFirst} if the month comes first, {dayFirst} if the day does.");
    }

    private static string? Iso(int year, int month, int day) => DateText.TryMake(year, month, day, out var date) ? Iso(date) : null;

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Part(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    // Two digits of a year are read as spreadsheets read them: to 29 this century, from 30 the last one.
    private static int FullYear(string digits) => int.Parse(digits, CultureInfo.InvariantCulture) switch
    {
        var year when digits.Length == 4 => year,
        < 30 and var year => 2000 + year,
        var year => 1900 + year,
    };

    [GeneratedRegex(@"^([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex YearLast();

    /// <summary>Days since 1899-12-30, as a spreadsheet shows a date whose cell is formatted as a number; 1954 to 2064.</summary>
    [GeneratedRegex("^[2-5][0-9]{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex SerialDay();

    [GeneratedRegex(@"[T ]+[0-9]{1,2}:[0-9]{2}.*$", RegexOptions.CultureInvariant)]
    private static partial Regex TimeOfDay();
}
