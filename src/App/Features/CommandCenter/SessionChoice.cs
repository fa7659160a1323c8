using App.Core.Portfolios;
using App.Core.Snapshots;

namespace App.Features.CommandCenter;

/// <summary>Which session a program asks for: with <c>session</c> that one and no other, with <c>date</c> the last by that day, with neither the newest; with both it is the session.</summary>
/// <param name="Session">The session there are figures of; null for the newest, and for none.</param>
/// <param name="Reason">Why there is none; null when there is one, and for the newest, of which it is not known before it is looked for.</param>
internal sealed record SessionChoice(DateOnly? Session, string? Reason)
{
    public const string SessionWords = "The session whose figures are wanted, exactly.";
    public const string DateWords = "A day: the figures are of the last session by then.";

    public const string NotCalculated = "The portfolio has not been calculated yet.";

    /// <summary>Of all portfolios, where no session of one is a session of each other.</summary>
    public const string NoCommonSession = "There is no session that all portfolios have been calculated for.";

    /// <summary>The day to load by: the session's, or the one that was asked for, of which there may be positions at least; null for the newest.</summary>
    public DateOnly? ToLoad => Session ?? Asked;

    private DateOnly? Asked { get; init; }

    /// <summary>The session of a portfolio, or, without an id, of all together.</summary>
    public static async Task<SessionChoice> OfAsync(ListSessions list, Guid ownerId, Guid? portfolioId, DateOnly? session, DateOnly? date, CancellationToken cancellationToken) =>
        (session ?? date) is not { } day
            ? new(null, null)
            : await OfAsync(list, ownerId, portfolioId, day, isExact: session is not null, cancellationToken) with { Asked = day };

    private static async Task<SessionChoice> OfAsync(ListSessions list, Guid ownerId, Guid? portfolioId, DateOnly day, bool isExact, CancellationToken cancellationToken)
    {
        var sessions = await list.HandleAsync(ownerId, portfolioId, cancellationToken);
        if (sessions.Count == 0)
        {
            return new(null, portfolioId is null ? NoCommonSession : NotCalculated);
        }

        var found = sessions.Where(each => each <= day).Select(each => (DateOnly?)each).LastOrDefault();
        return isExact && found != day ? new(null, NoneOf(portfolioId, day))
            : found is not null ? new(found, null)
            : new(null, FormattableString.Invariant($"{NoneOf(portfolioId, day)[..^1]} or before: the first {(portfolioId is null ? "that all have is" : "are")} of {sessions[0]:yyyy-MM-dd}."));
    }

    /// <summary>What is said of a session, or of a day, without figures.</summary>
    public static string NoneOf(Guid? portfolioId, DateOnly day) => portfolioId is null
        ? FormattableString.Invariant($"Not all portfolios have figures of {day:yyyy-MM-dd}.")
        : FormattableString.Invariant($"The portfolio has no figures of {day:yyyy-MM-dd}.");

    /// <summary>Why portfolios do not add up; null when they do.</summary>
    public string? WhyUneven(AggregateOverview all)
    {
        if (Reason is not null || all.Equity is not null)
        {
            return Reason;
        }

        var sessions = all.Parts.Select(part => part.Snapshot?.Session).ToList();
        return sessions.Count == 0 ? "There is no portfolio that holds anything."
            : Session is { } day ? NoneOf(null, day)
            : sessions.Contains(null) ? "Not all portfolios have been calculated yet."
            : FormattableString.Invariant($"The newest figures of the portfolios are of different sessions, from {sessions.Min():yyyy-MM-dd} to {sessions.Max():yyyy-MM-dd}, and those do not add up. Ask with date for one that all have.");
    }
}
