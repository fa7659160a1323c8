namespace App.Core.Market;

/// <summary>A stored price that stands out so far from its neighbours that nothing is computed from it.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Date">The session.</param>
/// <param name="Close">The price as it was told.</param>
/// <param name="Before">The last good close before it; null when none is stored any more.</param>
/// <param name="After">The close stored after it; null when none is.</param>
public sealed record QuarantinedPrice(string Symbol, DateOnly Date, decimal Close, decimal? Before, decimal? After)
{
    /// <summary>For how many sessions, up to the one that is calculated, every run tells of it.</summary>
    public const int ToldSessions = 30;

    /// <summary>The source of the symbol's newest price; null when it has none. Which source this one came from is not kept.</summary>
    public string? Source { get; init; }

    /// <summary>What is said of it to owners: the same words when it is found and afterwards, so that a run says it once.</summary>
    public string Warning => Before is { } before && After is { } after
        ? FormattableString.Invariant($"{Symbol}: the price {Close:0.##########} of {Date:yyyy-MM-dd} stands out between {before:0.##########} and {after:0.##########} and is left out.")
        : FormattableString.Invariant($"{Symbol}: the price {Close:0.##########} of {Date:yyyy-MM-dd} stands out and is left out.");

    /// <summary>The first of the sessions that runs up to a session tell of; of a day before the calendar begins, which a file may ask for, that day.</summary>
    public static DateOnly ToldFrom(TradingCalendar calendar, DateOnly session)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (session < calendar.First)
        {
            return session;
        }

        var earliest = session.AddDays(-2 * ToldSessions);
        var sessions = calendar.Sessions(earliest < calendar.First ? calendar.First : earliest, session);
        return sessions.Length == 0 ? session : sessions[Math.Max(0, sessions.Length - ToldSessions)];
    }
}
