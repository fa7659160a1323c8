using System.Globalization;
using System.Runtime.CompilerServices;
using App.Data.Providers;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace E2E.Harness;

/// <summary>The SQLite file of an <see cref="AppProcess"/>, reached past the application: to see what is really stored, and to break it on purpose.</summary>
internal sealed class AppDatabase(AppProcess app)
{
    private string FileName => Path.Combine(app.DataFolder, "ballast.db");

    /// <summary>An insert into the table fails from now on.</summary>
    public Task FailInsertsAsync(string table, string message, CancellationToken cancellationToken) => ExecuteAsync(
        $"CREATE TRIGGER sabotage BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END", cancellationToken);

    /// <summary>An insert into the table takes its time from now on: it counts to the number first, some ten million a second.</summary>
    public Task DelayInsertsAsync(string table, long count, CancellationToken cancellationToken) => ExecuteAsync(
        FormattableString.Invariant($"""
            CREATE TRIGGER sabotage BEFORE INSERT ON {table} BEGIN
              SELECT (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT max(i) FROM n);
            END
            """),
        cancellationToken);

    /// <summary>Takes the obstacle away.</summary>
    public Task MendAsync(CancellationToken cancellationToken) => ExecuteAsync("DROP TRIGGER IF EXISTS sabotage", cancellationToken);

    /// <summary>Rows in a table.</summary>
    public async Task<long> CountAsync(string table, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>Executes the statement as soon as the file can be written.</summary>
    /// <remarks>
    /// A running calculation writes transaction after transaction with a few milliseconds between them. A statement that waits as
    /// Microsoft.Data.Sqlite does, looking every 150 ms, can miss all of the gaps for longer than any timeout; this one looks every millisecond.
    /// </remarks>
    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        var result = raw.sqlite3_open(FileName, out var database);
        try
        {
            while (result == raw.SQLITE_OK && (result = raw.sqlite3_exec(database, sql)) == raw.SQLITE_BUSY)
            {
                await Task.Delay(1, cancellationToken);
                result = raw.SQLITE_OK;
            }

            if (result != raw.SQLITE_OK)
            {
                throw new InvalidOperationException($"SQLite says {raw.sqlite3_errmsg(database).utf8_to_string()} to {sql}");
            }
        }
        finally
        {
            _ = raw.sqlite3_close_v2(database);
        }
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={FileName};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    [ModuleInitializer]
    internal static void Initialize() => SqliteNative.Initialize();
}
