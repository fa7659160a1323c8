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
        for (var done = 0; done < FaultCounts.Of(1, 40);)
        {
            await using var database = await template.CopyAsync(withPrices: true, Cancelled);
            await using var paused = CommandProcess.EndOfDay(database, Paused);
            (await paused.IsUnderWayAsync(database, Cancelled)).ShouldBeTrue(paused.Output);
            await paused.LetWorkAsync(random.NextDouble() * template.Duration / 2, Cancelled);
            var began = await PauseBetweenTransactionsAsync(paused, database);
            if (await IsOverAsync(database))
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

    // A run of its own: a replay, which the sweep of a server takes over.
    [Fact]
    public async Task Run_OfAPausedProcess_IsFinishedByAServer()
    {
        var template = await templates.OfAsync(DatabaseProvider.Postgres);
        await using var database = await template.CopyAsync(withPrices: true, Cancelled);
        await using (var batch = CommandProcess.EndOfDay(database))
        {
            (await batch.EndAsync(Cancelled)).ShouldBe(0, batch.Output);
        }

        await using var server = await AppProcess.StartAsync(
            new AppOptions { ConnectionString = database.Options.ConnectionString, Settings = CommandProcess.Settings }, Cancelled);
        for (var (done, i) = (0, 0); done < FaultCounts.Of(1, 40); i++)
        {
            var portfolio = Guid.Parse(template.Whole["portfolios"][i % BatchTemplate.Portfolios]["id"]);
            await using var paused = CommandProcess.Start(
                database, Paused, "snapshots", "replay", "--portfolio", portfolio.ToString(), "--last-good-date", FaultBooks.AnchorOf(BatchTemplate.Sessions).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            await UntilAsync(paused, database, db => db.Runs.Where(run => run.PortfolioId == portfolio && run.Node == paused.Node));
            var began = await PauseBetweenTransactionsAsync(paused, database);
            if (await IsOverAsync(database))
            {
                continue;
            }

            await UntilAsync(paused, database, db => db.Runs.Where(run => run.PortfolioId == portfolio && run.Attempt == 2 && run.Status == RunStatus.Completed));
            await ShouldWriteNothingMoreAsync(paused, database, began);
            (await StoredResults.ReadAsync(database, Cancelled)).DifferenceFrom(template.Whole, "portfolios", "portfolio_snapshots", "position_values").ShouldBeNull();
            done++;
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
            $"SELECT state FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{Paused}' AND state <> 'idle' ORDER BY state LIMIT 1", connection);
        while (true)
        {
            if (await command.ExecuteScalarAsync(Cancelled) is not "active")
            {
                return await command.ExecuteScalarAsync(Cancelled) is not null;
            }
        }
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

    private static async Task<bool> IsOverAsync(TestDatabase database)
    {
        await using var db = database.NewContext();
        return !await db.Runs.AnyAsync(run => run.Status == RunStatus.Running, Cancelled) && !await db.EndOfDays.AnyAsync(day => day.Status == RunStatus.Running, Cancelled);
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
