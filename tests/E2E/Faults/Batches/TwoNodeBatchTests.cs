using App.Core.Calculations;
using App.Data.Providers;
using App.Testing;
using E2E.Harness;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace E2E.Faults.Batches;

/// <summary>Two servers share a batch; the one that is at it is killed.</summary>
public sealed class TwoNodeBatchTests(BatchTemplates templates)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_SharedByTwoNodesOfWhichOneIsKilled_LosesNothing()
    {
        var template = await templates.OfAsync(DatabaseProvider.Postgres);
        await using var database = await template.CopyAsync(withPrices: true, Cancelled);
        var options = new AppOptions { ConnectionString = database.Options.ConnectionString, Settings = CommandProcess.Settings };
        await using var first = await AppProcess.StartAsync(options, Cancelled);
        await using var second = await AppProcess.StartAsync(options, Cancelled);
        for (var round = 0; round < FaultCounts.Of(1, 10); round++)
        {
            // A claim takes two milliseconds, so that neither is through before the other has looked.
            await database.ForgetResultsAsync(keepsPrices: true, Cancelled);
            await ExecuteAsync(
                database,
                """
                CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.002); RETURN NEW; END $$;
                CREATE TRIGGER slow BEFORE INSERT ON portfolio_snapshots FOR EACH ROW EXECUTE FUNCTION slow();
                """);
            await database.AskForBatchAsync(Cancelled);
            await database.UntilAsync(async db => await db.Runs.Where(run => run.Node != null).Select(run => run.Node).Distinct().CountAsync(Cancelled) == 2, () => first.Log + second.Log, Cancelled);

            var dying = await NodeOfMostAsync(database) == first.ProcessId ? first : second;
            var survivor = dying == first ? second : first;
            await using var health = await HealthWatch.StartAsync(survivor.Address, "/health/ready", Cancelled);
            await dying.KillAsync(Cancelled);

            // The server does not notice of itself that the client of a transaction that sleeps is gone.
            await ExecuteAsync(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'; DROP TRIGGER slow ON portfolio_snapshots");
            await database.UntilAsync(db => db.IsBatchOverAsync(Cancelled), () => survivor.Log, Cancelled);

            (await StoredResults.ReadAsync(database, Cancelled)).DifferenceFrom(template.Whole).ShouldBeNull();
            await using (var db = database.NewContext())
            {
                (await db.Runs.AnyAsync(run => run.Attempt == 2, Cancelled)).ShouldBeTrue("nothing was taken over");
            }

            await health.ShouldHaveBeenGoodAsync("the node that is left");
            await dying.StartAgainAsync(Cancelled);
        }
    }

    private static async Task<int> NodeOfMostAsync(TestDatabase database)
    {
        await using var db = database.NewContext();
        var node = await db.Runs.Where(run => run.Status == RunStatus.Running).GroupBy(run => run.Node).OrderByDescending(group => group.Count()).Select(group => group.Key).FirstAsync(Cancelled);
        return int.Parse(node!.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.Options.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancelled);
#pragma warning disable CA2100 // The test's own statements.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
