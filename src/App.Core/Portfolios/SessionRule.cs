using System.Globalization;
using App.Core.Market;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>That a date asked for by name is a session which has closed. One that is not gets an error naming the sessions around it, never a silent skip.</summary>
public static class SessionRule
{
    /// <summary>The fault of a date, or null when it is a session not after <paramref name="last"/>.</summary>
    /// <param name="calendar">Knows the sessions.</param>
    /// <param name="date">The date asked for.</param>
    /// <param name="last">The most recent session that has closed.</param>
    /// <param name="field">The field the date was given in.</param>
    public static Error? Check(TradingCalendar calendar, DateOnly date, DateOnly last, string field)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (date < calendar.First || date > calendar.Last)
        {
            return Fault($"{Iso(date)} is outside the calendar, which runs from {Iso(calendar.First)} to {Iso(calendar.Last)}. The last session was {Iso(last)}.", null, last);
        }

        if (date > last)
        {
            return Fault($"{Iso(date)} has not closed yet. The last session was {Iso(last)}.", last, null);
        }

        if (calendar.IsSession(date))
        {
            return null;
        }

        var (before, after) = (calendar.PreviousSession(date), calendar.NextSession(date));
        var why = calendar.HolidayName(date) is { } holiday ? $" ({holiday})" : string.Empty;
        return Fault($"{Iso(date)}{why} is not a trading session. The sessions around it are {Iso(before)} and {Iso(after)}.", before, after);

        Error Fault(string message, DateOnly? previous, DateOnly? next) => PortfolioErrors.NotASession.Because(
            message,
            field,
            details: new Dictionary<string, object?>
            {
                [ErrorDetails.Found] = Iso(date),
                ["previous_session"] = previous is { } p ? Iso(p) : null,
                ["next_session"] = next is { } n ? Iso(n) : null,
            });
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
