using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Calculations;

/// <summary>The calculations of all portfolios in the database; their queue is the table of runs.</summary>
internal sealed class EndOfDayStore(Database database, IActivityCounter activity) : IEndOfDayStore
{
    public async Task<EndOfDay?> AddAsync(EndOfDay day, CancellationToken cancellationToken)
    {
        var other = await database.AddOrFindAsync(
            day,
            db => db.EndOfDays
                .Where(row => row.Id == day.Id || (row.Session == day.Session && (row.Status == RunStatus.Pending || row.Status == RunStatus.Running)))
                .OrderByDescending(row => row.Id == day.Id),
            cancellationToken,
            new AuditEvent(AuditAction.EndOfDayStarted, null, day.Id, new Dictionary<string, object?> { ["session"] = day.Session }));
        return other is null || other.Id == day.Id ? null : other;
    }

    public Task<EndOfDay?> AddMissedAsync(EndOfDay day, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                // The insert waits for that of another node, and what it finds ended after it is known for good: looked for before, another node's could begin and end in between.
                await BulkInsert.InsertAsync(db, [day], token, skipExisting: true);
                var ofSession = db.EndOfDays.Where(row => row.Session == day.Session);
                if (await ofSession.AnyAsync(
                    row => row.Status == RunStatus.Completed || row.Status == RunStatus.CompletedWithWarnings || row.Status == RunStatus.Cancelled, token))
                {
                    await ofSession.Where(row => row.Id == day.Id).ExecuteDeleteAsync(token);
                    return null;
                }

                return await ofSession.AsNoTracking().SingleOrDefaultAsync(row => row.Status == RunStatus.Pending || row.Status == RunStatus.Running, token);
            },
            cancellationToken);

    public Task<EndOfDay?> ActiveAsync(CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => db.EndOfDays.AsNoTracking()
                .Where(day => day.Status == RunStatus.Pending || day.Status == RunStatus.Running)
                .OrderBy(day => day.CreatedAt).ThenBy(day => day.Id)
                .FirstOrDefaultAsync(token),
            cancellationToken);

    public Task<Page<EndOfDayView>> ListAsync(int limit, int offset, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                var days = await db.EndOfDays.AsNoTracking().OrderByDescending(day => day.CreatedAt).ThenByDescending(day => day.Id).Skip(offset).Take(limit).ToListAsync(token);
                var counts = await EndOfDayRows.CountsAsync(db, days.ConvertAll(day => day.Id), token);
                return new Page<EndOfDayView>(days.ConvertAll(day => new EndOfDayView(day, counts[day.Id])), await db.EndOfDays.CountAsync(token));
            },
            cancellationToken);

    public Task<EndOfDayView?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) => await db.EndOfDays.AsNoTracking().SingleOrDefaultAsync(day => day.Id == id, token) is { } day
                ? new EndOfDayView(day, await EndOfDayRows.CountAsync(db, id, token))
                : null,
            cancellationToken);

    public Task<DateOnly?> LastSessionAsync(CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => db.EndOfDays
                .Where(day => day.Status == RunStatus.Completed || day.Status == RunStatus.CompletedWithWarnings)
                .MaxAsync(day => (DateOnly?)day.Session, token),
            cancellationToken);

    public Task<EndOfDayClaim?> TryPrepareAsync(Guid id, string node, DateTimeOffset now, DateTimeOffset deadBefore, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                var taken = await db.EndOfDays
                    .Where(day => day.Id == id && !day.IsPrepared
                        && (day.Status == RunStatus.Pending || (day.Status == RunStatus.Running && day.HeartbeatAt < deadBefore)))
                    .ExecuteUpdateAsync(
                        set => set
                            .SetProperty(day => day.Status, RunStatus.Running)
                            .SetProperty(day => day.Node, node)
                            .SetProperty(day => day.Fence, day => day.Fence + 1)
                            .SetProperty(day => day.Attempt, day => day.Attempt + 1)
                            .SetProperty(day => day.HeartbeatAt, now)
                            .SetProperty(day => day.StartedAt, day => day.StartedAt ?? now),
                        token);
                if (taken == 0)
                {
                    return null;
                }

                var row = await db.EndOfDays.AsNoTracking().SingleAsync(day => day.Id == id, token);
                return new EndOfDayClaim(row, row.Fence);
            },
            cancellationToken);

    public async Task<bool> SaveProgressAsync(EndOfDayClaim claim, RunProgress? progress, DateTimeOffset now, CancellationToken cancellationToken) =>
        1 == await database.RunAsync(
            (db, token) => progress is null
                ? EndOfDayRows.HeldBy(db, claim).ExecuteUpdateAsync(set => set.SetProperty(day => day.HeartbeatAt, now), token)
                : EndOfDayRows.HeldBy(db, claim).ExecuteUpdateAsync(set => set.SetProperty(day => day.HeartbeatAt, now).SetProperty(day => day.Progress, progress), token),
            cancellationToken);

    public Task<IReadOnlyList<Guid>> PortfoliosAsync(DateOnly session, Guid after, int limit, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<Guid>>(
            async (db, token) => await EndOfDayRows.ActivePortfolios(db, session).Where(id => id > after).OrderBy(id => id).Take(limit).ToListAsync(token),
            cancellationToken);

    public Task<bool> EnqueueAsync(EndOfDayClaim claim, Func<Guid, CalculationRun> runOf, Func<int, RunProgress> progressOf, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                if (await EndOfDayRows.HeldBy(db, claim).ExecuteUpdateAsync(set => set.SetProperty(day => day.IsPrepared, true), token) == 0)
                {
                    return false;
                }

                var portfolios = await EndOfDayRows.ActivePortfolios(db, claim.Day.Session).OrderBy(id => id).ToListAsync(token);
                await BulkInsert.InsertAsync(db, portfolios.ConvertAll(id => runOf(id)), token, skipExisting: true);
                var count = await db.Runs.CountAsync(run => run.EndOfDayId == claim.Day.Id, token);
                var progress = progressOf(count);
                await db.EndOfDays.Where(day => day.Id == claim.Day.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(day => day.Portfolios, count).SetProperty(day => day.Progress, progress), token);
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<RunClaim>> TakeAsync(
        Guid id, string node, int limit, DateTimeOffset now, DateTimeOffset deadBefore, IReadOnlyCollection<Guid> inHand, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<RunClaim>>(
            async (db, token) =>
            {
                var free = await EndOfDayRows.FreeAsync(db, id, limit, deadBefore, [.. inHand], token);
                if (free.Count == 0)
                {
                    return [];
                }

                await db.Runs.Where(run => free.Contains(run.Id)).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(run => run.Status, RunStatus.Running)
                        .SetProperty(run => run.Node, node)
                        .SetProperty(run => run.Attempt, run => run.Attempt + 1)
                        .SetProperty(run => run.Fence, run => run.Fence + 1)
                        .SetProperty(run => run.HeartbeatAt, now)
                        .SetProperty(run => run.StartedAt, run => run.StartedAt ?? now),
                    token);
                var rows = await db.Runs.AsNoTracking().Where(run => free.Contains(run.Id)).OrderBy(run => run.Id).ToListAsync(token);
                return rows.ConvertAll(row => new RunClaim(row, row.Fence));
            },
            cancellationToken);

    public Task<bool> TryFinishAsync(Guid id, Func<Guid, CalculationRun> runOf, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                // As of the lock: two nodes would put the same runs in place twice.
                var over = db.EndOfDays.Where(row => row.Id == id && row.IsPrepared && row.Status == RunStatus.Running && !db.Runs.Any(run =>
                    run.EndOfDayId == id && (run.Status == RunStatus.Pending || run.Status == RunStatus.Running)));
                if (await over.ExecuteUpdateAsync(set => set.SetProperty(row => row.HeartbeatAt, now), token) == 0)
                {
                    return false;
                }

                var day = await db.EndOfDays.AsNoTracking().SingleAsync(row => row.Id == id, token);
                if (await EndOfDayRows.LeftOut(db, day).Where(left => left.IsFree).Select(left => left.Portfolio).ToListAsync(token) is { Count: > 0 } free)
                {
                    await BulkInsert.InsertAsync(db, free.ConvertAll(portfolio => runOf(portfolio)), token, skipExisting: true);
                    await db.EndOfDays.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Portfolios, row => row.Portfolios + free.Count), token);
                    return true;
                }

                var hasWarnings = day.Progress.Warnings.Count > 0;
                return !await EndOfDayRows.LeftOut(db, day).AnyAsync(left => left.IsWaitedFor, token) && 1 == await over.ExecuteUpdateAsync(
                    set => set
                        .SetProperty(row => row.Status, row => hasWarnings || db.Runs.Any(run => run.EndOfDayId == id && run.Status != RunStatus.Completed)
                            ? RunStatus.CompletedWithWarnings
                            : RunStatus.Completed)
                        .SetProperty(row => row.FinishedAt, now),
                    token);
            },
            cancellationToken);

    public async Task FailAsync(EndOfDayClaim claim, RunProgress progress, string errorCode, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var written = await database.RunAsync(
            (db, token) => EndOfDayRows.HeldBy(db, claim).ExecuteUpdateAsync(
                set => set
                    .SetProperty(day => day.Status, RunStatus.Failed)
                    .SetProperty(day => day.Progress, progress)
                    .SetProperty(day => day.ErrorCode, errorCode)
                    .SetProperty(day => day.FinishedAt, now),
                token),
            cancellationToken);
        if (written > 0)
        {
            activity.CountErrors([errorCode]);
        }
    }

    public Task ReleaseAsync(EndOfDayClaim claim, CancellationToken cancellationToken) => GiveBackAsync(claim, 1, cancellationToken);

    public Task PostponeAsync(EndOfDayClaim claim, CancellationToken cancellationToken) => GiveBackAsync(claim, 0, cancellationToken);

    public Task<bool> CancelAsync(Guid id, string by, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                var cancelled = await db.EndOfDays
                    .Where(day => day.Id == id && (day.Status == RunStatus.Pending || day.Status == RunStatus.Running))
                    .ExecuteUpdateAsync(set => set.SetProperty(day => day.Status, RunStatus.Cancelled).SetProperty(day => day.FinishedAt, now), token);
                if (cancelled == 0)
                {
                    return false;
                }

                var days = db.EndOfDays.Where(day => day.Id == id);
                var progress = (await days.AsNoTracking().SingleAsync(token)).Progress.Cancelled(by, now);
                await days.ExecuteUpdateAsync(set => set.SetProperty(day => day.Progress, progress), token);

                // A run among many keeps no progress on its row before it ends: one text is true of all of them.
                var ofRun = RunSteps.AmongMany().Cancelled(by, now);
                await db.Runs
                    .Where(run => run.EndOfDayId == id && (run.Status == RunStatus.Pending || run.Status == RunStatus.Running))
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(run => run.Status, RunStatus.Cancelled).SetProperty(run => run.Progress, ofRun).SetProperty(run => run.FinishedAt, now), token);
                await database.AuditAsync(db, new(AuditAction.EndOfDayCancelled, null, id), token);
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<RunView>> FailedAsync(Guid id, int limit, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<RunView>>(
            async (db, token) =>
            {
                var runs = await db.Runs.AsNoTracking().Where(run => run.EndOfDayId == id && run.Status == RunStatus.Failed)
                    .OrderBy(run => run.PortfolioId).Take(limit).ToListAsync(token);
                return runs.ConvertAll(run => run.ToView());
            },
            cancellationToken);

    public async Task<int> RemoveOldAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        await database.ForgetCommitsAsync(cancellationToken);
        return await database.WriteAsync(
            async (db, token) =>
            {
                var removed = await db.Runs
                    .Where(run => run.EndOfDayId != null && run.FinishedAt < endedBefore
                        && db.Runs.Any(later => later.PortfolioId == run.PortfolioId && later.CreatedAt > run.CreatedAt
                            && (later.Status == RunStatus.Completed || later.Status == RunStatus.CompletedWithWarnings)))
                    .ExecuteDeleteAsync(token);
                await db.EndOfDays.Where(day => day.FinishedAt < endedBefore && !db.Runs.Any(run => run.EndOfDayId == day.Id)).ExecuteDeleteAsync(token);
                return removed;
            },
            cancellationToken);
    }

    private Task<int> GiveBackAsync(EndOfDayClaim claim, int attempts, CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => EndOfDayRows.HeldBy(db, claim).ExecuteUpdateAsync(
                set => set.SetProperty(day => day.Status, RunStatus.Pending).SetProperty(day => day.Attempt, day => day.Attempt - attempts), token),
            cancellationToken);
}
