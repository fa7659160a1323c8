using App.Data.Market;
using App.Data.Portfolios;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>The entries of the security master that are there for one user alone: a private asset that was looked for in the market, a fund of a plan that no source knows.</summary>
/// <remarks>Whatever a source has told a name or a price of is market data, and stays: it says nothing of who held it.</remarks>
internal static class OwnSymbols
{
    /// <summary>The symbols of a user, held or aimed at, that no source knows.</summary>
    public static async Task<List<string>> OfAsync(AppDbContext db, Guid userId, CancellationToken cancellationToken)
    {
        var portfolios = db.EverOf(userId);
        var positions = db.Positions.Where(position => portfolios.Any(portfolio => portfolio.Id == position.PortfolioId));
        var symbols = await positions.Select(position => position.Symbol)
            .Union(positions.Where(position => position.UnderlyingSymbol != null).Select(position => position.UnderlyingSymbol!))
            .Union(db.TargetsOf(userId).Select(target => target.Symbol))
            .ToListAsync(cancellationToken);
        var unknown = new List<string>();
        foreach (var slice in symbols.Chunk(SecurityRows.PerQuery))
        {
            unknown.AddRange(await db.Securities.Where(security => slice.Contains(security.Symbol) && security.FirstBar == null && security.Name == null)
                .Select(security => security.Symbol).ToListAsync(cancellationToken));
        }

        unknown.Sort(StringComparer.Ordinal);
        return unknown;
    }

    /// <summary>Removes those that nobody has any more. Looked for in the positions by the slice, not one by one: positions have no index by symbol.</summary>
    public static async Task RemoveAsync(AppDbContext db, List<string> symbols, CancellationToken cancellationToken)
    {
        foreach (var slice in symbols.Chunk(SecurityRows.PerQuery))
        {
            await SecurityRows.LockAsync(db, slice, cancellationToken);
            var wanted = await db.Positions.Where(position => slice.Contains(position.Symbol)).Select(position => position.Symbol)
                .Union(db.Positions.Where(position => slice.Contains(position.UnderlyingSymbol!)).Select(position => position.UnderlyingSymbol!))
                .Union(db.TargetPrices.Where(target => slice.Contains(target.Symbol)).Select(target => target.Symbol))
                .ToListAsync(cancellationToken);
            string[] gone = [.. slice.Except(wanted, StringComparer.Ordinal)];
            await db.Securities.Where(security => gone.Contains(security.Symbol) && security.FirstBar == null && security.Name == null && !db.PriceBars.Any(bar => bar.Symbol == security.Symbol))
                .ExecuteDeleteAsync(cancellationToken);
        }
    }
}
