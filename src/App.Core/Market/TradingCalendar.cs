using System.Collections.Frozen;

namespace App.Core.Market;

/// <summary>Which days an exchange trades, and until when.</summary>
/// <remarks>
/// <para>A day with trading is a <em>session</em>. Days are those of New York; only <see cref="MostRecentSession(DateTimeOffset)"/> and
/// <see cref="NewYorkDate"/> look at instants.</para>
/// <para>Immutable and safe to share. Every question is answered from arrays in constant time.</para>
/// <para>The calendar knows the days from <see cref="First"/> to <see cref="Last"/>; asking about others, or for a session beyond them, throws
/// <see cref="ArgumentOutOfRangeException"/>. Rules are projected forward: a closure not announced yet (a day of mourning) is unknown to it.</para>
/// </remarks>
public sealed class TradingCalendar
{
    /// <summary>When a session's prices are taken as final, in New York: half an hour after the regular close, on early closes too.</summary>
    public static readonly TimeOnly PricesFinal = new(16, 30);

    private static readonly TimeOnly RegularClose = new(16, 0);
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    private readonly DateOnly[] _sessions;
    private readonly int[] _sessionsBefore;
    private readonly FrozenDictionary<DateOnly, string> _holidays;
    private readonly FrozenDictionary<DateOnly, TimeOnly> _earlyCloses;

    private TradingCalendar(int firstYear, int lastYear)
    {
        First = new DateOnly(firstYear, 1, 1);
        Last = new DateOnly(lastYear, 12, 31);
        var years = Enumerable.Range(firstYear, lastYear - firstYear + 1).ToArray();
        _holidays = years.SelectMany(NyseClosures.Of).ToFrozenDictionary(closure => closure.Date, closure => closure.Name);
        _earlyCloses = years.SelectMany(NyseEarlyCloses.Of).ToFrozenDictionary(early => early.Date, early => early.Close);
        (_sessions, _sessionsBefore) = Enumerate();
    }

    /// <summary>The New York Stock Exchange, 1990 to 2035.</summary>
    public static TradingCalendar Nyse { get; } = new(1990, 2035);

    /// <summary>The first day known.</summary>
    public DateOnly First { get; }

    /// <summary>The last day known.</summary>
    public DateOnly Last { get; }

    /// <summary>All sessions, ascending.</summary>
    public ReadOnlySpan<DateOnly> All => _sessions;

    /// <summary>True when the exchange trades on <paramref name="date"/>, for however short a time.</summary>
    public bool IsSession(DateOnly date)
    {
        var day = DayIndex(date);
        return _sessionsBefore[day + 1] > _sessionsBefore[day];
    }

    /// <summary>The last session before <paramref name="date"/>, which need not be one.</summary>
    public DateOnly PreviousSession(DateOnly date) => SessionAt(SessionsBefore(date) - 1, date);

    /// <summary>The first session after <paramref name="date"/>, which need not be one.</summary>
    public DateOnly NextSession(DateOnly date) => SessionAt(SessionsThrough(date), date);

    /// <summary><paramref name="date"/> when it is a session, else the last one before.</summary>
    public DateOnly SessionOnOrBefore(DateOnly date) => SessionAt(SessionsThrough(date) - 1, date);

    /// <summary>The session on or before a date; null when the calendar does not reach so far.</summary>
    public DateOnly? FindSessionOnOrBefore(DateOnly date) => date >= First && date <= Last && SessionsThrough(date) > 0 ? SessionOnOrBefore(date) : null;

    /// <summary><paramref name="date"/> when it is a session, else the first one after.</summary>
    public DateOnly SessionOnOrAfter(DateOnly date) => SessionAt(SessionsBefore(date), date);

    /// <summary>The sessions from <paramref name="from"/> to <paramref name="to"/>, both included, ascending; empty when there are none or the days are swapped.</summary>
    public ReadOnlySpan<DateOnly> Sessions(DateOnly from, DateOnly to)
    {
        var start = SessionsBefore(from);
        return _sessions.AsSpan(start, Math.Max(0, SessionsThrough(to) - start));
    }

    /// <summary>How many sessions lie strictly before <paramref name="date"/>: the index in <see cref="All"/> of the first one on or after it.</summary>
    public int SessionsBefore(DateOnly date) => _sessionsBefore[DayIndex(date)];

    /// <summary>True when the session of <paramref name="date"/> ends before 16:00; false for days without one.</summary>
    public bool IsEarlyClose(DateOnly date) => DayIndex(date) >= 0 && _earlyCloses.ContainsKey(date);

    /// <summary>When the session of <paramref name="date"/> ends, New York time; null for a day without one.</summary>
    public TimeOnly? CloseTime(DateOnly date) =>
        !IsSession(date) ? null : _earlyCloses.TryGetValue(date, out var close) ? close : RegularClose;

    /// <summary>Why there is no session on the weekday <paramref name="date"/>; null for sessions and for weekends.</summary>
    public string? HolidayName(DateOnly date) => DayIndex(date) >= 0 ? _holidays.GetValueOrDefault(date) : null;

    /// <summary>
    /// The session whose prices are final at <paramref name="instant"/>: that of the New York day if it is one and <see cref="PricesFinal"/>
    /// has come, else the one before.
    /// </summary>
    public DateOnly MostRecentSession(DateTimeOffset instant) => MostRecentSession(instant, PricesFinal);

    /// <summary>The session of the New York day at <paramref name="instant"/> if it is one and <paramref name="from"/> has come there, else the one before.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="from">The time of day, New York, from which the day's own session counts.</param>
    public DateOnly MostRecentSession(DateTimeOffset instant, TimeOnly from)
    {
        var local = TimeZoneInfo.ConvertTime(instant, NewYork);
        var date = DateOnly.FromDateTime(local.DateTime);
        return TimeOnly.FromDateTime(local.DateTime) >= from ? SessionOnOrBefore(date) : PreviousSession(date);
    }

    /// <summary>The day it is in New York at <paramref name="instant"/>; any instant, known to the calendar or not.</summary>
    public static DateOnly NewYorkDate(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, NewYork).DateTime);

    private (DateOnly[] Sessions, int[] Before) Enumerate()
    {
        var days = Last.DayNumber - First.DayNumber + 1;
        var sessions = new List<DateOnly>(days);
        var before = new int[days + 1];
        for (var day = 0; day < days; day++)
        {
            var date = First.AddDays(day);
            if (date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.ContainsKey(date))
            {
                sessions.Add(date);
            }

            before[day + 1] = sessions.Count;
        }

        return ([.. sessions], before);
    }

    private int SessionsThrough(DateOnly date) => _sessionsBefore[DayIndex(date) + 1];

    private DateOnly SessionAt(int index, DateOnly asked) => index >= 0 && index < _sessions.Length
        ? _sessions[index]
        : throw new ArgumentOutOfRangeException(nameof(asked), asked, $"The calendar knows no session on that side of the day; it covers {First:O} to {Last:O}.");

    private int DayIndex(DateOnly date) => date >= First && date <= Last
        ? date.DayNumber - First.DayNumber
        : throw new ArgumentOutOfRangeException(nameof(date), date, $"The calendar covers {First:O} to {Last:O}.");
}
