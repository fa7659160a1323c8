using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace UnitTests.Providers;

/// <summary>A real server that stops, cleanly or as in a crash, while the product works on it.</summary>
public sealed class PostgresRestartTests(PostgresRestartTests.OwnServer own) : IClassFixture<PostgresRestartTests.OwnServer>, IAsyncDisposable
{
    private readonly ManualTime _time = new(TestTimes.Now) { SkipsWaits = true };
    private ServiceProvider? _services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PostgresServer Server => own.Server;

    private ServiceProvider Services => _services ??= TestDatabase.ServicesFor(own.Database, _time);

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WriteAsync_ServerRestartsInTheMiddle_IsDoneOnceAllTheSame(bool crash)
    {
        var tries = 0;
        await Services.GetRequiredService<Database>().WriteAsync(
            async (db, token) =>
            {
                db.Add(new InviteCode { Code = $"TRY-{crash}-{++tries}", Cohort = "x", CreatedAt = TestTimes.Now });
                await db.SaveChangesAsync(token);
                if (tries == 1)
                {
                    await RestartAsync(crash);
                }

                db.Add(new InviteCode { Code = $"SECOND-{crash}-{tries}", Cohort = "x", CreatedAt = TestTimes.Now });
                return await db.SaveChangesAsync(token);
            },
            Token);

        tries.ShouldBeGreaterThan(1);
        _time.Skipped[0].ShouldBe(TimeSpan.FromSeconds(1));
        await using var db = Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext();
        var stored = await db.InviteCodes.Select(code => code.Code).Where(code => code.Contains($"-{crash}-")).ToListAsync(Token);
        stored.ShouldBe([$"TRY-{crash}-{tries}", $"SECOND-{crash}-{tries}"], ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_ServerDown_FailsAfterTheLastTryAndWorksOnceItIsBack()
    {
        var portfolios = Services.GetRequiredService<IPortfolioStore>();
        (await portfolios.ListAsync(TestIds.Next(), includeInactive: true, 10, 0, Token)).Total.ShouldBe(0);
        await Server.StopAsync(Token);

        await Should.ThrowAsync<DatabaseUnavailableException>(() => portfolios.ListAsync(TestIds.Next(), includeInactive: true, 10, 0, Token));

        _time.Skipped.ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)]);
        await Server.RestartAsync(Token);
        (await portfolios.ListAsync(TestIds.Next(), includeInactive: true, 10, 0, Token)).Total.ShouldBe(0);
    }

    private async Task RestartAsync(bool crash)
    {
        if (crash)
        {
            Server.StopImmediately();
        }
        else
        {
            await Server.StopAsync(Token);
        }

        await Server.RestartAsync(Token);
    }

    /// <summary>A server that only these tests stop.</summary>
    public sealed class OwnServer : IAsyncLifetime
    {
        private PostgresServer? _server;

        public PostgresServer Server => _server ?? throw new InvalidOperationException("The fixture has not been initialised.");

        public DatabaseOptions Database { get; private set; } = new(DatabaseProvider.Postgres, "");

        public async ValueTask InitializeAsync()
        {
            _server = await PostgresServer.StartAsync(new PostgresServerOptions { Durable = true }, Token);
            Database = Database with { ConnectionString = await _server.CreateDatabaseAsync(cancellationToken: Token) };
            await using var services = TestDatabase.ServicesFor(Database, TimeProvider.System);
            await TestDatabase.MigrateAsync(services, Token);
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
