using App.Core.Calculations;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Snapshots;

/// <summary>What a replay does, or would do.</summary>
/// <param name="LastGood">The snapshot it goes on from; null when the chain begins anew at the anchor.</param>
/// <param name="Removed">How many snapshots go.</param>
/// <param name="Calculated">How many sessions are calculated.</param>
/// <param name="RunId">The run that calculates them; null in a dry run.</param>
public sealed record SnapshotReplay(DateOnly? LastGood, int Removed, int Calculated, Guid? RunId);

/// <summary>Removes the snapshots after a last good day and has the sessions since calculated again.</summary>
/// <remarks>
/// Side effects, unless it is a dry run: a calculation that is going on is stopped, the snapshots are removed and a pending run is stored, in one transaction; then it is
/// set going. Errors: ERR_PORT_012; ERR_PORT_014 when the day is no session of the chain.
/// </remarks>
public sealed class ReplaySnapshots(ISnapshotStore snapshots, IRunDispatcher dispatcher, TradingCalendar calendar, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Replays a portfolio's chain.</summary>
    /// <param name="ownerId">The owner who asks; null for the operator, who may replay any.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="lastGood">The last session to keep; the session before the anchor to begin anew.</param>
    /// <param name="isDryRun">True to say what would be done and do nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<SnapshotReplay>> HandleAsync(Guid? ownerId, Guid portfolioId, DateOnly lastGood, bool isDryRun, CancellationToken cancellationToken)
    {
        if (await snapshots.ChainsAsync(portfolioId, Guid.Empty, 1, cancellationToken) is not [var chain] || (ownerId is not null && chain.Portfolio.OwnerId != ownerId))
        {
            return Portfolio.NotFound();
        }

        var now = time.GetUtcNow();
        var last = calendar.MostRecentSession(now);
        if (SessionRule.Check(calendar, lastGood, last, "last_good_date") is { } error)
        {
            return error;
        }

        var anchor = chain.Portfolio.EquityAsOf;
        var first = lastGood < anchor ? anchor : calendar.NextSession(lastGood);
        var removed = chain.Snapshots.Count(snapshot => snapshot.Session >= first);

        // What the run calculates: from the session after the newest snapshot that is kept, which may be before the last good day.
        var kept = chain.Snapshots.LastOrDefault(snapshot => snapshot.Session < first)?.Session;
        var begin = kept is { } day ? calendar.NextSession(day) : anchor;
        var plan = new SnapshotReplay(kept, removed, begin > last ? 0 : calendar.Sessions(begin, last).Length, null);
        if (isDryRun || plan.Calculated == 0)
        {
            return plan;
        }

        var run = new CalculationRun
        {
            Id = ids.Next(),
            PortfolioId = portfolioId,
            RequestedBy = ownerId,
            Kind = RunKind.Manual,
            Status = RunStatus.Pending,
            Session = last,
            Forced = true,
            Progress = RunSteps.NotBegun(null, now),
            CreatedAt = now,
        };
        await snapshots.RemoveFromAsync(portfolioId, first, run, now, cancellationToken);
        await dispatcher.DispatchAsync(run.Id, cancellationToken);
        return plan with { RunId = run.Id };
    }
}
