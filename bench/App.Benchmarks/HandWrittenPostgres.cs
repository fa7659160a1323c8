using App.Core.Portfolios;
using Npgsql;
using NpgsqlTypes;

namespace App.Benchmarks;

/// <summary>One binary COPY with typed writes.</summary>
internal sealed class HandWrittenPostgres(string connectionString) : IHandWritten
{
    public async Task AddAsync(Portfolio portfolio, List<Position> positions)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(
            $"INSERT INTO portfolios ({HandWritten.PortfolioColumns}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)", connection, transaction))
        {
            object?[] values =
            [
                portfolio.Id, portfolio.OwnerId, portfolio.Name, portfolio.AccountName, portfolio.AccountKey, "taxable", portfolio.EquityBalance,
                portfolio.EquityAsOf, portfolio.Description, portfolio.NetAssetValue, portfolio.PositionsVersion, portfolio.CreatedAt, null,
            ];
            foreach (var value in values)
            {
                command.Parameters.AddWithValue(value ?? DBNull.Value);
            }

            await command.ExecuteNonQueryAsync();
        }

        await CopyAsync(connection, positions);
        await transaction.CommitAsync();
    }

    private static async Task CopyAsync(NpgsqlConnection connection, List<Position> positions)
    {
        await using var writer = await connection.BeginBinaryImportAsync($"COPY positions ({HandWritten.PositionColumns}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in positions)
        {
            await writer.StartRowAsync();
            await writer.WriteAsync(row.Id, NpgsqlDbType.Uuid);
            await writer.WriteAsync(row.PortfolioId, NpgsqlDbType.Uuid);
            await writer.WriteAsync(row.Ordinal, NpgsqlDbType.Integer);
            await writer.WriteAsync(row.Symbol, NpgsqlDbType.Varchar);
            await writer.WriteAsync(row.Quantity, NpgsqlDbType.Numeric);
            await writer.WriteAsync(row.EntryPrice, NpgsqlDbType.Numeric);
            await writer.WriteAsync(row.EntryDate, NpgsqlDbType.Date);
            await writer.WriteAsync(HandWritten.ClassOf(row), NpgsqlDbType.Varchar);
            await WriteAsync(writer, HandWritten.SubtypeOf(row));
            await writer.WriteAsync(HandWritten.TypeOf(row), NpgsqlDbType.Varchar);
            await WriteAsync(writer, row.UnderlyingSymbol);
            await WriteAsync(writer, row.StrikePrice, NpgsqlDbType.Numeric);
            await WriteAsync(writer, row.ExpirationDate, NpgsqlDbType.Date);
            await WriteAsync(writer, HandWritten.OptionTypeOf(row));
            await WriteAsync(writer, row.ExitDate, NpgsqlDbType.Date);
            await WriteAsync(writer, row.ExitPrice, NpgsqlDbType.Numeric);
            await writer.WriteAsync(row.LotKey, NpgsqlDbType.Varchar);
        }

        await writer.CompleteAsync();
    }

    private static Task WriteAsync(NpgsqlBinaryImporter writer, string? value) =>
        value is null ? writer.WriteNullAsync() : writer.WriteAsync(value, NpgsqlDbType.Varchar);

    private static Task WriteAsync<T>(NpgsqlBinaryImporter writer, T? value, NpgsqlDbType type)
        where T : struct => value is { } known ? writer.WriteAsync(known, type) : writer.WriteNullAsync();
}
