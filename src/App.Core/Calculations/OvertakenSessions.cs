using App.Core.Market;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>Finds stored sessions that would come out otherwise today, because a price, a split or a dividend of theirs came after they were calculated.</summary>
/// <remarks>
/// <para>
/// A fund's price is there hours after the session's close, a source may be down for days, and a dividend may be told late. Equity is a chain: a session that was valued at an
/// earlier close would leave the move it missed out of every later one. So a run that brings a chain up to date first looks at what is stored: its newest session always, those that
/// were valued at a price of another day, and those with a split or dividend that became known since. Where the inputs differ, the chain is calculated again from there.
/// </para>
/// <para>
/// Looked at are the last <see cref="CalculationOptions.MendedSessions"/>, and of them those of the positions held now: what was traded when they were replaced nobody has told.
/// What is older is left, and flagged by the residual of the session after it; replaying mends it.
/// </para>
/// </remarks>
public sealed class OvertakenSessions(ISnapshotStore snapshots, TradingCalendar calendar, CalculationOptions options)
{
    /// <summary>Before prices are loaded: sets from where on each run's stored sessions are to be marked again.</summary>
    public async Task LookBackAsync(IReadOnlyList<RunWork> works, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(works);
        var open = works.Where(IsOpen).ToList();
        if (open.Count == 0)
        {
            return;
        }

        var rows = (await snapshots.InputsAsync([.. open.Select(work => work.PortfolioId)], open.Min(work => FloorOf(work.Last!)), onlyProvisional: true, cancellationToken))
            .ToLookup(row => row.PortfolioId);
        foreach (var work in open)
        {
            var last = work.Last!;
            work.CheckedFrom = rows[work.PortfolioId]
                .Where(row => row.PositionsVersion == last.PositionsVersion && row.Session >= FloorOf(last))
                .Select(row => row.Session)
                .Append(last.Session)
                .Min();
        }
    }

    /// <summary>Once prices are loaded: goes back further for splits and dividends that became known after a run's newest snapshot.</summary>
    /// <param name="works">The runs.</param>
    /// <param name="prices">Their prices.</param>
    /// <returns>True when a run's stored sessions are marked from an earlier one now: more may have to be loaded.</returns>
    public bool LookForActions(IReadOnlyList<RunWork> works, MarketPrices prices)
    {
        ArgumentNullException.ThrowIfNull(works);
        ArgumentNullException.ThrowIfNull(prices);
        var isFurther = false;
        foreach (var work in works)
        {
            if (work is { CheckedFrom: { } from, Last: { CompletedAt: { } completed } last }
                && FirstActionSince(work.Book!, prices, completed, FloorOf(last)) is { } day && day < from)
            {
                (work.CheckedFrom, isFurther) = (calendar.SessionOnOrAfter(day), true);
            }
        }

        return isFurther;
    }

    /// <summary>Once the books are marked: finds where each run's chain is to be calculated again from, and sets it back to the session before.</summary>
    /// <param name="works">The runs.</param>
    /// <param name="markFrom">Marks a run's book again, from an earlier session.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task FindAsync(IReadOnlyList<RunWork> works, Func<RunWork, DateOnly, Task> markFrom, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(works);
        ArgumentNullException.ThrowIfNull(markFrom);
        var doubtful = works.Where(work => work is { IsLive: true, Marked: { } marked, CheckedFrom: { } from, Last: { } last }
            && (from < last.Session || marked.IdentityOn(marked.IndexOf(last.Session)) != last.InputIdentity)).ToList();
        if (doubtful.Count == 0)
        {
            return;
        }

        var rows = (await snapshots.InputsAsync([.. doubtful.Select(work => work.PortfolioId)], doubtful.Min(work => FloorOf(work.Last!)), onlyProvisional: false, cancellationToken))
            .ToLookup(row => row.PortfolioId);
        foreach (var work in doubtful)
        {
            await work.AttemptAsync(each => FindAsync(each, rows[each.PortfolioId], markFrom, cancellationToken));
        }
    }

    private async Task FindAsync(RunWork work, IEnumerable<SnapshotInputs> rows, Func<RunWork, DateOnly, Task> markFrom, CancellationToken cancellationToken)
    {
        var last = work.Last!;
        var known = rows
            .Where(row => row.Session >= FloorOf(last) && row.Session <= last.Session)
            .OrderByDescending(row => row.Session)
            .TakeWhile(row => row.PositionsVersion == last.PositionsVersion && row.InputIdentity is not null)
            .Reverse()
            .ToList();
        var looked = known.FindAll(row => row.Session >= work.CheckedFrom);
        var first = FirstOvertaken(work, looked);
        if (first is not null && first == looked[0].Session && known.Count > looked.Count)
        {
            // It may have begun before: prices of years can have been replaced.
            await markFrom(work, known[0].Session);
            first = FirstOvertaken(work, known);
        }

        if (first is not { } session)
        {
            return;
        }

        var before = await snapshots.LastCompleteAsync([work.PortfolioId], session.AddDays(-1), cancellationToken);
        work.Overtaken = (session, last.Session);
        work.Last = work.Newest = before.GetValueOrDefault(work.PortfolioId);
        work.Reporter.Log(FormattableString.Invariant($"Calculated again from {session:yyyy-MM-dd} on: prices, splits or dividends have come since"));
    }

    private static DateOnly? FirstActionSince(Book book, MarketPrices prices, DateTimeOffset since, DateOnly floor) => book.Positions
        .Select(position => position.PricedBy)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Select(prices.Find)
        .OfType<AlignedSeries>()
        .SelectMany(series => series.Actions.Zip(series.ActionsKnownAt))
        .Where(each => each.Second > since && each.First.ExDate >= floor)
        .Select(each => (DateOnly?)each.First.ExDate)
        .Min();

    private static DateOnly? FirstOvertaken(RunWork work, List<SnapshotInputs> rows) => rows
        .Where(row => work.MarkedBook.IdentityOn(work.MarkedBook.IndexOf(row.Session)) != row.InputIdentity)
        .Select(row => (DateOnly?)row.Session)
        .FirstOrDefault();

    // A run for a past session leaves what comes after it as it is, and with it all: the chain has one state.
    private static bool IsOpen(RunWork work) => work is { IsLive: true, Last: { InputIdentity: not null } last, Book: { } book }
        && last.Session == work.Newest?.Session
        && last.PositionsVersion == book.Portfolio.PositionsVersion
        && !work.Reporter.IsOver(RunSteps.PnlCalculated);

    private DateOnly FloorOf(PortfolioSnapshot last) => calendar.All[Math.Max(0, calendar.SessionsBefore(last.Session) - options.MendedSessions + 1)];
}
