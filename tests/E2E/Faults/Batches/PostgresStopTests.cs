using App.Core.Calculations;
using App.Data.Providers;
using App.Testing;
using E2E.Harness;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace E2E.Faults.Batches;

/// <summary>The database server is stopped as in a crash while a node calculates, and started again.</summary>
public sealed class PostgresStopTests
{
    // Each that a chunk does not outlast by its retries ends an attempt of its runs; one whose third is interrupted is given up.
    private const int MostStopsOfABatch = 2;

    // Some seconds of work, so that two stops come while it goes on, and no more.
    private const int Portfolios = 24;
    private const int Sessions = 10;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batches_ServerStoppedImmediatelyAgainAndAgain_AreWhole()
    {
        // Durable, or a commit that was answered could be lost with the server's buffers.
        await using var server = await PostgresServer.StartAsync(new PostgresServerOptions { Durable = true }, Cancelled);
        var connectionString = await server.CreateDatabaseAsync(cancellationToken: Cancelled);
        await using var database = await TestDatabase.OverAsync(new DatabaseOptions(DatabaseProvider.Postgres, connectionString + ";Pooling=false"), Cancelled);
        await FaultBooks.SeedAsync(new CalculationEngine(database, new ManualTime(FaultBooks.Evening)), Portfolios, Sessions, Cancelled);
        await using var node = await AppProcess.StartAsync(
            new AppOptions { ConnectionString = connectionString, Settings = new Dictionary<string, string> { ["Calculation:Lease"] = "00:00:05", ["Calculation:RememberedSessions"] = "3" } }, Cancelled);
        await BatchAsync(database, node);
        var whole = await StoredResults.ReadAsync(database, Cancelled);
        whole["portfolio_snapshots"].Count.ShouldBe(Portfolios * Sessions);

        await using var health = await HealthWatch.StartAsync(node.Address, "/health/live", Cancelled);
        var random = new Random(FaultCounts.Seed);
        var (stops, batches) = (0, 0);
        for (; stops < FaultCounts.Of(20, 100); batches++)
        {
            await database.ForgetResultsAsync(keepsPrices: true, Cancelled);
            await database.AskForBatchAsync(Cancelled);
            stops += await StopAsync(server, database, node, random);
            await database.UntilAsync(db => db.IsBatchOverAsync(Cancelled), () => node.Log, Cancelled);
            (await StoredResults.ReadAsync(database, Cancelled)).DifferenceFrom(whole).ShouldBeNull(
                $"batch {batches}, seed {FaultCounts.Seed}; {await database.FaultsOfRunsAsync(Cancelled)}\n{node.Log}");
        }

        await health.ShouldHaveBeenGoodAsync($"{stops} stops in {batches} batches");
    }

    // How many stops came while the batch was under way.
    private static async Task<int> StopAsync(PostgresServer server, TestDatabase database, AppProcess node, Random random)
    {
        for (var stops = 0; stops < MostStopsOfABatch; stops++)
        {
            await database.UntilAsync(
                async db => await db.Runs.AnyAsync(run => run.Status == RunStatus.Running, Cancelled) || await db.IsBatchOverAsync(Cancelled), () => node.Log, Cancelled);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(800)), TimeProvider.System, Cancelled);
            server.StopImmediately();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1000)), TimeProvider.System, Cancelled);
            await server.RestartAsync(Cancelled);
            await using var db = database.NewContext();
            if (await db.IsBatchOverAsync(Cancelled))
            {
                return stops;
            }
        }

        return MostStopsOfABatch;
    }

    private static async Task BatchAsync(TestDatabase database, AppProcess node)
    {
        await database.AskForBatchAsync(Cancelled);
        await database.UntilAsync(db => db.IsBatchOverAsync(Cancelled), () => node.Log, Cancelled);
    }
}
