using App.Core.Calculations;
using App.Core.Portfolios;
using App.Data.Providers;
using App.Data.Snapshots;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Portfolios;

/// <summary>The cash entries in the database.</summary>
internal sealed class CashEntryStore(Database database) : ICashEntryStore
{
    public Task<Page<CashEntry>> ListAsync(Guid ownerId, Guid portfolioId, int limit, int offset, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                var entries = Of(db, ownerId, portfolioId);
                return new Page<CashEntry>(
                    await entries.OrderByDescending(entry => entry.Date).ThenByDescending(entry => entry.Id).Skip(offset).Take(limit).ToListAsync(token),
                    await entries.CountAsync(token));
            },
            cancellationToken);

    public Task<CashEntry?> FindAsync(Guid ownerId, Guid portfolioId, Guid entryId, CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => Of(db, ownerId, portfolioId).SingleOrDefaultAsync(entry => entry.Id == entryId, token), cancellationToken);

    public Task<CashEntryChange> AddAsync(Guid ownerId, CashEntry entry, DateOnly session, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(
            database, ownerId, entry.PortfolioId, session, next, now,
            async (db, token) =>
            {
                db.Add(entry);
                return await db.SaveChangesAsync(token) == 1;
            },
            cancellationToken);

    public Task<CashEntryChange> RemoveAsync(Guid ownerId, CashEntry entry, DateOnly session, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(
            database, ownerId, entry.PortfolioId, session, next, now,
            async (db, token) => await db.CashEntries.Where(row => row.Id == entry.Id).ExecuteDeleteAsync(token) == 1,
            cancellationToken);

    private static IQueryable<CashEntry> Of(AppDbContext db, Guid ownerId, Guid portfolioId) => db.CashEntries.AsNoTracking()
        .Where(entry => entry.PortfolioId == portfolioId
            && db.Portfolios.Any(portfolio => portfolio.Id == portfolioId && portfolio.OwnerId == ownerId && portfolio.DeletedAt == null));

    /// <summary>Changes what a portfolio's chain is calculated from: in one transaction with the change its run is stopped and its snapshots from a session on are removed.</summary>
    /// <param name="database">The database.</param>
    /// <param name="ownerId">Whose portfolio it is.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="session">The first session that is calculated anew.</param>
    /// <param name="next">The run that calculates from there on, pending; it takes the place of the one under way. Null for none.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="change">The change; false when there is nothing to be changed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task<CashEntryChange> ChangeAsync(
        Database database, Guid ownerId, Guid portfolioId, DateOnly session, CalculationRun? next, DateTimeOffset now, Func<AppDbContext, CancellationToken, Task<bool>> change, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async (db, token) =>
                {
                    var active = db.Portfolios.Where(portfolio => portfolio.OwnerId == ownerId && portfolio.DeletedAt == null);
                    var version = await active.Where(portfolio => portfolio.Id == portfolioId).Select(portfolio => portfolio.PositionsVersion).SingleOrDefaultAsync(token);
                    await BookSwap.BeginAsync(db, active, portfolioId, version, next, now, token);
                    if (!await change(db, token))
                    {
                        return CashEntryChange.NoEntry;
                    }

                    await SnapshotStore.RemoveFromAsync(db, portfolioId, session, token);
                    return CashEntryChange.Done;
                },
                cancellationToken);
        }
        catch (StaleVersionException)
        {
            return CashEntryChange.NoPortfolio;
        }
    }
}
