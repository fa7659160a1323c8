using System.Globalization;
using System.Runtime.CompilerServices;
using App.Data.Providers;
using Microsoft.Data.Sqlite;

namespace E2E.Harness;

/// <summary>The SQLite file of an <see cref="AppProcess"/>, reached past the application: to see what is really stored, and to break it on purpose.</summary>
internal sealed class AppDatabase(AppProcess app)
{
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
    public Task MendAsync(CancellationToken cancellationToken) => ExecuteAsync("DROP TRIGGER sabotage", cancellationToken);

    /// <summary>Rows in a table.</summary>
    public async Task<long> CountAsync(string table, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "ballast.db")};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    [ModuleInitializer]
    internal static void Initialize() => SqliteNative.Initialize();
}
