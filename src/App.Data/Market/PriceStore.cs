using App.Core.Market;
using App.Core.Portfolios;
using App.Data.Providers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Data.Market;

/// <summary>The security master and the prices in the database, to be read.</summary>
/// <remarks>Every run loads prices, so they do not pass through EF Core: each database is read in the way it is fastest at, straight into arrays.</remarks>
internal sealed class PriceStore(Database database) : IPriceStore
{
    public Task<IReadOnlyDictionary<string, Security>> SecuritiesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<string, Security>>(async (db, token) => await SecurityRows.ReadAsync(db, symbols, token), cancellationToken);

    public Task<IReadOnlyDictionary<string, PriceSeries>> LoadAsync(
        IReadOnlyCollection<string> symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<string, PriceSeries>>(
            async (db, token) =>
            {
                var series = new Dictionary<string, PriceSeries>(symbols.Count, StringComparer.Ordinal);
                if (symbols.Count == 0 || from > to)
                {
                    return series;
                }

                await db.Database.OpenConnectionAsync(token);
                foreach (var slice in symbols.Distinct(StringComparer.Ordinal).Chunk(SecurityRows.PerQuery))
                {
                    // Those after the last day too: a file of today states positions by splits that an earlier session has not seen.
                    var actions = (await SeriesActions.ReadAsync(db, slice, from, DateOnly.MaxValue, token)).ToLookup(action => action.Symbol, StringComparer.Ordinal);
                    foreach (var read in await ReadAsync(db, slice, from, to, token))
                    {
                        series.Add(read.Symbol, read with
                        {
                            Actions = [.. actions[read.Symbol].Select(SeriesActions.ToAction)],
                            ActionsKnownAt = [.. actions[read.Symbol].Select(action => action.KnownAt)],
                        });
                    }
                }

                return series;
            },
            cancellationToken);

    public Task<IReadOnlyList<QuarantinedPrice>> QuarantinedAsync(IReadOnlyCollection<string> symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => QuarantinedRows.ReadAsync(db, symbols, from, to, token), cancellationToken);

    public Task<Page<QuarantinedPrice>> ListQuarantinedAsync(string? symbol, int limit, int offset, CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => QuarantinedRows.ListAsync(db, symbol, limit, offset, token), cancellationToken);

    private static async Task<List<PriceSeries>> ReadAsync(AppDbContext db, string[] symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        db.Database.GetDbConnection() is NpgsqlConnection postgres
            ? await PostgresSeriesReader.ReadAsync(postgres, symbols, from, to, cancellationToken)
            : SqliteSeriesReader.Read((SqliteConnection)db.Database.GetDbConnection(), symbols, from, to, cancellationToken);
}
