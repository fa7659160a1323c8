using System.Diagnostics;
using System.Globalization;
using App.Core.Calculations;
using App.Data.Providers;
using App.Testing;
using E2E.Harness;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace E2E.Faults.Batches;

/// <summary>SIGSTOP for at least twice the lease while another node takes over, then SIGCONT: the old holder writes nothing.</summary>
public sealed class PausedProcessTests(BatchTemplates templates)
{
    private const string Paused = "paused";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Batch_OfAPausedProcess_IsFinishedByAnother(DatabaseProvider provider)
    {
        var template = await templates.OfAsync(provider);
        var random = new Random(FaultCounts.Seed);
        for (var done = 0; done < FaultCounts.Of(1, 10);)
        {
            await using var database = await template.CopyAsync(withPrices: true, Cancelled);
            await using var paused = CommandProcess.EndOfDay(database, Paused);
            (await paused.IsUnderWayAsync(database, Cancelled)).ShouldBeTrue(paused.Output);
            await paused.LetWorkAsync(random.NextDouble() * template.Duration / 2, Cancelled);
            var began = await PauseBetweenTransactionsAsync(paused, database);
            if (!await HoldsAnythingAsync(paused, database))
            {
                continue;
            }

            await using var other = CommandProcess.EndOfDay(database, "other");
            (await other.EndAsync(Cancelled)).ShouldBe(0, other.Output);
            await ShouldWriteNothingMoreAsync(paused, database, began);
            (await StoredResults.ReadAsync(database, Cancelled)).DifferenceFrom(template.Whole).ShouldBeNull($"seed {FaultCounts.Seed}");
            done++;
        }
    }

    // A run of its own: a replay up to the session of today, which the sweep of a server takes over.
    [Fact]
    public async Task Run_OfAPausedProcess_IsFinishedByAServer()
    {
        Assert.SkipUnless(FaultCounts.IsSwitched, "Takes minutes: with FAULTS only.");
        var template = await templates.OfAsync(DatabaseProvider.Postgres);
        var portfolio = Guid.Parse(template.Whole["portfolios"][0]["id"]);
        await using var database = await template.CopyAsync(withPrices: true, Cancelled);
        await EndAsync(CommandProcess.EndOfDay(database));
        await EndAsync(Replay(database, portfolio));
        var whole = await StoredResults.ReadAsync(database, Cancelled);
        for (var done = 0; done < FaultCounts.Of(1, 10);)
        {
            await using var paused = Replay(database, portfolio);
            await UntilAsync(paused, database, db => db.Runs.Where(run => run.Node == paused.Node));
            var began = await PauseBetweenTransactionsAsync(paused, database);
            if (!await HoldsAnythingAsync(paused, database))
            {
                continue;
            }

            // Started only now: the scheduler of a server would have taken the run before the command did.
            await using var server = await AppProcess.StartAsync(
                new AppOptions { ConnectionString = database.Options.ConnectionString, Settings = CommandProcess.Settings }, Cancelled);
            await UntilAsync(paused, database, db => db.Runs.Where(run => db.Runs.All(other => other.Status != RunStatus.Running && other.Status != RunStatus.Pending)));
            await ShouldWriteNothingMoreAsync(paused, database, began);
            (await StoredResults.ReadAsync(database, Cancelled)).DifferenceFrom(whole, StoredResults.OfResults).ShouldBeNull();
            done++;
        }
    }

    private static CommandProcess Replay(TestDatabase database, Guid portfolio) => CommandProcess.Start(
        database, Paused, "snapshots", "replay", "--portfolio", portfolio.ToString(), "--last-good-date", FaultBooks.AnchorOf(BatchTemplate.Sessions).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static async Task EndAsync(CommandProcess process)
    {
        await using (process)
        {
            (await process.EndAsync(Cancelled)).ShouldBe(0, process.Output);
        }
    }

    private static async Task ShouldWriteNothingMoreAsync(CommandProcess paused, TestDatabase database, long since)
    {
        var left = 2 * CommandProcess.Lease - Stopwatch.GetElapsedTime(since);
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, TimeProvider.System, Cancelled);
        var before = await StoredResults.ReadWholeAsync(database, Cancelled);
        await using (var db = database.NewContext())
        {
            (await db.Runs.AnyAsync(run => run.Attempt > 1, Cancelled) || await db.EndOfDays.AnyAsync(day => day.Fence > 1, Cancelled)).ShouldBeTrue("nothing was taken over");
        }

        await paused.ContinueAsync(Cancelled);
        (await paused.EndAsync(Cancelled)).ShouldBe(0, paused.Output);
        (await StoredResults.ReadWholeAsync(database, Cancelled)).DifferenceFrom(before).ShouldBeNull();
    }

    // Inside a transaction it would keep its rows from everybody until it goes on: then nobody takes over, and there is nothing to see.
    private static async Task<long> PauseBetweenTransactionsAsync(CommandProcess process, TestDatabase database)
    {
        while (true)
        {
            await process.PauseAsync(Cancelled);
            if (!await IsInTransactionAsync(database))
            {
                return Stopwatch.GetTimestamp();
            }

            await process.ContinueAsync(Cancelled);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancelled);
        }
    }

    private static async Task<bool> IsInTransactionAsync(TestDatabase database)
    {
        if (database.Options.Provider == DatabaseProvider.Sqlite)
        {
            return IsLocked(database.Options.ConnectionString);
        }

        await using var connection = new NpgsqlConnection(database.Options.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(
            $"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{Paused}' AND state <> 'idle'", connection);

        // A statement on its own that was under way ends soon; a transaction, or a COPY, waits for the process.
        for (var look = 0; look < 10; look++)
        {
            if (await command.ExecuteScalarAsync(Cancelled) is 0L)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancelled);
        }

        return true;
    }

    private static bool IsLocked(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString + ";Pooling=False;Default Timeout=1");
        connection.Open();
        try
        {
            using var transaction = connection.BeginTransaction();
            return false;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == 5)
        {
            return true;
        }
    }

    // Paused before it took anything, or after its end, there would be nothing to take over.
    private static async Task<bool> HoldsAnythingAsync(CommandProcess paused, TestDatabase database)
    {
        await using var db = database.NewContext();
        return await db.Runs.AnyAsync(run => run.Status == RunStatus.Running && run.Node == paused.Node, Cancelled)
            || await db.EndOfDays.AnyAsync(day => day.Status == RunStatus.Running && !day.IsPrepared && day.Node == paused.Node, Cancelled);
    }

    private static async Task UntilAsync<T>(CommandProcess process, TestDatabase database, Func<App.Data.AppDbContext, IQueryable<T>> rows)
    {
        await using var db = database.NewContext();
        var began = Stopwatch.GetTimestamp();
        while (!await rows(db).AnyAsync(Cancelled))
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromMinutes(1), process.Output);
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Cancelled);
        }
    }
}
