using App.Core.Calculations;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Calculations;

/// <summary>Loads books from the database.</summary>
internal sealed class BookStore(Database database) : IBookStore
{
    public Task<Book?> LoadAsync(Guid portfolioId, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                var portfolio = await db.Portfolios.AsNoTracking().SingleOrDefaultAsync(row => row.Id == portfolioId && row.DeletedAt == null, token);
                return portfolio is null
                    ? null
                    : new Book(
                        portfolio,
                        await db.Positions.AsNoTracking().Where(row => row.PortfolioId == portfolioId).OrderBy(row => row.Ordinal).ToListAsync(token));
            },
            cancellationToken);
}
