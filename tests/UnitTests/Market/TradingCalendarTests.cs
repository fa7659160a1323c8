using App.Core.Market;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Market;

public sealed class TradingCalendarTests
{
    private static readonly TradingCalendar Nyse = TradingCalendar.Nyse;

    [Theory]
    [InlineData("1994-04-27")]
    [InlineData("2001-09-14")]
    [InlineData("2025-01-09")]
    [InlineData("1998-01-19")] // the first Martin Luther King Jr. Day
    [InlineData("2022-06-20")] // Juneteenth, a Sunday
    [InlineData("2026-07-03")] // the Fourth, a Saturday
    [InlineData("2034-04-07")] // Good Friday
    public void IsSession_OnClosure_IsFalse(string date) => Nyse.IsSession(Day(date)).ShouldBeFalse();

    [Theory]
    [InlineData("1997-01-20")] // Martin Luther King Jr. Day before it was observed
    [InlineData("2021-06-18")] // Juneteenth before it was observed
    [InlineData("2021-12-31")] // New Year's Day 2022 is a Saturday
    [InlineData("1999-12-31")]
    [InlineData("2024-11-11")] // Veterans Day
    public void IsSession_OnDayThatLooksLikeClosure_IsTrue(string date) => Nyse.IsSession(Day(date)).ShouldBeTrue();

    [Fact]
    public void Neighbours_AroundLongWeekend_SkipIt()
    {
        var goodFriday = Day("2025-04-18");
        Nyse.PreviousSession(goodFriday).ShouldBe(Day("2025-04-17"));
        Nyse.NextSession(goodFriday).ShouldBe(Day("2025-04-21"));
        Nyse.SessionOnOrBefore(Day("2025-04-20")).ShouldBe(Day("2025-04-17"));
        Nyse.SessionOnOrAfter(Day("2025-04-19")).ShouldBe(Day("2025-04-21"));
    }

    [Fact]
    public void Neighbours_OnSession_ReturnItOnlyWhenAsked()
    {
        var thursday = Day("2025-04-17");
        Nyse.SessionOnOrBefore(thursday).ShouldBe(thursday);
        Nyse.SessionOnOrAfter(thursday).ShouldBe(thursday);
        Nyse.PreviousSession(thursday).ShouldBe(Day("2025-04-16"));
        Nyse.NextSession(thursday).ShouldBe(Day("2025-04-21"));
    }

    [Theory]
    [InlineData("2024-01-01", "2024-12-31", 252)]
    [InlineData("2001-01-01", "2001-12-31", 248)]
    [InlineData("2025-04-18", "2025-04-20", 0)]
    [InlineData("2025-04-17", "2025-04-17", 1)]
    [InlineData("2025-04-17", "2025-04-01", 0)]
    public void Sessions_BetweenDays_CountsThem(string from, string to, int expected) => Nyse.Sessions(Day(from), Day(to)).Length.ShouldBe(expected);

    [Fact]
    public void SessionsBefore_EverySession_IsItsIndex()
    {
        var all = Nyse.All;
        for (var index = 0; index < all.Length; index++)
        {
            Nyse.SessionsBefore(all[index]).ShouldBe(index);
        }
    }

    [Theory]
    [InlineData("2024-07-03", "13:00")]
    [InlineData("2002-07-05", "13:00")]
    [InlineData("1992-11-27", "14:00")]
    [InlineData("1990-12-24", "14:00")]
    [InlineData("1996-01-08", "14:00")]
    [InlineData("2024-07-05", "16:00")]
    [InlineData("2024-07-04", null)]
    [InlineData("2024-07-06", null)]
    public void CloseTime_OfDay_IsLocalTimeOrNull(string date, string? expected) =>
        Nyse.CloseTime(Day(date)).ShouldBe(expected is null ? null : TimeOnly.Parse(expected, null));

    [Theory]
    [InlineData("2024-07-04", "Independence Day")]
    [InlineData("2012-10-29", "Hurricane Sandy")]
    [InlineData("2024-07-05", null)]
    [InlineData("2024-07-06", null)]
    public void HolidayName_OfDay_SaysWhyClosed(string date, string? expected) => Nyse.HolidayName(Day(date)).ShouldBe(expected);

    [Theory]
    [InlineData("2025-07-08T20:30:00Z", "2025-07-08")] // 16:30 in summer
    [InlineData("2025-07-08T20:29:59Z", "2025-07-07")]
    [InlineData("2025-12-08T21:30:00Z", "2025-12-08")] // 16:30 in winter
    [InlineData("2025-12-08T21:29:59Z", "2025-12-05")]
    [InlineData("2025-07-12T15:00:00Z", "2025-07-11")] // Saturday
    [InlineData("2025-07-04T22:00:00Z", "2025-07-03")] // a holiday
    [InlineData("2025-07-03T18:00:00Z", "2025-07-02")] // an hour after an early close: not final yet
    [InlineData("2025-07-09T03:00:00Z", "2025-07-08")] // still the 8th in New York
    [InlineData("2025-07-09T05:00:00+09:00", "2025-07-07")] // 16:00 on the 8th in New York
    public void MostRecentSession_AtInstant_IsLastFinalOne(string instant, string expected) =>
        Nyse.MostRecentSession(DateTimeOffset.Parse(instant, null)).ShouldBe(Day(expected));

    [Fact]
    public void NewYorkDate_AfterMidnightUtc_IsDayBefore() =>
        TradingCalendar.NewYorkDate(DateTimeOffset.Parse("2025-01-01T04:59:59Z", null)).ShouldBe(Day("2024-12-31"));

    [Fact]
    public void Any_OutsideBounds_NamesThem()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Nyse.IsSession(Day("1989-12-31"))).Message.ShouldContain("1990-01-01 to 2035-12-31");
        Should.Throw<ArgumentOutOfRangeException>(() => Nyse.HolidayName(Day("2036-01-01")));
        Should.Throw<ArgumentOutOfRangeException>(() => Nyse.IsEarlyClose(Day("2036-01-01")));
        Should.Throw<ArgumentOutOfRangeException>(() => Nyse.PreviousSession(Day("1990-01-02")));
        Should.Throw<ArgumentOutOfRangeException>(() => Nyse.NextSession(Day("2035-12-31")));
    }

    [Theory]
    [InlineData(1818, 3, 22)]
    [InlineData(1943, 4, 25)]
    [InlineData(2000, 4, 23)]
    [InlineData(2038, 4, 25)]
    [InlineData(2285, 3, 22)]
    public void EasterSunday_EarliestAndLatest_MatchTables(int year, int month, int day) =>
        Computus.EasterSunday(year).ShouldBe(new DateOnly(year, month, day));

    [Fact]
    public void Calendar_From2000To2030_MatchesReferenceOnEveryDate()
    {
        var rows = ReferenceData.Rows("calendar/nyse_calendar_2000_2030.csv");
        var closed = rows.Where(row => row["kind"] == "holiday").Select(row => row.Date("date")).ToHashSet();
        var early = rows.Where(row => row["kind"] == "early_close").Select(row => row.Date("date")).ToHashSet();
        for (var date = Day("2000-01-01"); date <= Day("2030-12-31"); date = date.AddDays(1))
        {
            var weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            Nyse.IsSession(date).ShouldBe(!weekend && !closed.Contains(date), $"{date:O}");
            (Nyse.HolidayName(date) is not null).ShouldBe(closed.Contains(date), $"{date:O}");
            Nyse.IsEarlyClose(date).ShouldBe(early.Contains(date), $"{date:O}");
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
