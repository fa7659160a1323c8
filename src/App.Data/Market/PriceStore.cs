using App.Core.Market;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Market;

/// <summary>The security master and the prices in the database.</summary>
internal sealed class PriceStore(Database database) : IPriceStore
{
    // SQLite takes at most 32 766 parameters in a statement; in slices of this size any book fits.
    private const int SymbolsPerQuery = 500;

    public Task<IReadOnlyDictionary<string, Security>> SecuritiesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<string, Security>>(
            async (db, token) =>
            {
                var found = new Dictionary<string, Security>(symbols.Count, StringComparer.Ordinal);
                foreach (var slice in symbols.Chunk(SymbolsPerQuery))
                {
                    await foreach (var security in db.Securities.AsNoTracking().Where(row => slice.Contains(row.Symbol)).AsAsyncEnumerable().WithCancellation(token))
                    {
                        found[security.Symbol] = security;
                    }
                }

                return found;
            },
            cancellationToken);

    public Task SaveAsync(IReadOnlyCollection<Security> securities, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                // By symbol: two runs that store the same entries in opposite orders would wait for each other.
                foreach (var slice in securities.OrderBy(security => security.Symbol, StringComparer.Ordinal).Chunk(SymbolsPerQuery))
                {
                    await UpsertAsync(db, slice, token);
                }

                return true;
            },
            cancellationToken);

    public Task AppendAsync(Security security, IReadOnlyCollection<DailyBar> bars, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                await UpsertAsync(db, [security], token);
                await BulkInsert.InsertAsync(db, [.. bars.Select(bar => PriceBar.From(security.Symbol, bar))], token, skipExisting: true);
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<string, PriceSeries>> LoadAsync(
        IReadOnlyCollection<string> symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<string, PriceSeries>>(
            async (db, token) =>
            {
                var series = new Dictionary<string, PriceSeries>(symbols.Count, StringComparer.Ordinal);
                foreach (var slice in symbols.Chunk(SymbolsPerQuery))
                {
                    var rows = await db.PriceBars.AsNoTracking()
                        .Where(bar => slice.Contains(bar.Symbol) && bar.Date >= from && bar.Date <= to)
                        .OrderBy(bar => bar.Symbol).ThenBy(bar => bar.Date)
                        .Select(bar => new { bar.Symbol, bar.Date, bar.Close, bar.AdjustedClose })
                        .ToListAsync(token);
                    foreach (var group in rows.GroupBy(row => row.Symbol, StringComparer.Ordinal))
                    {
                        series[group.Key] = new PriceSeries(
                            group.Key,
                            [.. group.Select(row => row.Date)],
                            [.. group.Select(row => row.Close)],
                            [.. group.Select(row => (double)row.AdjustedClose)]);
                    }
                }

                return series;
            },
            cancellationToken);

    // Two runs may meet a symbol for the first time together; whoever comes second updates what the first one stored.
    private static async Task UpsertAsync(AppDbContext db, IReadOnlyCollection<Security> securities, CancellationToken cancellationToken)
    {
        await BulkInsert.InsertAsync(db, securities, cancellationToken, skipExisting: true);
        db.UpdateRange(securities);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }
}
