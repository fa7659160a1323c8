using App.Core.Market;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Market;

/// <summary>What is stored of single symbols, in the database.</summary>
internal sealed class SecurityFactStore(Database database) : ISecurityFacts
{
    public Task<SecurityFacts?> FindAsync(string symbol, DateOnly since, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) =>
        {
            if (await db.Securities.AsNoTracking().SingleOrDefaultAsync(row => row.Symbol == symbol, token) is not { } entry)
            {
                return null;
            }

            return new SecurityFacts(
                entry,
                await db.PriceBars.AsNoTracking().SingleOrDefaultAsync(bar => bar.Symbol == symbol && bar.Date == entry.LastBar, token),
                await db.Fundamentals.AsNoTracking().SingleOrDefaultAsync(row => row.Symbol == symbol, token),
                [.. (await SeriesActions.ReadAsync(db, [symbol], since, DateOnly.MaxValue, token)).Select(SeriesActions.ToAction)]);
        },
        cancellationToken);
}
