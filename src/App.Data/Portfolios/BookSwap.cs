using App.Core.Calculations;
using App.Core.Portfolios;
using App.Data.Calculations;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Portfolios;

/// <summary>The portfolio is not at the version that a change was worked out on, not there, or another's. Rolls the transaction back.</summary>
internal sealed class StaleVersionException : Exception;

/// <summary>Puts other positions into the place of a portfolio's, within the caller's transaction.</summary>
internal static class BookSwap
{
    /// <summary>Takes the portfolio for a change of its positions: their version is raised, and no run of it may store anything any more.</summary>
    /// <param name="db">A context with a transaction begun.</param>
    /// <param name="active">The owner's active portfolios.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="version">The version that the change was worked out on.</param>
    /// <param name="next">The run that is put in place of the one under way, pending; null for none.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancellationToken">Ends the wait; the transaction is the caller's to roll back.</param>
    /// <exception cref="StaleVersionException">It is not at <paramref name="version"/>.</exception>
    public static async Task BeginAsync(
        AppDbContext db, IQueryable<Portfolio> active, Guid portfolioId, int version, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Runs first, as a run's own writes do: whoever locks in another order waits for us while we wait for them.
        await RunStore.SupersedeAsync(db, portfolioId, next, now, cancellationToken);
        var taken = await active
            .Where(portfolio => portfolio.Id == portfolioId && portfolio.PositionsVersion == version)
            .ExecuteUpdateAsync(set => set.SetProperty(portfolio => portfolio.PositionsVersion, version + 1), cancellationToken);
        if (taken == 0)
        {
            throw new StaleVersionException();
        }
    }

    /// <summary>Takes the portfolio for a change of its positions, whatever version they have: it is raised, and no run of it may store anything any more.</summary>
    /// <inheritdoc cref="BeginBesidesAsync" path="/param"/>
    /// <returns>The version before; null when the portfolio is not there, or another's.</returns>
    public static async Task<int?> TakeAsync(AppDbContext db, IQueryable<Portfolio> active, Guid portfolioId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var one = active.Where(portfolio => portfolio.Id == portfolioId);
        if (!await one.AnyAsync(cancellationToken))
        {
            return null;
        }

        await RunStore.SupersedeAsync(db, portfolioId, null, now, cancellationToken);
        return await one.ExecuteUpdateAsync(set => set.SetProperty(portfolio => portfolio.PositionsVersion, portfolio => portfolio.PositionsVersion + 1), cancellationToken) == 0
            ? null
            : await one.Select(portfolio => portfolio.PositionsVersion - 1).SingleAsync(cancellationToken);
    }

    /// <summary>Takes the portfolio for a change of something else that it is calculated from, such as its cash: no run of it may store anything any more; the positions keep their version.</summary>
    /// <inheritdoc cref="BeginAsync" path="/param"/>
    /// <exception cref="StaleVersionException">It is not there.</exception>
    public static async Task BeginBesidesAsync(
        AppDbContext db, IQueryable<Portfolio> active, Guid portfolioId, CalculationRun? next, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await RunStore.SupersedeAsync(db, portfolioId, next, now, cancellationToken);
        var taken = await active
            .Where(portfolio => portfolio.Id == portfolioId)
            .ExecuteUpdateAsync(set => set.SetProperty(portfolio => portfolio.PositionsVersion, portfolio => portfolio.PositionsVersion), cancellationToken);
        if (taken == 0)
        {
            throw new StaleVersionException();
        }
    }

    /// <summary>Replaces the positions. A row whose id is kept is updated, so that what refers to it stays.</summary>
    /// <remarks>Position values go: they are of other positions, and a figure that is missing is better than one that is wrong.</remarks>
    /// <returns>The positions before, in order.</returns>
    public static async Task<IReadOnlyList<Position>> SwapAsync(AppDbContext db, Guid portfolioId, IReadOnlyList<Position> after, CancellationToken cancellationToken)
    {
        after = LotKeys.Assign(after);
        var before = await db.Positions.AsNoTracking().Where(position => position.PortfolioId == portfolioId).OrderBy(position => position.Ordinal).ToListAsync(cancellationToken);
        await db.PositionValues.Where(value => value.PortfolioId == portfolioId).ExecuteDeleteAsync(cancellationToken);
        var (known, kept) = (before.ToDictionary(position => position.Id), after.Select(position => position.Id).ToHashSet());
        var gone = before.Where(position => !kept.Contains(position.Id)).Select(position => position.Id).ToList();
        await db.Positions.Where(position => gone.Contains(position.Id)).ExecuteDeleteAsync(cancellationToken);

        var moved = after.Where(position => known.TryGetValue(position.Id, out var row) && row.LotKey != position.LotKey).Select(position => position.Id).ToHashSet();
        await ClearKeysAsync(db, [.. moved], cancellationToken);

        // Compared with the row as it was: what is the same is left out of the statement, and a row without a difference has none.
        foreach (var position in after.Where(position => known.ContainsKey(position.Id)))
        {
            var row = db.Attach(position);
            row.OriginalValues.SetValues(known[position.Id]);
            if (moved.Contains(position.Id))
            {
                // As it is in the database now: SaveChanges would look for an order in which the keys can be passed along, and where they go round there is none.
                row.OriginalValues[nameof(Position.LotKey)] = ClearedOf(known[position.Id].LotKey);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        await BulkInsert.InsertAsync(db, [.. after.Where(position => !known.ContainsKey(position.Id))], cancellationToken);
        return before;
    }

    private static string ClearedOf(string key) => $"~{key}";

    /// <summary>Takes the keys of rows that get others out of the way: two that change keys would each find the other's in use. No key begins so.</summary>
    public static async Task ClearKeysAsync(AppDbContext db, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        const int PerStatement = 500;
        foreach (var slice in ids.Chunk(PerStatement))
        {
            await db.Positions.Where(position => slice.Contains(position.Id)).ExecuteUpdateAsync(set => set.SetProperty(position => position.LotKey, position => "~" + position.LotKey), cancellationToken);
        }
    }
}
