using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Calculations;

/// <summary>The runs in the database. Each change of a run is one statement that checks who holds it.</summary>
internal sealed class RunStore(Database database, IActivityCounter activity) : IRunStore
{
    public async Task<Guid?> AddAsync(CalculationRun run, CancellationToken cancellationToken)
    {
        var other = await database.AddOrFindAsync(
            run,
            db => db.Runs
                .Where(row => row.Id == run.Id
                    || (row.PortfolioId == run.PortfolioId && (row.Status == RunStatus.Pending || row.Status == RunStatus.Running)))
                .OrderByDescending(row => row.Id == run.Id),
            cancellationToken,
            new AuditEvent(AuditAction.RunStarted, run.RequestedBy, run.PortfolioId, new Dictionary<string, object?> { ["run_id"] = run.Id, ["session"] = run.Session }));
        return other is null || other.Id == run.Id ? null : other.Id;
    }

    public Task<RunClaim?> TryClaimAsync(Guid runId, string node, DateTimeOffset now, DateTimeOffset deadBefore, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                var taken = await db.Runs
                    .Where(run => run.Id == runId
                        && (run.Status == RunStatus.Pending || (run.Status == RunStatus.Running && run.HeartbeatAt < deadBefore)))
                    .ExecuteUpdateAsync(
                        set => set
                            .SetProperty(run => run.Status, RunStatus.Running)
                            .SetProperty(run => run.Node, node)
                            .SetProperty(run => run.Attempt, run => run.Attempt + 1)
                            .SetProperty(run => run.Fence, run => run.Fence + 1)
                            .SetProperty(run => run.HeartbeatAt, now)
                            .SetProperty(run => run.StartedAt, run => run.StartedAt ?? now),
                        token);
                if (taken == 0)
                {
                    return null;
                }

                var row = await db.Runs.AsNoTracking().SingleAsync(run => run.Id == runId, token);
                return new RunClaim(row, row.Fence);
            },
            cancellationToken);

    public async Task<bool> SaveProgressAsync(RunClaim claim, RunProgress? progress, DateTimeOffset now, CancellationToken cancellationToken) =>
        1 == await database.RunAsync(
            (db, token) => progress is null
                ? HeldBy(db, claim).ExecuteUpdateAsync(set => set.SetProperty(run => run.HeartbeatAt, now), token)
                : HeldBy(db, claim).ExecuteUpdateAsync(
                    set => set.SetProperty(run => run.HeartbeatAt, now).SetProperty(run => run.Progress, progress), token),
            cancellationToken);

    public async Task BeatAsync(IReadOnlyCollection<RunClaim> claims, DateTimeOffset now, CancellationToken cancellationToken) =>
        await database.RunAsync((db, token) => TouchAsync(db, claims, now, token), cancellationToken);

    public async Task<IReadOnlyList<bool>> FinishAsync(IReadOnlyList<FinishedRun> finished, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var written = await database.WriteAsync<IReadOnlyList<bool>>(
            async (db, token) =>
            {
                var held = await HoldAsync(db, [.. finished.Select(each => each.Claim)], now, token);
                var rows = await db.Runs.Where(run => held.Contains(run.Id)).ToDictionaryAsync(run => run.Id, token);
                foreach (var (claim, outcome) in finished.Where(each => held.Contains(each.Claim.Run.Id)))
                {
                    var row = rows[claim.Run.Id];
                    (row.Status, row.Progress, row.InputIdentity) = (outcome.Status, outcome.Progress, outcome.InputIdentity);
                    (row.ErrorCode, row.ErrorMessage, row.HeartbeatAt, row.FinishedAt) = (outcome.ErrorCode, Clip(outcome.ErrorMessage), now, now);
                }

                await db.SaveChangesAsync(token);
                return [.. finished.Select(each => held.Contains(each.Claim.Run.Id))];
            },
            cancellationToken);
        foreach (var (end, _) in finished.Zip(written).Where(each => each.Second && each.First.Outcome.ErrorCode is not null))
        {
            activity.CountErrors([end.Outcome.ErrorCode!]);
        }

        return written;
    }

    public Task ReleaseAsync(IReadOnlyCollection<RunClaim> claims, CancellationToken cancellationToken) => GiveBackAsync(claims, 1, cancellationToken);

    public Task PostponeAsync(IReadOnlyCollection<RunClaim> claims, CancellationToken cancellationToken) => GiveBackAsync(claims, 0, cancellationToken);

    public Task<IReadOnlyList<Guid>> DueAsync(DateTimeOffset pendingBefore, DateTimeOffset deadBefore, int limit, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<Guid>>(
            async (db, token) => await db.Runs
                .Where(run => run.EndOfDayId == null
                    && ((run.Status == RunStatus.Pending && run.CreatedAt < pendingBefore)
                        || (run.Status == RunStatus.Running && run.HeartbeatAt < deadBefore)))
                .OrderBy(run => run.CreatedAt)
                .Select(run => run.Id)
                .Take(limit)
                .ToListAsync(token),
            cancellationToken);

    public Task<RunView?> FindAsync(Guid ownerId, Guid portfolioId, Guid? runId, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                var run = await db.Runs.AsNoTracking().OfPortfolio(db, ownerId, portfolioId)
                    .Where(run => runId == null || run.Id == runId)
                    .OrderByDescending(run => run.CreatedAt).ThenByDescending(run => run.Id)
                    .FirstOrDefaultAsync(token);
                return run?.ToView();
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<Guid, RunView>> LatestAsync(Guid ownerId, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<Guid, RunView>>(
            async (db, token) =>
            {
                var runs = await db.Runs.AsNoTracking().OfOwner(db, ownerId)
                    .Where(run => !db.Runs.Any(later => later.PortfolioId == run.PortfolioId && later.CreatedAt > run.CreatedAt))
                    .ToListAsync(token);

                // Two runs of one instant: either is the latest.
                return runs.DistinctBy(run => run.PortfolioId).ToDictionary(run => run.PortfolioId, run => run.ToView());
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<Guid, string?>> CompletedIdentitiesAsync(
        IReadOnlyCollection<Guid> portfolioIds, DateOnly session, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<Guid, string?>>(
            async (db, token) =>
            {
                var runs = await db.Runs
                    .Where(run => portfolioIds.Contains(run.PortfolioId)
                        && run.Session == session
                        && (run.Status == RunStatus.Completed || run.Status == RunStatus.CompletedWithWarnings))
                    .OrderByDescending(run => run.CreatedAt).ThenByDescending(run => run.Id)
                    .Select(run => new { run.PortfolioId, run.InputIdentity })
                    .ToListAsync(token);
                return runs.DistinctBy(run => run.PortfolioId).ToDictionary(run => run.PortfolioId, run => run.InputIdentity);
            },
            cancellationToken);

    // What owners do with their runs.

    public Task<RunCancellation?> CancelAsync(
        Guid ownerId, Guid portfolioId, Guid runId, string by, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                // The first statement decides, and locks the row: a write of the holder waits for the second and then finds its claim gone.
                var owned = db.Runs.OfPortfolio(db, ownerId, portfolioId).Where(run => run.Id == runId);
                var cancelled = 1 == await owned
                    .Where(run => run.Status == RunStatus.Pending || run.Status == RunStatus.Running)
                    .ExecuteUpdateAsync(set => set.SetProperty(run => run.Status, RunStatus.Cancelled).SetProperty(run => run.FinishedAt, now), token);
                if (await owned.AsNoTracking().SingleOrDefaultAsync(token) is not { } run)
                {
                    return null;
                }

                if (cancelled)
                {
                    run.Progress = run.Progress.Cancelled(by, now);
                    await owned.ExecuteUpdateAsync(set => set.SetProperty(row => row.Progress, run.Progress), token);
                    await database.AuditAsync(db, new(AuditAction.RunCancelled, ownerId, portfolioId, new Dictionary<string, object?> { ["run_id"] = runId }), token);
                }

                return new RunCancellation(run.ToView(), cancelled);
            },
            cancellationToken);

    public Task<Page<RunView>> ListAsync(Guid ownerId, Guid portfolioId, RunFilter filter, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                var runs = db.Runs.OfPortfolio(db, ownerId, portfolioId).AsNoTracking().Where(run => filter.Status == null || run.Status == filter.Status);
                var page = await runs.OrderByDescending(run => run.CreatedAt).ThenByDescending(run => run.Id)
                    .Skip(filter.Offset).Take(filter.Limit).ToListAsync(token);
                return new Page<RunView>(page.ConvertAll(run => run.ToView()), await runs.CountAsync(token));
            },
            cancellationToken);

    private Task<int> GiveBackAsync(IReadOnlyCollection<RunClaim> claims, int attempts, CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => ForHeldAsync(
                db,
                claims,
                held => held.ExecuteUpdateAsync(
                    set => set
                        .SetProperty(run => run.Status, RunStatus.Pending)
                        .SetProperty(run => run.Attempt, run => run.Attempt - attempts)
                        .SetProperty(run => run.Node, (string?)null),
                    token)),
            cancellationToken);

    /// <summary>The run's row, if the claim still holds. A write of results updates it first, which also locks it until they are committed.</summary>
    internal static IQueryable<CalculationRun> HeldBy(AppDbContext db, RunClaim claim)
    {
        var (id, fence) = (claim.Run.Id, claim.Fence);
        return db.Runs.Where(run => run.Id == id && run.Fence == fence && run.Status == RunStatus.Running);
    }

    /// <summary>Stops the portfolio's run, if one is under way, and stores another in its place, within the caller's transaction and before anything else of it is written.</summary>
    /// <remarks>From then on until the transaction is over whoever asks for a run of the portfolio waits, and finds <paramref name="next"/>: no run looks at rows that are about to go.</remarks>
    /// <param name="db">A context with a transaction begun.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="next">The other run, pending; null for none.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the wait; the transaction is the caller's to roll back.</param>
    internal static async Task SupersedeAsync(AppDbContext db, Guid portfolioId, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await StopAsync();
        if (next is null)
        {
            return;
        }

        // Another may be asked for between the two statements: it is stopped as well.
        await BulkInsert.InsertAsync(db, [next], cancellationToken, skipExisting: true);
        while (!await db.Runs.AnyAsync(run => run.Id == next.Id, cancellationToken))
        {
            await StopAsync();
            await BulkInsert.InsertAsync(db, [next], cancellationToken, skipExisting: true);
        }

        // The first statement locks the row, of which there is one: what its holder has written of its progress by then is kept.
        async Task StopAsync()
        {
            var active = db.Runs.Where(run => run.PortfolioId == portfolioId && (run.Status == RunStatus.Pending || run.Status == RunStatus.Running));
            if (await active.ExecuteUpdateAsync(set => set.SetProperty(run => run.HeartbeatAt, run => run.HeartbeatAt), cancellationToken) == 0)
            {
                return;
            }

            foreach (var run in await active.AsNoTracking().ToListAsync(cancellationToken))
            {
                var progress = run.Progress.Stopped(StepStatus.Cancelled, "info", "Stopped: what the portfolio is calculated from was changed.", now);
                await db.Runs.Where(row => row.Id == run.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Status, RunStatus.Cancelled).SetProperty(row => row.Progress, progress).SetProperty(row => row.FinishedAt, now), cancellationToken);
            }
        }
    }

    /// <summary>Locks the rows of those runs whose claims still hold, for the rest of the transaction.</summary>
    /// <returns>Their ids.</returns>
    internal static async Task<HashSet<Guid>> HoldAsync(
        AppDbContext db, IReadOnlyCollection<RunClaim> claims, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (claims.Count == 1)
        {
            var only = claims.First();
            var isHeld = 1 == await HeldBy(db, only).ExecuteUpdateAsync(set => set.SetProperty(run => run.HeartbeatAt, now), cancellationToken);
            return isHeld ? [only.Run.Id] : [];
        }

        await TouchAsync(db, claims, now, cancellationToken);
        var ids = claims.Select(claim => claim.Run.Id).ToList();
        var rows = await db.Runs.Where(run => ids.Contains(run.Id) && run.Status == RunStatus.Running)
            .Select(run => new { run.Id, run.Fence }).ToDictionaryAsync(run => run.Id, run => run.Fence, cancellationToken);
        return [.. claims.Where(claim => rows.GetValueOrDefault(claim.Run.Id, -1) == claim.Fence).Select(claim => claim.Run.Id)];
    }

    private static Task<int> TouchAsync(AppDbContext db, IReadOnlyCollection<RunClaim> claims, DateTimeOffset now, CancellationToken cancellationToken) =>
        ForHeldAsync(db, claims, held => held.ExecuteUpdateAsync(set => set.SetProperty(run => run.HeartbeatAt, now), cancellationToken));

    // By node and fence as well: a holder that was paused must not keep alive what another node has taken since. Claims of one chunk have few fences.
    private static async Task<int> ForHeldAsync(AppDbContext db, IReadOnlyCollection<RunClaim> claims, Func<IQueryable<CalculationRun>, Task<int>> update)
    {
        var updated = 0;
        foreach (var group in claims.GroupBy(claim => (claim.Run.Node, claim.Fence)))
        {
            var ((node, fence), ids) = (group.Key, group.Select(claim => claim.Run.Id).ToList());
            updated += await update(db.Runs.Where(run => ids.Contains(run.Id) && run.Node == node && run.Fence == fence && run.Status == RunStatus.Running));
        }

        return updated;
    }

    // A fault's own words may be long, and a run that cannot be ended for them would be taken up again and again.
    private static string? Clip(string? message) => message is { Length: > RunMap.MaxErrorMessage } ? message[..RunMap.MaxErrorMessage] : message;
}
