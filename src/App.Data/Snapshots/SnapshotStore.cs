using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Data.Calculations;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Snapshots;

/// <summary>The snapshots in the database.</summary>
internal sealed class SnapshotStore(Database database) : ISnapshotStore
{
    public Task<PortfolioSnapshot?> LastCompleteAsync(Guid portfolioId, DateOnly session, CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => db.Snapshots.AsNoTracking()
                .Where(snapshot => snapshot.PortfolioId == portfolioId && snapshot.IsComplete && snapshot.Session <= session)
                .OrderByDescending(snapshot => snapshot.Session)
                .FirstOrDefaultAsync(token),
            cancellationToken);

    // A portfolio has one active run: an incomplete claim met by the run's holder is its own, or was left by a run that is over or by an earlier holder.
    public async Task<bool> ClaimAsync(RunClaim claim, DateOnly session, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async (db, token) =>
                {
                    if (!await HoldAsync(db, claim, now, token))
                    {
                        return false;
                    }

                    var row = await FindAsync(db, claim, session, token);
                    if (row is null)
                    {
                        db.Snapshots.Add(Claimed(claim, session, now, lease));
                    }
                    else if (row.IsComplete)
                    {
                        return false;
                    }
                    else
                    {
                        (row.RunId, row.Fence, row.LeaseUntil) = (claim.Run.Id, claim.Fence, now + lease);
                    }

                    await db.SaveChangesAsync(token);
                    return true;
                },
                cancellationToken);
        }
        catch (DbUpdateException exception) when (Database.IsUniqueViolation(exception))
        {
            return false;
        }
    }

    public Task<bool> CompleteAsync(RunClaim claim, PortfolioSnapshot snapshot, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                if (!await HoldAsync(db, claim, now, token))
                {
                    return false;
                }

                var row = await FindAsync(db, claim, snapshot.Session, token);
                if (row is null || row.IsComplete || row.RunId != claim.Run.Id || row.Fence != claim.Fence)
                {
                    return false;
                }

                CopyFigures(snapshot, row);
                row.IsComplete = true;
                row.CompletedAt = now;
                await db.SaveChangesAsync(token);
                await db.Portfolios
                    .Where(portfolio => portfolio.Id == row.PortfolioId
                        && !db.Snapshots.Any(later => later.PortfolioId == row.PortfolioId && later.IsComplete && later.Session > row.Session))
                    .ExecuteUpdateAsync(set => set.SetProperty(portfolio => portfolio.NetAssetValue, row.Equity), token);
                return true;
            },
            cancellationToken);

    public Task<Page<PortfolioSnapshot>> ListAsync(
        Guid ownerId, Guid portfolioId, DateOnly? from, DateOnly? to, int limit, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                var rows = db.Snapshots.AsNoTracking().Where(snapshot => snapshot.PortfolioId == portfolioId
                    && snapshot.IsComplete
                    && (from == null || snapshot.Session >= from)
                    && (to == null || snapshot.Session <= to)
                    && db.Portfolios.Any(portfolio => portfolio.Id == portfolioId && portfolio.OwnerId == ownerId && portfolio.DeletedAt == null));
                var total = await rows.CountAsync(token);
                var newest = await rows.OrderByDescending(snapshot => snapshot.Session).Take(limit).ToListAsync(token);
                newest.Reverse();
                return new Page<PortfolioSnapshot>(newest, total);
            },
            cancellationToken);

    /// <summary>Locks the run's row for the rest of the transaction, if the claim still holds.</summary>
    internal static async Task<bool> HoldAsync(AppDbContext db, RunClaim claim, DateTimeOffset now, CancellationToken cancellationToken) =>
        1 == await RunStore.HeldBy(db, claim).ExecuteUpdateAsync(set => set.SetProperty(run => run.HeartbeatAt, now), cancellationToken);

    private static Task<PortfolioSnapshot?> FindAsync(AppDbContext db, RunClaim claim, DateOnly session, CancellationToken cancellationToken) =>
        db.Snapshots.SingleOrDefaultAsync(row => row.PortfolioId == claim.Run.PortfolioId && row.Session == session, cancellationToken);

    private static PortfolioSnapshot Claimed(RunClaim claim, DateOnly session, DateTimeOffset now, TimeSpan lease) => new()
    {
        PortfolioId = claim.Run.PortfolioId,
        Session = session,
        RunId = claim.Run.Id,
        Fence = claim.Fence,
        LeaseUntil = now + lease,
        CreatedAt = now,
    };

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
        to.Realised = from.Realised;
        to.Flows = from.Flows;
        to.PositionCount = from.PositionCount;
        to.LongCount = from.LongCount;
        to.ShortCount = from.ShortCount;
        to.Residual = from.Residual;
        to.PositionsVersion = from.PositionsVersion;
    }
}
