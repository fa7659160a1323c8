using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Calculations;

/// <summary>A session to calculate for every portfolio.</summary>
/// <param name="RequestedBy">Who asks; null for the schedule.</param>
/// <param name="AsOf">The session; null for the most recent one.</param>
/// <param name="Force">Calculate although nothing has changed.</param>
public sealed record EndOfDayRequest(Guid? RequestedBy = null, DateOnly? AsOf = null, bool Force = false);

/// <summary>Asks for a session to be calculated for every portfolio.</summary>
/// <remarks>
/// Side effects: stores a pending row and wakes this node's workers; other nodes find the row within seconds. Asked for twice while it is under way, both get the same
/// one. Errors: ERR_PORT_014 when <see cref="EndOfDayRequest.AsOf"/> is not a session.
/// </remarks>
public sealed class StartEndOfDay(IEndOfDayStore days, EndOfDaySignal signal, TradingCalendar calendar, IIdGenerator ids, CalculationOptions options, TimeProvider time)
{
    /// <summary>Stores it and returns it, or the one of the session that is under way.</summary>
    public async Task<Result<EndOfDay>> HandleAsync(EndOfDayRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = time.GetUtcNow();
        var last = calendar.MostRecentSession(now);
        var session = request.AsOf ?? last;
        if (SessionRule.Check(calendar, session, last, "as_of") is { } error)
        {
            return error;
        }

        var day = DayOf(session, request.RequestedBy, request.Force, now);
        var stored = await days.AddAsync(day, cancellationToken) ?? day;
        signal.Wake();
        return stored;
    }

    /// <summary>Asks for the most recent session unless it was calculated for all already. For the schedule, which may fire twice, late, or on a holiday.</summary>
    /// <returns>Null when there was nothing to do.</returns>
    public async Task<EndOfDay?> CatchUpAsync(CancellationToken cancellationToken) =>
        await days.LastSessionAsync(cancellationToken) >= calendar.MostRecentSession(time.GetUtcNow())
            ? null
            : (await HandleAsync(new EndOfDayRequest(), cancellationToken)).Value;

    /// <summary>Asks for the newest session whose <see cref="CalculationOptions.NightlyTime"/> has passed, if that was missed: no node was up then, or the preparation failed. For a node that starts.</summary>
    /// <remarks>Asked by several nodes at once it is one calculation. One that was cancelled was not missed: a restart does not undo what somebody has stopped.</remarks>
    /// <returns>Null when nothing was missed, there is nothing to calculate, or there is no such time.</returns>
    public async Task<EndOfDay?> CatchUpMissedAsync(CancellationToken cancellationToken)
    {
        if (options.NightlyTime is not { } nightly)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var session = calendar.MostRecentSession(now, nightly);
        if (await days.LastSessionAsync(cancellationToken) >= session || await days.PortfoliosAsync(session, Guid.Empty, 1, cancellationToken) is [])
        {
            return null;
        }

        var stored = await days.AddMissedAsync(DayOf(session, null, false, now), cancellationToken);
        if (stored is not null)
        {
            signal.Wake();
        }

        return stored;
    }

    private EndOfDay DayOf(DateOnly session, Guid? requestedBy, bool forced, DateTimeOffset now) => new()
    {
        Id = ids.Next(),
        Session = session,
        RequestedBy = requestedBy,
        Forced = forced,
        Status = RunStatus.Pending,
        Progress = RunSteps.EndOfDay(now),
        CreatedAt = now,
    };
}
