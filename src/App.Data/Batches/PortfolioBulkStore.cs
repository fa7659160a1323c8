using App.Core.Batches;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Batches;

/// <summary>Portfolios, many at once, in the database.</summary>
internal sealed class PortfolioBulkStore(Database database) : IPortfolioBulkStore
{
    public Task<IReadOnlyDictionary<string, int>> CountDeletedAsync(Guid ownerId, IReadOnlyCollection<string> accountKeys, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<string, int>>(
            async (db, token) => await db.EverOf(ownerId)
                .Where(portfolio => portfolio.DeletedAt != null && accountKeys.Contains(portfolio.AccountKey))
                .GroupBy(portfolio => portfolio.AccountKey)
                .ToDictionaryAsync(same => same.Key, same => same.Count(), token),
            cancellationToken);

    public async Task<PortfolioBulkAddition> AddAsync(Guid ownerId, IReadOnlyList<Portfolio> portfolios, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async (db, token) =>
                {
                    // No constraint keeps names apart, only those of accounts: of two calls at once the second waits for the first and then sees its names.
                    await db.LockOwnerAsync(ownerId, token);
                    if (await TakenAsync(db, ownerId, portfolios, token) is { IsNone: false } taken)
                    {
                        return new PortfolioBulkAddition(false, taken);
                    }

                    db.AddRange(portfolios);
                    await db.SaveChangesAsync(token);
                    await database.AuditAsync(db, new(AuditAction.PortfoliosCreated, ownerId, null, new Dictionary<string, object?> { ["portfolios"] = portfolios.Count }), token);
                    return new PortfolioBulkAddition(true, TakenNames.None);
                },
                cancellationToken);
        }
        catch (DbUpdateException exception) when (Database.IsUniqueViolation(exception))
        {
            // An import does not wait for such a call; it may have taken an account name after they were looked up.
            return new(false, await database.RunAsync((db, token) => TakenAsync(db, ownerId, portfolios, token), cancellationToken));
        }
    }

    public Task<TakenNames> TakenAsync(Guid ownerId, IReadOnlyCollection<string> nameKeys, IReadOnlyCollection<string> accountKeys, CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => TakenAsync(db, ownerId, nameKeys, accountKeys, token), cancellationToken);

    public Task<IReadOnlyList<PortfolioName>> NamesAsync(Guid ownerId, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<PortfolioName>>(
            async (db, token) => await db.ActiveOf(ownerId).Select(portfolio => new PortfolioName(portfolio.Id, portfolio.Name, portfolio.CreatedAt)).ToListAsync(token), cancellationToken);

    public Task<IReadOnlyList<Portfolio>> FindAsync(Guid ownerId, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<Portfolio>>(
            async (db, token) => await db.ActiveOf(ownerId).AsNoTracking().Where(portfolio => ids.Contains(portfolio.Id)).ToListAsync(token), cancellationToken);

    private static Task<TakenNames> TakenAsync(AppDbContext db, Guid ownerId, IReadOnlyList<Portfolio> portfolios, CancellationToken cancellationToken) =>
        TakenAsync(db, ownerId, portfolios.Select(portfolio => Portfolio.KeyOf(portfolio.Name)), portfolios.Select(portfolio => portfolio.AccountKey), cancellationToken);

    // All of the owner's names are read: the databases fold letters beyond ASCII each in its own way.
    private static async Task<TakenNames> TakenAsync(AppDbContext db, Guid ownerId, IEnumerable<string> nameKeys, IEnumerable<string> accountKeys, CancellationToken cancellationToken)
    {
        var there = await db.ActiveOf(ownerId).Select(portfolio => new { portfolio.Name, portfolio.AccountKey }).ToListAsync(cancellationToken);
        var names = there.Select(each => Portfolio.KeyOf(each.Name)).ToHashSet();
        var accounts = there.Select(each => each.AccountKey).ToHashSet();
        names.IntersectWith(nameKeys);
        accounts.IntersectWith(accountKeys);
        return new(names, accounts);
    }
}
