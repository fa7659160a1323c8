using App.Core.Portfolios;
using Microsoft.Data.Sqlite;

namespace App.Benchmarks;

/// <summary>One prepared INSERT, its parameters set anew for each row.</summary>
internal sealed class HandWrittenSqlite(string connectionString) : IHandWritten
{
    public async Task AddAsync(Portfolio portfolio, List<Position> positions)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using (var pragmas = connection.CreateCommand())
        {
            pragmas.CommandText = "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON";
            await pragmas.ExecuteNonQueryAsync();
        }

        await using var transaction = connection.BeginTransaction();
        await using (var command = connection.CreateCommand())
        {
            command.Transaction = transaction;
            command.CommandText = $"INSERT INTO portfolios ({HandWritten.PortfolioColumns}) VALUES (@0,@1,@2,@3,@4,@5,@6,@7,@8,@9,@10,@11,@12)";
            object?[] values =
            [
                portfolio.Id, portfolio.OwnerId, portfolio.Name, portfolio.AccountName, portfolio.AccountKey, "taxable", portfolio.EquityBalance,
                portfolio.EquityAsOf, portfolio.Description, portfolio.NetAssetValue, portfolio.PositionsVersion, portfolio.CreatedAt.UtcDateTime, null,
            ];
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.AddWithValue($"@{i}", values[i] ?? DBNull.Value);
            }

            await command.ExecuteNonQueryAsync();
        }

        Insert(connection, transaction, positions);
        await transaction.CommitAsync();
    }

    private static void Insert(SqliteConnection connection, SqliteTransaction transaction, List<Position> positions)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO positions ({HandWritten.PositionColumns}) VALUES (@0,@1,@2,@3,@4,@5,@6,@7,@8,@9,@10,@11,@12,@13,@14,@15,@16)";
        var p = Enumerable.Range(0, 17).Select(i => command.Parameters.Add(new SqliteParameter($"@{i}", null))).ToArray();
        command.Prepare();
        foreach (var row in positions)
        {
            p[0].Value = row.Id;
            p[1].Value = row.PortfolioId;
            p[2].Value = row.Ordinal;
            p[3].Value = row.Symbol;
            p[4].Value = row.Quantity;
            p[5].Value = row.EntryPrice;
            p[6].Value = row.EntryDate;
            p[7].Value = HandWritten.ClassOf(row);
            p[8].Value = (object?)HandWritten.SubtypeOf(row) ?? DBNull.Value;
            p[9].Value = HandWritten.TypeOf(row);
            p[10].Value = (object?)row.UnderlyingSymbol ?? DBNull.Value;
            p[11].Value = (object?)row.StrikePrice ?? DBNull.Value;
            p[12].Value = (object?)row.ExpirationDate ?? DBNull.Value;
            p[13].Value = (object?)HandWritten.OptionTypeOf(row) ?? DBNull.Value;
            p[14].Value = (object?)row.ExitDate ?? DBNull.Value;
            p[15].Value = (object?)row.ExitPrice ?? DBNull.Value;
            p[16].Value = row.LotKey;
            command.ExecuteNonQuery();
        }
    }
}
