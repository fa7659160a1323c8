using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Portfolios;

/// <summary>The values of private assets in the database.</summary>
internal sealed class ValuationStore(Database database) : IValuationStore
{
    public Task<Position?> FindPositionAsync(Guid ownerId, Guid portfolioId, Guid positionId, CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => db.Positions.OfPortfolio(db, ownerId, portfolioId).AsNoTracking().SingleOrDefaultAsync(position => position.Id == positionId, token), cancellationToken);

    public Task<Page<PositionValuation>> ListAsync(Guid ownerId, Guid portfolioId, Guid positionId, int limit, int offset, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                var given = Of(db, ownerId, portfolioId, positionId);
                return new Page<PositionValuation>(await given.OrderByDescending(valuation => valuation.Date).Skip(offset).Take(limit).ToListAsync(token), await given.CountAsync(token));
            },
            cancellationToken);

    public Task<PositionValuation?> FindAsync(Guid ownerId, Guid portfolioId, Guid positionId, Guid valuationId, CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => Of(db, ownerId, portfolioId, positionId).SingleOrDefaultAsync(valuation => valuation.Id == valuationId, token), cancellationToken);

    // The portfolio's row is held by then: two values of the same day come one after the other, and no import takes the position away in between.
    public Task<ChainChange> AddAsync(
        Guid ownerId, Guid portfolioId, PositionValuation valuation, DateOnly session, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChainInput.ChangeAsync(
            database, ownerId, portfolioId, session, next, now, AuditAction.ValuationRecorded,
            async (db, token) =>
            {
                if (!await db.Positions.OfPortfolio(db, ownerId, portfolioId).AnyAsync(position => position.Id == valuation.PositionId, token))
                {
                    return false;
                }

                await db.Valuations.Where(row => row.PositionId == valuation.PositionId && row.Date == valuation.Date).ExecuteDeleteAsync(token);
                db.Add(valuation);
                return await db.SaveChangesAsync(token) == 1;
            },
            cancellationToken);

    public Task<ChainChange> RemoveAsync(
        Guid ownerId, Guid portfolioId, PositionValuation valuation, DateOnly session, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChainInput.ChangeAsync(
            database, ownerId, portfolioId, session, next, now, AuditAction.ValuationRemoved,
            async (db, token) => await db.Valuations.Where(row => row.Id == valuation.Id).ExecuteDeleteAsync(token) == 1,
            cancellationToken);

    /// <summary>The values of all positions of a portfolio.</summary>
    internal static IQueryable<PositionValuation> OfPortfolio(AppDbContext db, Guid portfolioId) =>
        db.Valuations.Where(valuation => db.Positions.Any(position => position.Id == valuation.PositionId && position.PortfolioId == portfolioId));

    private static IQueryable<PositionValuation> Of(AppDbContext db, Guid ownerId, Guid portfolioId, Guid positionId)
    {
        var positions = db.Positions.OfPortfolio(db, ownerId, portfolioId);
        return db.Valuations.AsNoTracking().Where(valuation => valuation.PositionId == positionId && positions.Any(position => position.Id == positionId));
    }
}
