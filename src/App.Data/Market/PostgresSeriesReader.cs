using App.Core.Market;
using Npgsql;

namespace App.Data.Market;

/// <summary>Reads closes from PostgreSQL: one statement that looks each symbol up in the key's own order, so that nothing has to be sorted.</summary>
internal static class PostgresSeriesReader
{
    // The symbol's number instead of its name: four bytes a row. The lateral join is a loop over the index, symbol after symbol.
    private const string Sql =
        """
        SELECT s.number::int, b.date, b.close, b.total_return_index
        FROM unnest($1) WITH ORDINALITY AS s(symbol, number)
        CROSS JOIN LATERAL (
            SELECT date, close, total_return_index FROM price_bars
            WHERE symbol = s.symbol AND date BETWEEN $2 AND $3 AND NOT is_quarantined
            ORDER BY date
        ) AS b
        """;

    public static async Task<List<PriceSeries>> ReadAsync(
        NpgsqlConnection connection, string[] symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string[]> { TypedValue = symbols },
                new NpgsqlParameter<DateOnly> { TypedValue = from },
                new NpgsqlParameter<DateOnly> { TypedValue = to },
            },
        };
        List<PriceSeries> found = [];
        var builder = new SeriesBuilder();
        var current = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var number = reader.GetInt32(0);
            if (number != current)
            {
                Finish();
                current = number;
            }

            builder.Add(reader.GetFieldValue<DateOnly>(1), reader.GetDecimal(2), reader.GetDouble(3));
        }

        Finish();
        return found;

        void Finish()
        {
            if (current > 0 && builder.Take(symbols[current - 1]) is { } series)
            {
                found.Add(series);
            }
        }
    }
}
