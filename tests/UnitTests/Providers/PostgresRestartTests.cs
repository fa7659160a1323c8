using App.Core.Accounts;
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
public sealed class PostgresRestartTests : IAsyncLifetime
{
    private readonly ManualTime _time = new(TestTimes.Now) { SkipsWaits = true };
    private PostgresServer? _server;
    private ServiceProvider? _services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PostgresServer Server => _server ?? throw new InvalidOperationException("Not initialised.");

    private ServiceProvider Services => _services ?? throw new InvalidOperationException("Not initialised.");

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync(new PostgresServerOptions { Durable = true }, Token);
        _services = TestDatabase.ServicesFor(new DatabaseOptions(DatabaseProvider.Postgres, await _server.CreateDatabaseAsync(cancellationToken: Token)), _time);
        await TestDatabase.MigrateAsync(_services, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Server.DisposeAsync();
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
                db.Add(new InviteCode { Code = $"TRY-{++tries}", Cohort = "x", CreatedAt = TestTimes.Now });
                await db.SaveChangesAsync(token);
                if (tries == 1)
                {
                    await RestartAsync(crash);
                }

                db.Add(new InviteCode { Code = $"SECOND-{tries}", Cohort = "x", CreatedAt = TestTimes.Now });
                return await db.SaveChangesAsync(token);
            },
            Token);

        tries.ShouldBeGreaterThan(1);
        _time.Skipped[0].ShouldBe(TimeSpan.FromSeconds(1));
        await using var db = Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext();
        (await db.InviteCodes.Select(code => code.Code).ToListAsync(Token)).ShouldBe([$"TRY-{tries}", $"SECOND-{tries}"], ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_ServerDown_FailsAfterTheLastTryAndWorksOnceItIsBack()
    {
        var portfolios = Services.GetRequiredService<IPortfolioStore>();
        (await portfolios.ListAsync(TestIds.Next(), includeInactive: true, 10, 0, Token)).Total.ShouldBe(0);
        await Server.StopAsync(Token);

        var thrown = await Should.ThrowAsync<Exception>(() => portfolios.ListAsync(TestIds.Next(), includeInactive: true, 10, 0, Token));

        Database.IsTransient(thrown).ShouldBeTrue();
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
}
