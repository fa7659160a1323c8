using App.Core.Snapshots;
using App.Data.Calculations;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Snapshots;

/// <summary>The positions' values in the database.</summary>
internal sealed class PositionValueStore(Database database) : IPositionValueStore
{
    public Task<IReadOnlyList<bool>> ReplaceAsync(IReadOnlyList<CalculatedValues> calculated, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<bool>>(
            async (db, token) =>
            {
                var held = await RunStore.HoldAsync(db, [.. calculated.Select(each => each.Claim)], now, token);
                var kept = calculated.Where(each => held.Contains(each.Claim.Run.Id)).ToList();
                var portfolios = kept.ConvertAll(each => each.Claim.Run.PortfolioId);
                await db.PositionValues.Where(value => portfolios.Contains(value.PortfolioId)).ExecuteDeleteAsync(token);
                await BulkInsert.InsertAsync(db, [.. kept.SelectMany(each => each.Values)], token);
                return [.. calculated.Select(each => held.Contains(each.Claim.Run.Id))];
            },
            cancellationToken);

    public Task<IReadOnlyList<PositionValue>> ListAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<PositionValue>>(
            async (db, token) => await db.PositionValues.AsNoTracking().OfPortfolio(db, ownerId, portfolioId).ToListAsync(token), cancellationToken);
}
