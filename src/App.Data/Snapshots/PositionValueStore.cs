using App.Core.Calculations;
using App.Core.Snapshots;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Snapshots;

/// <summary>The positions' values in the database.</summary>
internal sealed class PositionValueStore(Database database, TimeProvider time) : IPositionValueStore
{
    public Task<bool> ReplaceAsync(RunClaim claim, IReadOnlyList<PositionValue> values, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                if (!await SnapshotStore.HoldAsync(db, claim, time.GetUtcNow(), token))
                {
                    return false;
                }

                await db.PositionValues.Where(value => value.PortfolioId == claim.Run.PortfolioId).ExecuteDeleteAsync(token);
                await BulkInsert.InsertAsync(db, values, token);
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<PositionValue>> ListAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<PositionValue>>(
            async (db, token) => await db.PositionValues.AsNoTracking()
                .Where(value => value.PortfolioId == portfolioId
                    && db.Portfolios.Any(portfolio => portfolio.Id == portfolioId && portfolio.OwnerId == ownerId && portfolio.DeletedAt == null))
                .ToListAsync(token),
            cancellationToken);
}
