namespace App.Core.Market;

/// <summary>The sessions of the New York Stock Exchange that end before 16:00, by rule and by exception.</summary>
/// <remarks>
/// The rules, each for years and weekdays: the day after Thanksgiving since 1992; 24 December from Monday to Thursday (on a Friday it is the
/// Christmas holiday); since 1995 the day before Independence Day when both are weekdays, except that with the Fourth on a Thursday the
/// Friday after was short until 2012. Sessions ended at 14:00 before 1993 and at 13:00 since. Sessions cut short by an accident of the day
/// (a failure of systems, a circuit breaker) are not early closes; two snowstorms and three announced ones are listed.
/// </remarks>
internal static class NyseEarlyCloses
{
    private const int AfterThanksgivingSince = 1992;
    private const int AroundIndependenceDaySince = 1995;
    private const int DayBeforeThursdayTheFourthSince = 2013;
    private const int OneOClockSince = 1993;

    private static readonly (DateOnly Date, TimeOnly Close)[] Exceptional =
    [
        (new(1994, 2, 11), new(14, 30)),
        (new(1996, 1, 8), new(14, 0)),
        (new(1997, 12, 26), new(13, 0)),
        (new(1999, 12, 31), new(13, 0)),
        (new(2003, 12, 26), new(13, 0)),
    ];

    /// <summary>The early closes of <paramref name="year"/> with the New York time of the close, in no particular order.</summary>
    public static IEnumerable<(DateOnly Date, TimeOnly Close)> Of(int year)
    {
        var close = new TimeOnly(year < OneOClockSince ? 14 : 13, 0);
        return ByRule(year).Select(date => (date, close)).Concat(Exceptional.Where(early => early.Date.Year == year));
    }

    private static IEnumerable<DateOnly> ByRule(int year)
    {
        if (year >= AroundIndependenceDaySince && AroundIndependenceDay(year) is { } julyDay)
        {
            yield return julyDay;
        }

        if (year >= AfterThanksgivingSince)
        {
            yield return NyseClosures.Thanksgiving(year).AddDays(1);
        }

        if (new DateOnly(year, 12, 24) is { DayOfWeek: >= DayOfWeek.Monday and <= DayOfWeek.Thursday } christmasEve)
        {
            yield return christmasEve;
        }
    }

    private static DateOnly? AroundIndependenceDay(int year)
    {
        var fourth = new DateOnly(year, 7, 4);
        return fourth.DayOfWeek switch
        {
            DayOfWeek.Thursday when year < DayBeforeThursdayTheFourthSince => fourth.AddDays(1),
            >= DayOfWeek.Tuesday and <= DayOfWeek.Friday => fourth.AddDays(-1),
            _ => null,
        };
    }
}
