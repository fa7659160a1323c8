using App.Data.Providers;
using Xunit;

namespace App.Testing;

/// <summary>One database for all tests of a class; each test makes owners and portfolios of its own.</summary>
public abstract class DatabaseFixture(DatabaseProvider provider) : IAsyncLifetime
{
    private TestDatabase? _database;

    /// <summary>The database.</summary>
    public TestDatabase Database => _database ?? throw new InvalidOperationException("The fixture has not been initialised.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(provider, TestContext.Current.CancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}

/// <summary>A SQLite database for a class.</summary>
public sealed class SqliteFixture() : DatabaseFixture(DatabaseProvider.Sqlite);

/// <summary>A PostgreSQL database for a class.</summary>
public sealed class PostgresFixture() : DatabaseFixture(DatabaseProvider.Postgres);
