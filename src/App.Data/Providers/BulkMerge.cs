using App.Core.Batches;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace App.Data.Providers;

/// <summary>What rows do to those that are there already. Columns are named as the database has them.</summary>
/// <param name="Key">The columns of the unique index that decides whether a row is there.</param>
/// <param name="Identity">The column by which a row is told of; unique.</param>
/// <param name="Order">The column in whose order rows are inserted: of two of one key the first is, and two transactions take the same rows in one order.</param>
/// <param name="Updated">The columns that are written over, each with what is written: <c>excluded.x</c> is the new row's.</param>
internal sealed record MergeRule(IReadOnlyList<string> Key, string Identity, string Order, IReadOnlyList<(string Column, string Value)> Updated);

/// <summary>Inserts or updates many rows of one entity at the speed of the database's own way, and tells which of them were written: binary COPY into a table of the transaction and one statement from there on PostgreSQL, a prepared statement on SQLite.</summary>
/// <remarks>What is there already is decided by the database, in the statement that writes. Statements on PostgreSQL go through the context, so that its interceptors see them.</remarks>
internal static class BulkMerge
{
    private const string Stage = "bulk_stage_";

    /// <summary>Inserts rows; one whose key, or whatever else is unique of it, is there is left out.</summary>
    /// <returns>Of each row, whether it was written.</returns>
    public static Task<IReadOnlyList<bool>> InsertNewAsync<T>(AppDbContext db, IReadOnlyList<T> rows, MergeRule rule, CancellationToken cancellationToken)
        where T : class => WriteAsync(db, rows, rule, table => InsertOf(table, rule, " ON CONFLICT DO NOTHING"), cancellationToken);

    /// <summary>Inserts rows; of one whose key is there the columns of the rule are written over, unless they are the same. No two rows may have one key.</summary>
    /// <returns>Of each row, whether anything was written.</returns>
    public static Task<IReadOnlyList<bool>> UpsertAsync<T>(AppDbContext db, IReadOnlyList<T> rows, MergeRule rule, CancellationToken cancellationToken)
        where T : class => WriteAsync(
            db,
            rows,
            rule,
            table => InsertOf(
                table,
                rule,
                $" ON CONFLICT ({string.Join(", ", rule.Key)}) DO UPDATE SET {string.Join(", ", rule.Updated.Select(each => $"{each.Column} = {each.Value}"))}"
                + $" WHERE {string.Join(" OR ", rule.Updated.Select(each => $"{table.Name}.{each.Column} IS DISTINCT FROM {each.Value}"))}"),
            cancellationToken);

    /// <summary>Writes the columns of the rule over those of the rows of the same identity.</summary>
    /// <returns>Of each row, whether there is one.</returns>
    public static Task<IReadOnlyList<bool>> UpdateAsync<T>(AppDbContext db, IReadOnlyList<T> rows, MergeRule rule, CancellationToken cancellationToken)
        where T : class => WriteAsync(
            db,
            rows,
            rule,
            table => source => source is null
                ? $"UPDATE {table.Name} SET {string.Join(", ", rule.Updated.Select(each => $"{each.Column} = ${each.Column}"))} WHERE {rule.Identity} = ${rule.Identity}"
                : $"UPDATE {table.Name} SET {string.Join(", ", rule.Updated.Select(each => $"{each.Column} = excluded.{each.Column}"))} FROM {source} AS excluded WHERE {table.Name}.{rule.Identity} = excluded.{rule.Identity}",
            cancellationToken);

    private static Func<string?, string> InsertOf(BulkInsert.Table table, MergeRule rule, string onConflict) => source =>
        $"INSERT INTO {table.Name} ({table.ColumnList}) {(source is null ? $"VALUES ({string.Join(", ", table.Columns.Select(column => $"${column.Name}"))})" : $"SELECT {table.ColumnList} FROM {source} ORDER BY {rule.Order}")}{onConflict}";

    private static async Task<IReadOnlyList<bool>> WriteAsync<T>(
        AppDbContext db, IReadOnlyList<T> rows, MergeRule rule, Func<BulkInsert.Table, Func<string?, string>> statement, CancellationToken cancellationToken)
        where T : class
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("A bulk write is part of a transaction.");
        var table = BulkInsert.Table.Of<T>(db);
        return transaction.Connection switch
        {
            SqliteConnection sqlite => WritePrepared(sqlite, (SqliteTransaction)transaction, table, rows, statement(table)(null), cancellationToken),
            NpgsqlConnection postgres => await WriteThroughStageAsync(db, postgres, table, rows, rule, statement(table), cancellationToken),
            _ => throw new NotSupportedException($"No bulk write for {transaction.Connection?.GetType().Name}."),
        };
    }

    private static List<bool> WritePrepared<T>(
        SqliteConnection connection, SqliteTransaction transaction, BulkInsert.Table table, IReadOnlyList<T> rows, string sql, CancellationToken cancellationToken)
        where T : class
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Names of the model's own table and columns; nothing of the caller's is in it.
        command.CommandText = sql;
#pragma warning restore CA2100
        var columns = table.Columns.Where(column => sql.Contains($"${column.Name}", StringComparison.Ordinal)).ToList();
        var parameters = columns.ConvertAll(column => command.Parameters.Add(new SqliteParameter($"${column.Name}", null)));
        command.Prepare();
        List<bool> written = new(rows.Count);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Value = columns[i].Read(row) ?? DBNull.Value;
            }

            written.Add(command.ExecuteNonQuery() > 0);
        }

        return written;
    }

    private static async Task<IReadOnlyList<bool>> WriteThroughStageAsync<T>(
        AppDbContext db, NpgsqlConnection connection, BulkInsert.Table table, IReadOnlyList<T> rows, MergeRule rule, Func<string?, string> statement, CancellationToken cancellationToken)
        where T : class
    {
        // Kept from batch to batch: a transaction of forty batches makes one.
        var stage = $"{Stage}{table.Name.Trim('"')}";
        await ExecuteAsync(db, $"CREATE TEMP TABLE IF NOT EXISTS {stage} (LIKE {table.Name}) ON COMMIT DROP", cancellationToken);
        await BulkInsert.CopyAsync(connection, table, stage, rows, cancellationToken);
        var sql = $"{statement(stage)} RETURNING {table.Name}.{rule.Identity}::text AS \"Value\"";
        var written = (await db.Database.SqlQueryRaw<string>(sql).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        await ExecuteAsync(db, $"DELETE FROM {stage}", cancellationToken);
        var identity = table.Columns.First(column => column.Name == rule.Identity);
        return [.. rows.Select(row => written.Contains(Convert.ToString(identity.Read(row), System.Globalization.CultureInfo.InvariantCulture)!))];
    }

    private static Task<int> ExecuteAsync(AppDbContext db, string sql, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync(sql, cancellationToken);
}

/// <summary>What the database has against rows, told apart from what is wrong with the database.</summary>
internal static class RowFaults
{
    // https://www.sqlite.org/rescode.html
    private const int SqliteTooBig = 18;
    private const int SqliteConstraint = 19;
    private const int SqliteMismatch = 20;
    private const int SqliteForeignKey = 787;

    /// <summary>What it has against the rows of the statement; null when the fault is none of theirs.</summary>
    public static RowFault? Of(Exception exception) => exception switch
    {
        DbUpdateException { InnerException: { } inner } => Of(inner),
        _ when Database.IsTransient(exception) => null,
        _ when Database.IsUniqueViolation(exception) => RowFault.KeyTaken,
        SqliteException { SqliteExtendedErrorCode: SqliteForeignKey } or PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } => RowFault.ReferenceGone,
        SqliteException { SqliteErrorCode: SqliteConstraint or SqliteTooBig or SqliteMismatch } => RowFault.Refused,

        // Data that cannot be, constraints, and what a trigger raises.
        PostgresException { SqlState: ['2', '2' or '3', ..] or PostgresErrorCodes.RaiseException } => RowFault.Refused,
        _ => null,
    };
}
