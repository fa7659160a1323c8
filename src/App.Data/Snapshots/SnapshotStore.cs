using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Data.Calculations;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Snapshots;

/// <summary>The snapshots in the database.</summary>
internal sealed class SnapshotStore(Database database) : ISnapshotStore
{
    public Task<IReadOnlyDictionary<Guid, PortfolioSnapshot>> LastCompleteAsync(
        IReadOnlyCollection<Guid> portfolioIds, DateOnly session, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<Guid, PortfolioSnapshot>>(
            async (db, token) =>
            {
                // Ordered by session and cut after the first, each lookup is one step into the key, however long the chain is.
                var last = await db.Portfolios
                    .Where(portfolio => portfolioIds.Contains(portfolio.Id))
                    .Select(portfolio => new
                    {
                        portfolio.Id,
                        Session = db.Snapshots
                            .Where(snapshot => snapshot.PortfolioId == portfolio.Id && snapshot.IsComplete && snapshot.Session <= session)
                            .OrderByDescending(snapshot => snapshot.Session)
                            .Select(snapshot => (DateOnly?)snapshot.Session)
                            .FirstOrDefault(),
                    })
                    .Where(each => each.Session != null)
                    .ToDictionaryAsync(each => each.Id, each => each.Session!.Value, token);
                var (ids, sessions) = (last.Keys.ToList(), last.Values.Distinct().ToList());
                var rows = await db.Snapshots.AsNoTracking()
                    .Where(snapshot => ids.Contains(snapshot.PortfolioId) && sessions.Contains(snapshot.Session))
                    .ToListAsync(token);
                return rows.Where(row => last[row.PortfolioId] == row.Session).ToDictionary(row => row.PortfolioId);
            },
            cancellationToken);

    public Task<IReadOnlyList<DateOnly>> SessionsAsync(Guid ownerId, Guid? portfolioId, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<DateOnly>>(
            async (db, token) =>
            {
                var portfolios = db.BooksOf(ownerId).Where(portfolio => portfolioId == null || portfolio.Id == portfolioId);
                var all = await portfolios.CountAsync(token);
                return all == 0 ? [] : await db.Snapshots
                    .Where(snapshot => snapshot.IsComplete && portfolios.Any(portfolio => portfolio.Id == snapshot.PortfolioId))
                    .GroupBy(snapshot => snapshot.Session)
                    .Where(session => session.Count() == all)
                    .Select(session => session.Key)
                    .OrderBy(session => session)
                    .ToListAsync(token);
            },
            cancellationToken);

    // A portfolio has one active run: an incomplete claim met by the run's holder is its own, or was left by a run that is over or by an earlier holder.
    public Task<IReadOnlyList<int>> ClaimAsync(IReadOnlyList<WantedSessions> wanted, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<int>>(
            async (db, token) =>
            {
                var held = await RunStore.HoldAsync(db, [.. wanted.Select(each => each.Claim)], now, token);
                var mine = wanted.Where(each => held.Contains(each.Claim.Run.Id) && each.Sessions.Count > 0).ToList();
                if (mine.Count > 0)
                {
                    var found = await ClaimsOf(db, mine).Select(row => new FoundSession(row.PortfolioId, row.Session, row.IsComplete)).ToListAsync(token);
                    if (found.Exists(row => !row.IsComplete))
                    {
                        await TakeOverAsync(db, mine, now + lease, token);
                    }

                    await InsertAsync(db, mine, found, now, now + lease, token);
                }

                var rows = await ClaimsOf(db, mine).Where(row => !row.IsComplete)
                    .Select(row => new { row.PortfolioId, row.Session, row.RunId, row.Fence })
                    .ToListAsync(token);
                var won = rows.Select(row => (row.PortfolioId, row.Session, row.RunId, row.Fence)).ToHashSet();
                return [.. wanted.Select(each => each.Sessions
                    .TakeWhile(session => won.Contains((each.Claim.Run.PortfolioId, session, each.Claim.Run.Id, each.Claim.Fence)))
                    .Count())];
            },
            cancellationToken);

    public Task<IReadOnlyList<bool>> CompleteAsync(IReadOnlyList<CalculatedSessions> calculated, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<bool>>(
            async (db, token) =>
            {
                var held = await RunStore.HoldAsync(db, [.. calculated.Select(each => each.Claim)], now, token);
                var mine = calculated.Where(each => held.Contains(each.Claim.Run.Id)).ToList();
                var rows = mine.Count == 0 ? [] : await ClaimsOf(db, [.. mine.Select(each => new WantedSessions(each.Claim, [.. each.Snapshots.Select(snapshot => snapshot.Session)]))])
                    .Where(row => !row.IsComplete)
                    .ToDictionaryAsync(row => (row.PortfolioId, row.Session), token);
                var stored = calculated.Select(each => held.Contains(each.Claim.Run.Id) && each.Snapshots.All(snapshot => IsClaimed(rows, each.Claim, snapshot))).ToList();
                foreach (var snapshot in calculated.Zip(stored).Where(pair => pair.Second).SelectMany(pair => pair.First.Snapshots))
                {
                    var row = rows[(snapshot.PortfolioId, snapshot.Session)];
                    CopyFigures(snapshot, row);
                    (row.IsComplete, row.CompletedAt) = (true, now);
                }

                await db.SaveChangesAsync(token);
                await SetEquityAsync(db, [.. calculated.Zip(stored).Where(pair => pair.Second).Select(pair => pair.First.Claim.Run.PortfolioId)], token);
                return stored;
            },
            cancellationToken);

    public Task<IReadOnlyList<SnapshotInputs>> InputsAsync(
        IReadOnlyCollection<Guid> portfolioIds, DateOnly from, bool onlyProvisional, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<SnapshotInputs>>(
            async (db, token) => await db.Snapshots
                .Where(row => portfolioIds.Contains(row.PortfolioId) && row.Session >= from && row.IsComplete && (!onlyProvisional || row.IsProvisional))
                .Select(row => new SnapshotInputs(row.PortfolioId, row.Session, row.PositionsVersion, row.InputIdentity))
                .ToListAsync(token),
            cancellationToken);

    public Task<IReadOnlyList<bool>> ReplaceAsync(IReadOnlyList<ReplacedSessions> replaced, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<bool>>(
            async (db, token) =>
            {
                var held = await RunStore.HoldAsync(db, [.. replaced.Select(each => each.Claim)], now, token);
                var mine = replaced.Where(each => held.Contains(each.Claim.Run.Id)).ToList();
                foreach (var each in mine)
                {
                    await RemoveFromAsync(db, each.Claim.Run.PortfolioId, each.From, token);
                }

                List<PortfolioSnapshot> rows = [.. mine.SelectMany(each => each.Snapshots)];
                foreach (var row in rows)
                {
                    (row.IsComplete, row.CompletedAt) = (true, now);
                }

                await BulkInsert.InsertAsync(db, rows, token);
                await SetEquityAsync(db, mine.ConvertAll(each => each.Claim.Run.PortfolioId), token);
                return [.. replaced.Select(each => held.Contains(each.Claim.Run.Id))];
            },
            cancellationToken);

    public Task<IReadOnlyList<SnapshotHistory>> ChainsAsync(Guid? portfolioId, Guid after, int limit, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<SnapshotHistory>>(
            async (db, token) =>
            {
                var portfolios = await db.Portfolios.AsNoTracking()
                    .Where(portfolio => portfolio.DeletedAt == null && (portfolioId == null ? portfolio.Id > after : portfolio.Id == portfolioId))
                    .OrderBy(portfolio => portfolio.Id)
                    .Take(limit)
                    .ToListAsync(token);
                var ids = portfolios.ConvertAll(portfolio => portfolio.Id);
                var rows = (await db.Snapshots.AsNoTracking().Where(row => ids.Contains(row.PortfolioId) && row.IsComplete).OrderBy(row => row.Session).ToListAsync(token))
                    .ToLookup(row => row.PortfolioId);
                return portfolios.ConvertAll(portfolio => new SnapshotHistory(portfolio, [.. rows[portfolio.Id]]));
            },
            cancellationToken);

    public Task<int> RemoveFromAsync(Guid portfolioId, DateOnly session, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                await RunStore.SupersedeAsync(db, portfolioId, next, now, token);
                var removed = await RemoveFromAsync(db, portfolioId, session, token);
                var owner = await db.Portfolios.Where(portfolio => portfolio.Id == portfolioId).Select(portfolio => (Guid?)portfolio.OwnerId).SingleOrDefaultAsync(token);
                await database.AuditAsync(db, new(AuditAction.SnapshotsReplayed, owner, portfolioId, new Dictionary<string, object?> { ["from"] = session, ["removed"] = removed }), token);
                return removed;
            },
            cancellationToken);

    public Task<int> ReleaseAbandonedAsync(DateTimeOffset before, Guid? portfolioId, CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => AbandonedIn(db, before, portfolioId).ExecuteDeleteAsync(token), cancellationToken);

    public Task<int> CleanUpAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                var removed = await AbandonedIn(db, before, null).ExecuteDeleteAsync(token);
                await database.AuditAsync(db, new(AuditAction.SnapshotsCleanedUp, null, null, new Dictionary<string, object?> { ["removed"] = removed }), token);
                return removed;
            },
            cancellationToken);

    public Task<Page<PortfolioSnapshot>> ListAsync(
        Guid ownerId, Guid portfolioId, DateOnly? from, DateOnly? to, int limit, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                var rows = db.Snapshots.AsNoTracking().OfPortfolio(db, ownerId, portfolioId)
                    .Where(snapshot => snapshot.IsComplete && (from == null || snapshot.Session >= from) && (to == null || snapshot.Session <= to));
                var total = await rows.CountAsync(token);
                var newest = await rows.OrderByDescending(snapshot => snapshot.Session).Take(limit).ToListAsync(token);
                newest.Reverse();
                return new Page<PortfolioSnapshot>(newest, total);
            },
            cancellationToken);

    /// <summary>Takes the end of a chain away, within the caller's transaction; the portfolio's equity goes back to what is left.</summary>
    internal static async Task<int> RemoveFromAsync(AppDbContext db, Guid portfolioId, DateOnly session, CancellationToken cancellationToken)
    {
        var removed = await db.Snapshots.Where(row => row.PortfolioId == portfolioId && row.Session >= session).ExecuteDeleteAsync(cancellationToken);

        // A session without a snapshot has no risk either; it is computed again with the snapshots.
        await db.RiskReports.Where(report => report.PortfolioId == portfolioId && report.Session >= session).ExecuteDeleteAsync(cancellationToken);

        // And what a run computed from the same as one before it is no longer there to be left as it is.
        await db.Runs.Where(run => run.PortfolioId == portfolioId && run.Session >= session && run.InputIdentity != null)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.InputIdentity, (string?)null), cancellationToken);
        await db.Portfolios.Where(portfolio => portfolio.Id == portfolioId).ExecuteUpdateAsync(
            set => set.SetProperty(portfolio => portfolio.NetAssetValue, portfolio => db.Snapshots
                .Where(snapshot => snapshot.PortfolioId == portfolioId && snapshot.IsComplete)
                .OrderByDescending(snapshot => snapshot.Session)
                .Select(snapshot => (decimal?)snapshot.Equity)
                .FirstOrDefault() ?? portfolio.EquityBalance),
            cancellationToken);
        return removed;
    }

    private static IQueryable<PortfolioSnapshot> AbandonedIn(AppDbContext db, DateTimeOffset before, Guid? portfolioId) => db.Snapshots
        .Where(row => !row.IsComplete && row.CreatedAt < before && (portfolioId == null || row.PortfolioId == portfolioId)
            && !db.Runs.Any(run => run.Id == row.RunId && run.Status == RunStatus.Running && run.HeartbeatAt >= before));

    private static bool IsClaimed(Dictionary<(Guid, DateOnly), PortfolioSnapshot> rows, RunClaim claim, PortfolioSnapshot snapshot) =>
        rows.TryGetValue((snapshot.PortfolioId, snapshot.Session), out var row) && row.RunId == claim.Run.Id && row.Fence == claim.Fence;

    private static IQueryable<PortfolioSnapshot> ClaimsOf(AppDbContext db, List<WantedSessions> wanted)
    {
        var ids = wanted.Select(each => each.Claim.Run.PortfolioId).ToList();
        var (first, last) = wanted.Count == 0
            ? (DateOnly.MaxValue, DateOnly.MinValue)
            : (wanted.Min(each => each.Sessions[0]), wanted.Max(each => each.Sessions[^1]));
        return db.Snapshots.Where(row => ids.Contains(row.PortfolioId) && row.Session >= first && row.Session <= last);
    }

    private static async Task TakeOverAsync(AppDbContext db, List<WantedSessions> wanted, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var claims = wanted.ToDictionary(each => each.Claim.Run.PortfolioId);
        foreach (var row in await ClaimsOf(db, wanted).Where(row => !row.IsComplete).ToListAsync(cancellationToken))
        {
            var claim = claims[row.PortfolioId].Claim;
            (row.RunId, row.Fence, row.LeaseUntil) = (claim.Run.Id, claim.Fence, until);
        }

        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private static async Task InsertAsync(
        AppDbContext db, List<WantedSessions> wanted, List<FoundSession> found, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var known = found.Select(row => (row.PortfolioId, row.Session)).ToHashSet();
        var claimed = wanted.SelectMany(each => each.Sessions
            .Where(session => !known.Contains((each.Claim.Run.PortfolioId, session)))
            .Select(session => new PortfolioSnapshot
            {
                PortfolioId = each.Claim.Run.PortfolioId,
                Session = session,
                RunId = each.Claim.Run.Id,
                Fence = each.Claim.Fence,
                LeaseUntil = until,
                CreatedAt = now,
            }));

        // Whoever inserted a session first has it; what was won is read back.
        await BulkInsert.InsertAsync(db, [.. claimed], cancellationToken, skipExisting: true);
    }

    // Of the newest snapshot, whichever was completed last.
    private static async Task SetEquityAsync(AppDbContext db, List<Guid> portfolios, CancellationToken cancellationToken)
    {
        if (portfolios.Count > 0)
        {
            await db.Portfolios.Where(portfolio => portfolios.Contains(portfolio.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(portfolio => portfolio.NetAssetValue, portfolio => db.Snapshots
                    .Where(snapshot => snapshot.PortfolioId == portfolio.Id && snapshot.IsComplete)
                    .OrderByDescending(snapshot => snapshot.Session)
                    .Select(snapshot => snapshot.Equity)
                    .First()),
                cancellationToken);
        }
    }

    private static void CopyFigures(PortfolioSnapshot from, PortfolioSnapshot to)
    {
        to.IsAnchor = from.IsAnchor;
        to.OpeningEquity = from.OpeningEquity;
        to.Equity = from.Equity;
        to.Cash = from.Cash;
        to.LongValue = from.LongValue;
        to.ShortValue = from.ShortValue;
        to.Gross = from.Gross;
        to.Net = from.Net;
        to.DayPnl = from.DayPnl;
        to.DayReturn = from.DayReturn;
        to.CumulativePnl = from.CumulativePnl;
        to.CumulativeReturn = from.CumulativeReturn;
        to.Income = from.Income;
        to.Realised = from.Realised;
        to.Flows = from.Flows;
        to.PositionCount = from.PositionCount;
        to.LongCount = from.LongCount;
        to.ShortCount = from.ShortCount;
        to.Residual = from.Residual;
        to.PositionsVersion = from.PositionsVersion;
        to.InputIdentity = from.InputIdentity;
        to.IsProvisional = from.IsProvisional;
    }

    private sealed record FoundSession(Guid PortfolioId, DateOnly Session, bool IsComplete);
}
