using App.Core.Market;
using Npgsql;

namespace App.Data.Market;

/// <summary>Reads closes from PostgreSQL: one prepared statement for each symbol, all sent at once.</summary>
/// <remarks>
/// Each is a walk along the key, which gives the days in order without a sort and without the symbol in every row. One statement for all symbols is planned as
/// a sort of everything once many years are asked for, and spills to disk.
/// </remarks>
internal static class PostgresSeriesReader
{
    private const string Sql =
        "SELECT date, close, total_return_index FROM price_bars WHERE symbol = $1 AND date >= $2 AND date <= $3 AND NOT is_quarantined ORDER BY date";

    public static async Task<List<PriceSeries>> ReadAsync(
        NpgsqlConnection connection, string[] symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var symbol in symbols)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = symbol },
                    new NpgsqlParameter<DateOnly> { TypedValue = from },
                    new NpgsqlParameter<DateOnly> { TypedValue = to },
                },
            });
        }

        // Stays prepared on the pooled connection: the next load only binds.
        await batch.PrepareAsync(cancellationToken);
        List<PriceSeries> found = [];
        var builder = new SeriesBuilder();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var symbol in symbols)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                builder.Add(reader.GetFieldValue<DateOnly>(0), reader.GetDecimal(1), reader.GetDouble(2));
            }

            if (builder.Take(symbol) is { } series)
            {
                found.Add(series);
            }

            await reader.NextResultAsync(cancellationToken);
        }

        return found;
    }
}
