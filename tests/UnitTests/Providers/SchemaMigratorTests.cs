using App.Data;
using App.Data.Providers;
using App.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace UnitTests.Providers;

public sealed class SchemaMigratorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ballast-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string ConnectionString => TestDatabase.ConnectionStringOf(Path.Combine(_folder, "not", "there", "yet"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task MigrateAsync_SqliteFolderMissing_MakesItAndTheSchema()
    {
        await MigrateAsync(Sqlite());

        await AssertMigratedAsync(Sqlite());
    }

    [Fact]
    public async Task MigrateAsync_SqliteEightAtOnce_MigratesOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => MigrateAsync(Sqlite()), Token)));

        await AssertMigratedAsync(Sqlite());
    }

    [Fact]
    public async Task MigrateAsync_SqliteAgain_KeepsTheData()
    {
        await MigrateAsync(Sqlite());
        await ExecuteAsync("INSERT INTO securities (symbol, is_sample) VALUES ('KEPT', 0)");

        await MigrateAsync(Sqlite());

        (await ScalarAsync("SELECT count(*) FROM securities")).ShouldBe(1L);
    }

    [Fact]
    public async Task MigrateAsync_LockRowOfAKilledProcess_DoesNotBlock()
    {
        await MigrateAsync(Sqlite());
        await ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL);"
            + "INSERT OR REPLACE INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-20 00:00:00+00:00')");

        await MigrateAsync(Sqlite()).WaitAsync(TimeSpan.FromSeconds(20), Token);

        await AssertMigratedAsync(Sqlite());
    }

    [Fact]
    public async Task MigrateAsync_AnotherProcessHoldsTheLockForTwoMinutes_SaysSo()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "not", "there", "yet"));
        var time = new ManualTime(TestTimes.Now) { SkipsWaits = true };
        await using var held = new FileStream(
            new SqliteConnectionStringBuilder(ConnectionString).DataSource + ".migrate-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        var exception = await Should.ThrowAsync<TimeoutException>(() => MigrateAsync(Sqlite(), time));

        exception.Message.ShouldContain("2 minutes");
        (time.GetUtcNow() - TestTimes.Now).ShouldBeInRange(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2.1));
    }

    [Fact]
    public async Task MigrateAsync_PostgresFourAtOnce_MigratesOnce()
    {
        var options = new DatabaseOptions(DatabaseProvider.Postgres, await SharedPostgres.CreateEmptyDatabaseAsync(Token));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => MigrateAsync(options), Token)));

        await MigrateAsync(options);
        await AssertMigratedAsync(options);
        await SharedPostgres.DropDatabaseAsync(options.ConnectionString);
    }

    [Fact]
    public async Task MigrateAsync_PostgresDatabaseMissing_IsMadeByWhoeverComesFirst()
    {
        var builder = new NpgsqlConnectionStringBuilder(await SharedPostgres.CreateEmptyDatabaseAsync(Token));
        await SharedPostgres.DropDatabaseAsync(builder.ConnectionString);
        builder.Database += "_missing";
        var options = new DatabaseOptions(DatabaseProvider.Postgres, builder.ConnectionString);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => MigrateAsync(options), Token)));

        await AssertMigratedAsync(options);
        await SharedPostgres.DropDatabaseAsync(options.ConnectionString);
    }

    private static async Task MigrateAsync(DatabaseOptions options, TimeProvider? time = null)
    {
        await using var services = TestDatabase.ServicesFor(options, time ?? TimeProvider.System);
        await TestDatabase.MigrateAsync(services, Token);
    }

    private static async Task AssertMigratedAsync(DatabaseOptions options)
    {
        await using var services = TestDatabase.ServicesFor(options, TimeProvider.System);
        await using var db = services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext();
        (await db.Database.GetPendingMigrationsAsync(Token)).ShouldBeEmpty();
        (await db.Database.GetAppliedMigrationsAsync(Token)).ShouldBe(db.Database.GetMigrations());
        (await db.Portfolios.CountAsync(Token)).ShouldBe(0);
    }

    private DatabaseOptions Sqlite() => new(DatabaseProvider.Sqlite, ConnectionString);

    private async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new SqliteConnection(ConnectionString + ";Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Token);
    }
}
