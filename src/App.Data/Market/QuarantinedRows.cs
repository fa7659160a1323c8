using App.Core.Market;
using App.Core.Portfolios;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Market;

/// <summary>The quarantined bars with their neighbours.</summary>
internal static class QuarantinedRows
{
    /// <summary>Those of many symbols: a walk along the key for each, however many books they are of.</summary>
    public static async Task<IReadOnlyList<QuarantinedPrice>> ReadAsync(
        AppDbContext db, IReadOnlyCollection<string> symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        List<QuarantinedPrice> found = [];
        foreach (var slice in symbols.Chunk(SecurityRows.PerQuery))
        {
            var bars = db.PriceBars.Where(bar => slice.Contains(bar.Symbol) && bar.Date >= from && bar.Date <= to && bar.IsQuarantined);
            found.AddRange(await Of(db, bars.OrderBy(bar => bar.Symbol).ThenBy(bar => bar.Date)).ToListAsync(cancellationToken));
        }

        return found;
    }

    /// <summary>A page of all, or of one symbol's. There is no index for all: it reads every bar, which operators ask for now and then.</summary>
    public static async Task<Page<QuarantinedPrice>> ListAsync(AppDbContext db, string? symbol, int limit, int offset, CancellationToken cancellationToken)
    {
        var bars = db.PriceBars.Where(bar => bar.IsQuarantined && (symbol == null || bar.Symbol == symbol));
        var total = await bars.CountAsync(cancellationToken);
        var page = bars.OrderByDescending(bar => bar.Date).ThenBy(bar => bar.Symbol).Skip(offset).Take(limit);
        return new Page<QuarantinedPrice>(total == 0 ? [] : await Of(db, page).ToListAsync(cancellationToken), total);
    }

    private static IQueryable<QuarantinedPrice> Of(AppDbContext db, IQueryable<PriceBar> bars) => bars.AsNoTracking().Select(bar => new QuarantinedPrice(
        bar.Symbol,
        bar.Date,
        bar.Close,
        db.PriceBars.Where(other => other.Symbol == bar.Symbol && other.Date < bar.Date && !other.IsQuarantined).OrderByDescending(other => other.Date).Select(other => (decimal?)other.Close).FirstOrDefault(),
        db.PriceBars.Where(other => other.Symbol == bar.Symbol && other.Date > bar.Date).OrderBy(other => other.Date).Select(other => (decimal?)other.Close).FirstOrDefault())
    {
        Source = db.Securities.Where(security => security.Symbol == bar.Symbol).Select(security => security.Source).FirstOrDefault(),
    });
}
