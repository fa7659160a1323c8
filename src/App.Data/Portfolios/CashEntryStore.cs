using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Providers;
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

    public Task<ChainChange> AddAsync(Guid ownerId, CashEntry entry, DateOnly session, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChainInput.ChangeAsync(
            database, ownerId, entry.PortfolioId, session, next, now, AuditAction.CashRecorded,
            async (db, token) =>
            {
                db.Add(entry);
                return await db.SaveChangesAsync(token) == 1;
            },
            cancellationToken);

    public Task<ChainChange> RemoveAsync(Guid ownerId, CashEntry entry, DateOnly session, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChainInput.ChangeAsync(
            database, ownerId, entry.PortfolioId, session, next, now, AuditAction.CashRemoved,
            async (db, token) => await db.CashEntries.Where(row => row.Id == entry.Id).ExecuteDeleteAsync(token) == 1,
            cancellationToken);

    private static IQueryable<CashEntry> Of(AppDbContext db, Guid ownerId, Guid portfolioId) => db.CashEntries.AsNoTracking().OfPortfolio(db, ownerId, portfolioId);
}
