using App.Core.Batches;
using App.Core.Calculations;
using App.Core.Operations;
using App.Data.Providers;
using App.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

/// <summary>Whether the schema fits, and what waits, on both databases.</summary>
public abstract class SchemaProbeTests(DatabaseProvider provider)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_OfAMigratedDatabase_IsCurrent()
    {
        await using var database = await TestDatabase.CreateAsync(provider, Token);

        (await database.Get<ISchemaProbe>().ReadAsync(Token)).IsCurrent.ShouldBeTrue();
    }

    [Fact]
    public async Task ReadAsync_OfAnotherVersion_NamesWhatIsLackingAndWhatIsUnknown()
    {
        await using var database = await TestDatabase.CreateAsync(provider, Token);
        await using var db = database.NewContext();
        var last = db.Database.GetMigrations().Last();
        await db.Database.ExecuteSqlRawAsync("UPDATE \"__EFMigrationsHistory\" SET \"MigrationId\" = '99990101000000_FromTheFuture' WHERE \"MigrationId\" = {0}", [last], Token);

        var state = await database.Get<ISchemaProbe>().ReadAsync(Token);

        state.Pending.ShouldBe([last]);
        state.Unknown.ShouldBe(["99990101000000_FromTheFuture"]);
    }

    [Fact]
    public async Task QueueLengths_CountWhatWaits()
    {
        await using var database = await TestDatabase.CreateAsync(provider, Token);
        var queues = database.Get<IQueueLengths>();
        (await queues.ReadAsync(Token)).ShouldBe(new QueueLengths(0, 0));
        var engine = new CalculationEngine(database, new ManualTime(TestTimes.Now));
        var (owner, portfolio) = await engine.ImportedAsync("Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,150.25,2024-01-16\n", Token);
        await using (var db = database.NewContext())
        {
            foreach (var status in new[] { WebhookStatus.Pending, WebhookStatus.Delivered, WebhookStatus.GivenUp })
            {
                var batch = new Batch { Id = TestIds.Next(), OwnerId = owner, OperationType = "custom", IsAtomic = false, Status = BatchStatus.Completed, Total = 1, CreatedAt = TestTimes.Now };
                var delivery = WebhookDelivery.Of(TestIds.Next(), batch.Id, "https://hooks.example.org/", TestTimes.Now);
                delivery.Status = status;
                db.AddRange(batch, delivery);
            }

            db.AddRange(Mail(1, sentAt: null), Mail(2, sentAt: TestTimes.Now));
            await db.SaveChangesAsync(Token);
        }

        (await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token)).IsSuccess.ShouldBeTrue();

        (await queues.ReadAsync(Token)).ShouldBe(new QueueLengths(1, 1, 1));
    }

    private static OutgoingMail Mail(byte id, DateTimeOffset? sentAt) => new()
    {
        Id = new Guid(id, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
        Kind = "test",
        CreatedAt = TestTimes.Now,
        NextTryAt = TestTimes.Now,
        SentAt = sentAt,
    };
}

public sealed class SqliteSchemaProbeTests() : SchemaProbeTests(DatabaseProvider.Sqlite)
{
    [Fact]
    public async Task ReadAsync_OfAFileThatIsNotThere_LacksEverything_AndMakesNone()
    {
        var file = Path.Combine(Path.GetTempPath(), $"ballast-none-{TestContext.Current.TestCase?.UniqueID}.db");
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddLogging()
            .AddAppData(new DatabaseOptions(DatabaseProvider.Sqlite, new SqliteConnectionStringBuilder { DataSource = file }.ToString())).BuildServiceProvider();

        var state = await services.GetRequiredService<ISchemaProbe>().ReadAsync(TestContext.Current.CancellationToken);

        state.Pending.ShouldNotBeEmpty();
        File.Exists(file).ShouldBeFalse();
    }
}

public sealed class PostgresSchemaProbeTests() : SchemaProbeTests(DatabaseProvider.Postgres)
{
    [Fact]
    public async Task ReadAsync_OfADatabaseThatIsNotThere_LacksEverything()
    {
        var missing = new Npgsql.NpgsqlConnectionStringBuilder(await SharedPostgres.CreateEmptyDatabaseAsync(TestContext.Current.CancellationToken)) { Database = "never_made" };
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddLogging()
            .AddAppData(new DatabaseOptions(DatabaseProvider.Postgres, missing.ToString())).BuildServiceProvider();

        var state = await services.GetRequiredService<ISchemaProbe>().ReadAsync(TestContext.Current.CancellationToken);

        (state.Pending.Count, state.Unknown.Count).ShouldBe((state.Pending.Count, 0));
        state.Pending.ShouldNotBeEmpty();
    }
}
