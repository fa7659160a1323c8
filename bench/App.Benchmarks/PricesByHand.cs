using System.Globalization;
using App.Core.Market;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace App.Benchmarks;

/// <summary>Writes and reads prices as somebody would who writes for this table and one database only.</summary>
internal interface IPricesByHand
{
    /// <summary>Writes a slice in one transaction.</summary>
    Task WriteAsync(IReadOnlyList<PriceBar> bars);

    /// <summary>Reads the symbols' closes into arrays.</summary>
    /// <returns>How many days were read.</returns>
    Task<int> ReadAsync(string[] symbols, DateOnly from, DateOnly to);

    /// <summary>Empties the table.</summary>
    Task ClearAsync();
}

/// <summary>One series as read by hand.</summary>
internal sealed class HandSeries
{
    public List<DateOnly> Dates { get; } = [];

    public List<decimal> Closes { get; } = [];

    public List<double> Index { get; } = [];

    public void Add(DateOnly date, decimal close, double index)
    {
        Dates.Add(date);
        Closes.Add(close);
        Index.Add(index);
    }
}

/// <summary>One prepared INSERT; one ordered SELECT through the data reader's own getters.</summary>
internal sealed class PricesByHandSqlite(string connectionString) : IPricesByHand
{
    public async Task WriteAsync(IReadOnlyList<PriceBar> bars)
    {
        await using var connection = await OpenAsync();
        await using var transaction = connection.BeginTransaction();
        Insert(connection, transaction, bars);
        await transaction.CommitAsync();
    }

    public async Task<int> ReadAsync(string[] symbols, DateOnly from, DateOnly to)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        var names = Enumerable.Range(0, symbols.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"$s{i}")).ToList();
#pragma warning disable CA2100 // Numbered parameters.
        command.CommandText = $"SELECT symbol, date, close, total_return_index FROM price_bars WHERE symbol IN ({string.Join(',', names)}) AND date BETWEEN $from AND $to AND NOT is_quarantined ORDER BY symbol, date";
#pragma warning restore CA2100
        for (var i = 0; i < symbols.Length; i++)
        {
            command.Parameters.AddWithValue(names[i], symbols[i]);
        }

        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        var found = new Dictionary<string, HandSeries>();
        var (current, series) = (string.Empty, new HandSeries());
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var symbol = reader.GetString(0);
            if (symbol != current)
            {
                (current, series) = (symbol, found[symbol] = new HandSeries());
            }

            series.Add(reader.GetFieldValue<DateOnly>(1), reader.GetDecimal(2), reader.GetDouble(3));
        }

        return found.Values.Sum(each => each.Dates.Count);
    }

    public async Task ClearAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM price_bars; DELETE FROM securities";
        await command.ExecuteNonQueryAsync();
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON";
        await pragmas.ExecuteNonQueryAsync();
        return connection;
    }

    private static void Insert(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<PriceBar> bars)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO price_bars (symbol, date, open, high, low, close, total_return_index, volume, is_quarantined) VALUES (@0,@1,@2,@3,@4,@5,@6,@7,@8)";
        var p = Enumerable.Range(0, 9).Select(i => command.Parameters.Add(new SqliteParameter($"@{i}", null))).ToArray();
        command.Prepare();
        foreach (var bar in bars)
        {
            p[0].Value = bar.Symbol;
            p[1].Value = bar.Date;
            p[2].Value = bar.Open;
            p[3].Value = bar.High;
            p[4].Value = bar.Low;
            p[5].Value = bar.Close;
            p[6].Value = bar.TotalReturnIndex;
            p[7].Value = bar.Volume;
            p[8].Value = bar.IsQuarantined;
            command.ExecuteNonQuery();
        }
    }
}

/// <summary>One binary COPY with typed writes; one ordered SELECT.</summary>
internal sealed class PricesByHandPostgres(string connectionString) : IPricesByHand
{
    public async Task WriteAsync(IReadOnlyList<PriceBar> bars)
    {
        await using var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var writer = await connection.BeginBinaryImportAsync(
            "COPY price_bars (symbol, date, open, high, low, close, total_return_index, volume, is_quarantined) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var bar in bars)
            {
                await writer.StartRowAsync();
                await writer.WriteAsync(bar.Symbol, NpgsqlDbType.Varchar);
                await writer.WriteAsync(bar.Date, NpgsqlDbType.Date);
                await writer.WriteAsync(bar.Open, NpgsqlDbType.Numeric);
                await writer.WriteAsync(bar.High, NpgsqlDbType.Numeric);
                await writer.WriteAsync(bar.Low, NpgsqlDbType.Numeric);
                await writer.WriteAsync(bar.Close, NpgsqlDbType.Numeric);
                await writer.WriteAsync(bar.TotalReturnIndex, NpgsqlDbType.Double);
                await writer.WriteAsync(bar.Volume, NpgsqlDbType.Bigint);
                await writer.WriteAsync(bar.IsQuarantined, NpgsqlDbType.Boolean);
            }

            await writer.CompleteAsync();
        }

        await transaction.CommitAsync();
    }

    public async Task<int> ReadAsync(string[] symbols, DateOnly from, DateOnly to)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT symbol, date, close, total_return_index FROM price_bars WHERE symbol = ANY($1) AND date BETWEEN $2 AND $3 AND NOT is_quarantined ORDER BY symbol, date", connection)
        {
            Parameters = { new() { Value = symbols }, new() { Value = from }, new() { Value = to } },
        };
        var found = new Dictionary<string, HandSeries>();
        var (current, series) = (string.Empty, new HandSeries());
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var symbol = reader.GetString(0);
            if (symbol != current)
            {
                (current, series) = (symbol, found[symbol] = new HandSeries());
            }

            series.Add(reader.GetFieldValue<DateOnly>(1), reader.GetDecimal(2), reader.GetDouble(3));
        }

        return found.Values.Sum(each => each.Dates.Count);
    }

    public async Task ClearAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand("TRUNCATE price_bars; DELETE FROM securities", connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }
}
