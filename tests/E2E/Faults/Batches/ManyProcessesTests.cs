using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace E2E.Faults.Batches;

/// <summary>Processes that ask for the same day at the same time, on PostgreSQL.</summary>
public sealed class ManyProcessesTests(BatchTemplates templates)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task EndOfDay_AskedByProcessesAtOnce_IsDoneOnce(int count)
    {
        var template = await templates.OfAsync(DatabaseProvider.Postgres);
        for (var round = 1; round <= FaultCounts.Of(1, 5); round++)
        {
            await using var database = await template.CopyAsync(withPrices: true, Cancelled);
            var processes = new List<CommandProcess>();
            await using (await CloseGateAsync(database))
            {
                processes.AddRange(Enumerable.Range(0, count).Select(i => CommandProcess.EndOfDay(database, $"asker{i}", CommandProcess.PatientSettings)));
                await AllHaveAskedAsync(database, count);
            }

            foreach (var process in processes)
            {
                (await process.EndAsync(Cancelled)).ShouldBe(0, process.Output);
                process.Output.ShouldContain("2025-03-14: Completed, 50 portfolios calculated, 0 failed, 0 cancelled.");
                await process.DisposeAsync();
            }

            (await StoredResults.ReadAsync(database, Cancelled)).DifferenceFrom(template.Whole).ShouldBeNull();
            await using var db = database.NewContext();
            (await db.Runs.Where(run => run.Attempt != 1 || run.Fence != 1).Select(run => new { run.Attempt, run.Fence, run.Node }).ToListAsync(Cancelled))
                .ShouldBeEmpty("each run was taken once");
            TestContext.Current.TestOutputHelper?.WriteLine(
                FormattableString.Invariant($"{count} processes, {await db.Runs.Select(run => run.Node).Distinct().CountAsync(Cancelled)} of them calculated"));
        }
    }

    // Nobody gets past asking until the connection that is returned is closed: otherwise the first would be done before the last has started.
    private static async Task<NpgsqlConnection> CloseGateAsync(TestDatabase database)
    {
        var gate = new NpgsqlConnection(database.Options.ConnectionString + ";Pooling=false");
        await gate.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(
            """
            CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NULL; END $$;
            CREATE TRIGGER gate BEFORE INSERT ON end_of_days FOR EACH STATEMENT EXECUTE FUNCTION gate();
            SELECT pg_advisory_lock(1);
            """,
            gate);
        await command.ExecuteNonQueryAsync(Cancelled);
        return gate;
    }

    private static async Task AllHaveAskedAsync(TestDatabase database, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        await using var connection = new NpgsqlConnection(database.Options.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(patience.Token);
        await using var command = new NpgsqlCommand(
            "SELECT count(DISTINCT application_name) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'asker%' AND wait_event = 'advisory'",
            connection);
        while ((long)(await command.ExecuteScalarAsync(patience.Token))! < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }
}
