namespace App.Core.Market;

/// <summary>The days on which the New York Stock Exchange is closed though it is no weekend, by rule and by exception.</summary>
/// <remarks>
/// Sources: NYSE Rule 7.2 and the exchange's holiday notices. A holiday on a Saturday closes the Friday before, one on a Sunday the Monday
/// after; New Year's Day on a Saturday is not observed, because the Friday ends a year (last seen on 2021-12-31).
/// </remarks>
internal static class NyseClosures
{
    private const int MartinLutherKingSince = 1998;
    private const int JuneteenthSince = 2022;

    private static readonly (DateOnly Date, string Name)[] Exceptional =
    [
        (new(1994, 4, 27), "Funeral of President Nixon"),
        (new(2001, 9, 11), "Attacks of September 11"),
        (new(2001, 9, 12), "Attacks of September 11"),
        (new(2001, 9, 13), "Attacks of September 11"),
        (new(2001, 9, 14), "Attacks of September 11"),
        (new(2004, 6, 11), "National day of mourning for President Reagan"),
        (new(2007, 1, 2), "National day of mourning for President Ford"),
        (new(2012, 10, 29), "Hurricane Sandy"),
        (new(2012, 10, 30), "Hurricane Sandy"),
        (new(2018, 12, 5), "National day of mourning for President G. H. W. Bush"),
        (new(2025, 1, 9), "National day of mourning for President Carter"),
    ];

    /// <summary>The weekdays of <paramref name="year"/> without a session, with their names, in no particular order.</summary>
    public static IEnumerable<(DateOnly Date, string Name)> Of(int year) =>
        ByRule(year).Concat(Exceptional.Where(closure => closure.Date.Year == year));

    private static IEnumerable<(DateOnly Date, string Name)> ByRule(int year)
    {
        if (new DateOnly(year, 1, 1) is { DayOfWeek: not DayOfWeek.Saturday } newYear)
        {
            yield return (Observed(newYear), "New Year's Day");
        }

        if (year >= MartinLutherKingSince)
        {
            yield return (Nth(3, DayOfWeek.Monday, year, 1), "Martin Luther King Jr. Day");
        }

        yield return (Nth(3, DayOfWeek.Monday, year, 2), "Washington's Birthday");
        yield return (Computus.EasterSunday(year).AddDays(-2), "Good Friday");
        yield return (LastMonday(year, 5), "Memorial Day");
        if (year >= JuneteenthSince)
        {
            yield return (Observed(new DateOnly(year, 6, 19)), "Juneteenth");
        }

        yield return (Observed(new DateOnly(year, 7, 4)), "Independence Day");
        yield return (Nth(1, DayOfWeek.Monday, year, 9), "Labor Day");
        yield return (Thanksgiving(year), "Thanksgiving Day");
        yield return (Observed(new DateOnly(year, 12, 25)), "Christmas Day");
    }

    /// <summary>The fourth Thursday of November.</summary>
    public static DateOnly Thanksgiving(int year) => Nth(4, DayOfWeek.Thursday, year, 11);

    private static DateOnly Observed(DateOnly date) => date.DayOfWeek switch
    {
        DayOfWeek.Saturday => date.AddDays(-1),
        DayOfWeek.Sunday => date.AddDays(1),
        _ => date,
    };

    private static DateOnly Nth(int n, DayOfWeek day, int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((int)day - (int)first.DayOfWeek + 7) % 7 + 7 * (n - 1));
    }

    private static DateOnly LastMonday(int year, int month)
    {
        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(((int)last.DayOfWeek + 6) % 7));
    }
}
