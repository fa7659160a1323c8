using App.Data.Providers;
using App.Testing;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedPostgresEnd))]

namespace App.Testing;

/// <summary>The one PostgreSQL server of a test process, started by the first test that asks for it.</summary>
public static class SharedPostgres
{
    private const string Template = "migrated";

    private static readonly Lazy<Task<PostgresServer>> Started = new(StartAsync);

    /// <summary>Makes a migrated database, a copy of one that was migrated once.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken) =>
        await (await Started.Value).CreateDatabaseAsync(template: Template, cancellationToken: cancellationToken);

    /// <summary>Makes a copy of a database that nobody works on.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CopyDatabaseAsync(string connectionString, CancellationToken cancellationToken)
    {
        // A database is copied only while nobody is connected to it.
        await using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
        return await (await Started.Value).CreateDatabaseAsync(template: pooled.Database, cancellationToken: cancellationToken);
    }

    /// <summary>Makes a database without any table.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateEmptyDatabaseAsync(CancellationToken cancellationToken) =>
        await (await Started.Value).CreateDatabaseAsync(cancellationToken: cancellationToken);

    /// <summary>Closes what the pool keeps open to a database and removes the database.</summary>
    public static async Task DropDatabaseAsync(string connectionString)
    {
        await using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
        await using var connection = new NpgsqlConnection((await Started.Value).ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"DROP DATABASE IF EXISTS \"{pooled.Database}\" WITH (FORCE)";
        await command.ExecuteNonQueryAsync();
    }

    internal static async ValueTask StopAsync()
    {
        if (Started.IsValueCreated)
        {
            await (await Started.Value).DisposeAsync();
        }
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var server = await PostgresServer.StartAsync();
        var connectionString = await server.CreateDatabaseAsync(Template);
        await using (var services = TestDatabase.ServicesFor(new DatabaseOptions(DatabaseProvider.Postgres, connectionString), TimeProvider.System))
        {
            await TestDatabase.MigrateAsync(services, CancellationToken.None);
        }

        // A template is copied only while nobody is connected to it.
        await using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
        return server;
    }
}

/// <summary>Stops the shared server when the last test has run.</summary>
public sealed class SharedPostgresEnd : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => SharedPostgres.StopAsync();
}
