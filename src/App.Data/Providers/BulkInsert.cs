using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace App.Data.Providers;

/// <summary>Inserts many rows of one entity at the speed of the database's own way: a prepared statement on SQLite, binary COPY on PostgreSQL.</summary>
/// <remarks>Columns and conversions come from the model, so the rows are those that SaveChanges would have written. Rows are not tracked.</remarks>
internal static class BulkInsert
{
    /// <summary>Inserts the rows within the context's current transaction.</summary>
    /// <param name="db">A context with a transaction begun.</param>
    /// <param name="rows">The rows; none is allowed.</param>
    /// <param name="cancellationToken">Ends the wait; the transaction is the caller's to roll back.</param>
    /// <param name="skipExisting">Leave rows whose key is stored as they are; otherwise a second row of a key is an error.</param>
    public static async Task InsertAsync<T>(
        AppDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken, bool skipExisting = false)
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("A bulk insert is part of a transaction.");
        var table = Table.Of<T>(db);
        switch (transaction.Connection)
        {
            case SqliteConnection sqlite:
                InsertPrepared(sqlite, (SqliteTransaction)transaction, table, rows, skipExisting, cancellationToken);
                break;
            case NpgsqlConnection postgres when skipExisting:
                await CopyThroughAsync(postgres, table, rows, cancellationToken);
                break;
            case NpgsqlConnection postgres:
                await CopyAsync(postgres, table, table.Name, rows, cancellationToken);
                break;
            default:
                throw new NotSupportedException($"No bulk insert for {transaction.Connection?.GetType().Name}.");
        }
    }

    private static void InsertPrepared<T>(
        SqliteConnection connection,
        SqliteTransaction transaction,
        Table table,
        IReadOnlyCollection<T> rows,
        bool skipExisting,
        CancellationToken cancellationToken)
        where T : class
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var names = Enumerable.Range(0, table.Columns.Count).Select(index => $"$p{index}").ToList();
        command.CommandText =
            $"INSERT INTO {table.Name} ({table.ColumnList}) VALUES ({string.Join(", ", names)}){(skipExisting ? " ON CONFLICT DO NOTHING" : string.Empty)}";
        var parameters = names.ConvertAll(name => command.Parameters.Add(new SqliteParameter(name, null)));
        command.Prepare();
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Value = table.Columns[i].Read(row) ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }
    }

    // COPY knows no "on conflict": the rows go through a table of their own that ends with the transaction.
    private static async Task CopyThroughAsync<T>(NpgsqlConnection connection, Table table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        const string Stage = "bulk_stage";
        await ExecuteAsync(connection, $"DROP TABLE IF EXISTS {Stage}; CREATE TEMP TABLE {Stage} (LIKE {table.Name}) ON COMMIT DROP", cancellationToken);
        await CopyAsync(connection, table, Stage, rows, cancellationToken);
        await ExecuteAsync(
            connection,
            $"INSERT INTO {table.Name} ({table.ColumnList}) SELECT {table.ColumnList} FROM {Stage} ON CONFLICT DO NOTHING; DROP TABLE {Stage}",
            cancellationToken);
    }

    /// <summary>Copies rows into a table that has the columns of <paramref name="table"/>.</summary>
    internal static async Task CopyAsync<T>(
        NpgsqlConnection connection, Table table, string target, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            $"COPY {target} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(cancellationToken);
            foreach (var column in table.Columns)
            {
                await WriteAsync(writer, column, row, cancellationToken);
            }
        }

        await writer.CompleteAsync(cancellationToken);
    }

    private static async ValueTask WriteAsync(NpgsqlBinaryImporter writer, Column column, object row, CancellationToken cancellationToken)
    {
        if (column.Read(row) is { } value)
        {
            await writer.WriteAsync(value, column.StoreType, cancellationToken);
        }
        else
        {
            await writer.WriteNullAsync(cancellationToken);
        }
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of the model's own table and columns; nothing of the caller's is in it.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A table as the model has it.</summary>
    internal sealed record Table(string Name, string ColumnList, IReadOnlyList<Column> Columns)
    {
        public static Table Of<T>(AppDbContext db)
        {
            var entity = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
            var sql = db.GetService<ISqlGenerationHelper>();
            var columns = entity.GetProperties().Select(Column.Of).ToList();
            return new Table(
                sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema()),
                string.Join(", ", columns.Select(column => sql.DelimitIdentifier(column.Name))),
                columns);
        }
    }

    /// <summary>A column, and how it is read of a row.</summary>
    internal sealed record Column(string Name, string StoreType, Func<object, object?> Read)
    {
        public static Column Of(IProperty property)
        {
            var getter = property.GetGetter();
            var mapping = property.GetRelationalTypeMapping();
            var convert = mapping.Converter?.ConvertToProvider;

            // "character varying(100)" names a length that COPY has no use for.
            return new Column(
                property.GetColumnName(),
                mapping.StoreType.Split('(')[0],
                convert is null ? getter.GetClrValue : entity => getter.GetClrValue(entity) is { } value ? convert(value) : null);
        }
    }
}
