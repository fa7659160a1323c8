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
                var given = await ValuationsAsync(db, positions, token);
                var byPortfolio = positions.GroupBy(position => position.PortfolioId).ToDictionary(group => group.Key, IReadOnlyList<Position> (group) => [.. group]);
                return portfolios.ToDictionary(
                    portfolio => portfolio.Id, portfolio => new Book(portfolio, byPortfolio.GetValueOrDefault(portfolio.Id, []))
                    {
                        Cash = [.. cash[portfolio.Id]],
                        Valuations = given[portfolio.Id].ToDictionary(each => each.PositionId, each => each.Given),
                    });
            },
            cancellationToken);

    // Asked for only where there are private assets.
    private static async Task<ILookup<Guid, (Guid PositionId, IReadOnlyList<PositionValuation> Given)>> ValuationsAsync(AppDbContext db, List<Position> positions, CancellationToken cancellationToken)
    {
        var portfolioOf = positions.Where(position => position.Class == InvestmentClass.Private).ToDictionary(position => position.Id, position => position.PortfolioId);
        var ids = portfolioOf.Keys.ToList();
        var rows = ids.Count == 0 ? [] : await db.Valuations.AsNoTracking().Where(row => ids.Contains(row.PositionId)).OrderBy(row => row.Date).ToListAsync(cancellationToken);
        return rows.GroupBy(row => row.PositionId).ToLookup(group => portfolioOf[group.Key], Listed);

        static (Guid PositionId, IReadOnlyList<PositionValuation> Given) Listed(IGrouping<Guid, PositionValuation> group) => (group.Key, [.. group]);
    }
}
