using App.Core.Market;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Market;

/// <summary>Claims on symbols and what is fetched under them, in the database.</summary>
internal sealed class MarketDataStore(Database database) : IMarketDataStore
{
    // Days around a request that are read along: the neighbours by which its first and last price are judged. A longer halt has no neighbours.
    private const int NeighbourDays = 21;

    public Task<IReadOnlyDictionary<string, Security>> SecuritiesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<string, Security>>(async (db, token) => await SecurityRows.ReadAsync(db, symbols, token), cancellationToken);

    public Task<IReadOnlyDictionary<string, Security>> TakeAsync(
        IReadOnlyCollection<string> symbols, string holder, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyDictionary<string, Security>>(
            async (db, token) =>
            {
                // Rows first: two runs may meet a symbol for the first time together.
                var ordered = symbols.Order(StringComparer.Ordinal).ToArray();
                var known = await SecurityRows.ReadAsync(db, ordered, token);
                await BulkInsert.InsertAsync(
                    db, [.. ordered.Where(symbol => !known.ContainsKey(symbol)).Select(symbol => new Security { Symbol = symbol })], token, skipExisting: true);
                var taken = new Dictionary<string, Security>(StringComparer.Ordinal);
                foreach (var slice in ordered.Chunk(SecurityRows.PerQuery))
                {
                    await SecurityRows.LockAsync(db, slice, token);
                    await db.Securities
                        .Where(row => slice.Contains(row.Symbol) && (row.FetchUntil == null || row.FetchUntil <= now))
                        .ExecuteUpdateAsync(set => set.SetProperty(row => row.FetchHolder, holder).SetProperty(row => row.FetchUntil, until), token);
                    foreach (var row in (await SecurityRows.ReadAsync(db, slice, token)).Values.Where(row => row.FetchHolder == holder))
                    {
                        taken.Add(row.Symbol, row);
                    }
                }

                return taken;
            },
            cancellationToken);

    public Task RenewAsync(IReadOnlyCollection<string> symbols, string holder, DateTimeOffset until, CancellationToken cancellationToken) =>
        UpdateHeldAsync(symbols, holder, holder, until, cancellationToken);

    public Task ReleaseAsync(IReadOnlyCollection<string> symbols, string holder, CancellationToken cancellationToken) =>
        UpdateHeldAsync(symbols, holder, null, null, cancellationToken);

    public Task<IReadOnlyDictionary<string, StoredHistory>> HistoriesAsync(IReadOnlyCollection<HistoryRequest> days, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<string, StoredHistory>>(
            async (db, token) =>
            {
                var found = new Dictionary<string, StoredHistory>(StringComparer.Ordinal);

                // Most symbols are asked for the same days: a query for each range, not for each symbol.
                foreach (var range in days.GroupBy(request => (request.From, request.To)))
                {
                    foreach (var slice in range.Select(request => request.Symbol).Chunk(SecurityRows.PerQuery))
                    {
                        await ReadHistoriesAsync(db, slice, range.Key.From.AddDays(-NeighbourDays), range.Key.To.AddDays(NeighbourDays), found, token);
                    }
                }

                return found;
            },
            cancellationToken);

    public Task<IReadOnlyList<QuarantinedPrice>> QuarantinedAsync(IReadOnlyCollection<string> symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => QuarantinedRows.ReadAsync(db, symbols, from, to, token), cancellationToken);

    public Task<int> RemoveSampleAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                var sample = db.Securities.Where(row => row.IsSample).Select(row => row.Symbol);
                await db.PriceBars.Where(row => sample.Contains(row.Symbol)).ExecuteDeleteAsync(token);
                await db.CorporateActions.Where(row => sample.Contains(row.Symbol)).ExecuteDeleteAsync(token);
                await db.Fundamentals.Where(row => sample.Contains(row.Symbol)).ExecuteDeleteAsync(token);
                return await db.Securities.Where(row => row.IsSample).ExecuteDeleteAsync(token);
            },
            cancellationToken);

    public Task<IReadOnlySet<string>> StoreAsync(string holder, IReadOnlyCollection<SecurityUpdate> updates, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlySet<string>>(
            async (db, token) =>
            {
                var held = await HeldAsync(db, holder, [.. updates.Select(update => update.Entry.Symbol)], token);
                await new UpdateWriter(db, [.. updates.Where(update => held.Contains(update.Entry.Symbol))]).WriteAsync(token);
                return held;
            },
            cancellationToken);

    private static async Task<HashSet<string>> HeldAsync(AppDbContext db, string holder, IReadOnlyCollection<string> symbols, CancellationToken cancellationToken)
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var slice in symbols.Order(StringComparer.Ordinal).Chunk(SecurityRows.PerQuery))
        {
            await SecurityRows.LockAsync(db, slice, cancellationToken);
            held.UnionWith(await db.Securities.Where(row => slice.Contains(row.Symbol) && row.FetchHolder == holder).Select(row => row.Symbol).ToListAsync(cancellationToken));
        }

        return held;
    }

    private Task<bool> UpdateHeldAsync(IReadOnlyCollection<string> symbols, string holder, string? next, DateTimeOffset? until, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                foreach (var slice in symbols.Order(StringComparer.Ordinal).Chunk(SecurityRows.PerQuery))
                {
                    await SecurityRows.LockAsync(db, slice, token);
                    await db.Securities
                        .Where(row => slice.Contains(row.Symbol) && row.FetchHolder == holder)
                        .ExecuteUpdateAsync(set => set.SetProperty(row => row.FetchHolder, next).SetProperty(row => row.FetchUntil, until), token);
                }

                return true;
            },
            cancellationToken);

    private static async Task ReadHistoriesAsync(
        AppDbContext db, string[] symbols, DateOnly from, DateOnly to, Dictionary<string, StoredHistory> found, CancellationToken cancellationToken)
    {
        var bars = await db.PriceBars.AsNoTracking()
            .Where(bar => symbols.Contains(bar.Symbol) && bar.Date >= from && bar.Date <= to)
            .OrderBy(bar => bar.Symbol).ThenBy(bar => bar.Date)
            .ToListAsync(cancellationToken);
        var actions = (await SeriesActions.ReadAsync(db, symbols, from, to, cancellationToken)).ToLookup(action => action.Symbol, StringComparer.Ordinal);
        foreach (var symbol in bars.GroupBy(bar => bar.Symbol, StringComparer.Ordinal))
        {
            found[symbol.Key] = new StoredHistory([.. symbol], [.. actions[symbol.Key].Select(SeriesActions.ToAction)]);
        }
    }
}
