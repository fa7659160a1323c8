using System.Data.Common;
using System.Globalization;
using App.Data.Providers;
using App.Testing;
using E2E.Harness;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace E2E.Faults;

/// <summary>The application on a database of its own, and that database past the application. Leases are short, so that a dead node is noticed in seconds.</summary>
internal sealed class AppOnDatabase : IAsyncDisposable
{
    private readonly PostgresServer? _server;
    private readonly string? _connectionString;

    private AppOnDatabase(PostgresServer? server, string? connectionString, AppProcess app) => (_server, _connectionString, App) = (server, connectionString, app);

    public AppProcess App { get; }

    /// <summary>Where the PostgreSQL database is; null on SQLite.</summary>
    public string? ConnectionString => _connectionString;

    public static async Task<AppOnDatabase> StartAsync(DatabaseProvider provider, CancellationToken cancellationToken)
    {
        SqliteNative.Initialize();
        if (provider is DatabaseProvider.Sqlite)
        {
            return new(null, null, await AppProcess.StartAsync(OptionsFor(null), cancellationToken));
        }

        var server = await PostgresServer.StartAsync(cancellationToken: cancellationToken);
        try
        {
            var connectionString = await server.CreateDatabaseAsync(cancellationToken: cancellationToken);
            return new(server, connectionString, await AppProcess.StartAsync(OptionsFor(connectionString), cancellationToken));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another process on the same PostgreSQL database.</summary>
    public Task<AppProcess> StartSecondNodeAsync(CancellationToken cancellationToken) => AppProcess.StartAsync(OptionsFor(_connectionString!), cancellationToken);

    /// <summary>The first number a statement gives, in which <c>@id</c> is the portfolio; null when it gives none.</summary>
    public async Task<long?> ScalarAsync(string sql, string portfolio, CancellationToken cancellationToken)
    {
        await using DbConnection connection = _connectionString is null
            ? new SqliteConnection($"Data Source={Path.Combine(App.DataFolder, "ballast.db")};Pooling=False")
            : new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("@id", _connectionString is null ? portfolio.ToUpperInvariant() : Guid.Parse(portfolio));
        command.Parameters.Add(id);
        return await command.ExecuteScalarAsync(cancellationToken) is { } found and not DBNull ? Convert.ToInt64(found, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Waits until a statement gives a row.</summary>
    public async Task UntilAsync(string sql, string portfolio, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (await ScalarAsync(sql, portfolio, patience.Token) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>A write, such as <c>INSERT ON runs</c>, goes on without end from when a statement gives a row: until the application is killed.</summary>
    /// <param name="write">The write.</param>
    /// <param name="sql">The statement, in which <c>@id</c> is the portfolio.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="cancellationToken">Ends the wait for the trigger to be made.</param>
    /// <param name="seconds">How long it takes, on PostgreSQL.</param>
    public Task HoldAsync(string write, string sql, string portfolio, CancellationToken cancellationToken, double seconds = 3600)
    {
        var reached = sql.Replace("@id", $"'{(_connectionString is null ? portfolio.ToUpperInvariant() : portfolio)}'", StringComparison.Ordinal);
        return ScalarAsync(
            _connectionString is null
                ? $"""
                    CREATE TRIGGER hold BEFORE {write} WHEN EXISTS ({reached}) BEGIN
                      SELECT (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n);
                    END
                    """
                : $"""
                    CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
                      BEGIN IF EXISTS ({reached}) THEN PERFORM pg_sleep({seconds.ToString(CultureInfo.InvariantCulture)}); END IF; RETURN NEW; END $$;
                    CREATE TRIGGER hold BEFORE {write} FOR EACH ROW EXECUTE FUNCTION hold();
                    """,
            portfolio,
            cancellationToken);
    }

    /// <summary>Lets that write go on, and ends the one that was held: PostgreSQL does not notice of itself that the application is gone.</summary>
    public async Task ReleaseAsync(string write, string portfolio, CancellationToken cancellationToken)
    {
        if (_connectionString is null)
        {
            await ScalarAsync("DROP TRIGGER hold", portfolio, cancellationToken);
            return;
        }

        // A heartbeat may be waiting for the row that is held: let alone, it would be held next.
        await ScalarAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'PgSleep' OR wait_event_type = 'Lock'", portfolio, cancellationToken);
        await ScalarAsync($"DROP TRIGGER hold {write[write.IndexOf("ON", StringComparison.Ordinal)..]}; DROP FUNCTION hold();", portfolio, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static AppOptions OptionsFor(string? connectionString) => new()
    {
        ConnectionString = connectionString,
        Settings = new Dictionary<string, string> { ["Calculation:Lease"] = "00:00:02" },
    };
}
