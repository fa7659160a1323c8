using App.Core.Calculations;
using App.Core.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Calculations;

/// <summary>Loads books from the database.</summary>
internal sealed class BookStore(Database database) : IBookStore
{
    public Task<IReadOnlyDictionary<Guid, Book>> LoadAsync(IReadOnlyCollection<Guid> portfolioIds, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<Guid, Book>>(
            async (db, token) =>
            {
                var portfolios = await db.Portfolios.AsNoTracking().Where(row => portfolioIds.Contains(row.Id) && row.DeletedAt == null).ToListAsync(token);
                var positions = await db.Positions.AsNoTracking()
                    .Where(row => portfolioIds.Contains(row.PortfolioId))
                    .OrderBy(row => row.PortfolioId).ThenBy(row => row.Ordinal)
                    .ToListAsync(token);
                var cash = (await db.CashEntries.AsNoTracking().Where(row => portfolioIds.Contains(row.PortfolioId)).OrderBy(row => row.Date).ThenBy(row => row.Id).ToListAsync(token))
                    .ToLookup(entry => entry.PortfolioId);
                var byPortfolio = positions.GroupBy(position => position.PortfolioId).ToDictionary(group => group.Key, IReadOnlyList<Position> (group) => [.. group]);
                return portfolios.ToDictionary(
                    portfolio => portfolio.Id, portfolio => new Book(portfolio, byPortfolio.GetValueOrDefault(portfolio.Id, [])) { Cash = [.. cash[portfolio.Id]] });
            },
            cancellationToken);
}
