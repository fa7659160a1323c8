using App.Core.Calculations;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace E2E.Faults.Batches;

/// <summary>SIGKILL at random moments of a batch, then the command again: the tables are those of a batch that nothing has disturbed.</summary>
public sealed class KilledBatchTests(BatchTemplates templates)
{
    // A run is given up when its third attempt is interrupted.
    private const int MostKillsOfABatch = 2;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_KilledAtRandomMoments_LosesNothingAndDoublesNothing()
    {
        // Side by side: mostly a batch waits for the lease of the node that was killed.
        var kills = FaultCounts.Of(25, 1000);
        await Task.WhenAll(KillAsync(DatabaseProvider.Sqlite, kills - kills / 2), KillAsync(DatabaseProvider.Postgres, kills / 2));
    }

    private async Task KillAsync(DatabaseProvider provider, int kills)
    {
        var template = await templates.OfAsync(provider);
        var moments = new RandomMoments(FaultCounts.Seed + (int)provider, template.Duration);
        var (done, round) = (0, 0);
        for (; done < kills; round++)
        {
            // In every eighth batch the prices have to be fetched as well; who is killed at that leaves them claimed for fifteen seconds.
            await using var database = await template.CopyAsync(withPrices: round % 8 != 3, Cancelled);
            var name = $"{provider}, batch {round}, seed {FaultCounts.Seed}";
            var (killed, isOver) = await KillBatchAsync(database, moments, Math.Min(MostKillsOfABatch, kills - done), name);
            done += killed;
            if (!isOver)
            {
                await FinishAsync(database, byProcess: round % 4 == 0, name);
            }

            (await StoredResults.ReadAsync(database, Cancelled)).DifferenceFrom(template.Whole).ShouldBeNull(name);
        }

        Say($"{provider}: {done} kills in {round} batches, each equal to the unbroken one; seed {FaultCounts.Seed}");
    }

    private static async Task<(int Killed, bool IsOver)> KillBatchAsync(TestDatabase database, RandomMoments moments, int kills, string name)
    {
        var killed = 0;
        var isOver = false;
        while (killed < kills && !isOver)
        {
            await using var process = CommandProcess.EndOfDay(database);
            if (!await process.IsUnderWayAsync(database, Cancelled))
            {
                // Killed before it, another had calculated all portfolios and not yet said so of the day: that was all there was to do.
                (await IsOverAsync(database, name)).ShouldBeTrue(name + process.Output);
                return (killed, true);
            }

            await process.LetWorkAsync(moments.Next(), Cancelled);
            await process.KillAsync(Cancelled);

            // One that came after the end would prove nothing.
            isOver = await IsOverAsync(database, name);
            moments.Learn(isOver);
            killed += isOver ? 0 : 1;
        }

        return (killed, isOver);
    }

    // Mostly by a node in this process, which is warm, and whose clock is later than the leases of the dead; that spares half of the time.
    private static async Task FinishAsync(TestDatabase database, bool byProcess, string name)
    {
        if (byProcess)
        {
            await using var last = CommandProcess.EndOfDay(database);
            (await last.EndAsync(Cancelled)).ShouldBe(0, name + last.Output);
            return;
        }

        var later = new ManualTime(TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(1));
        var end = await new CalculationEngine(database, later, new CalculationOptions { RememberedSessions = CommandProcess.RememberedSessions }).EndOfDayAsync(Cancelled, asOf: FaultBooks.Session);
        end.Day.Status.ShouldBe(RunStatus.Completed, $"{name}: {await RemarksAsync(database)}");
    }

    private static async Task<string> RemarksAsync(TestDatabase database)
    {
        await using var db = database.NewContext();
        var runs = await db.Runs.Where(run => run.Status != RunStatus.Completed).OrderBy(run => run.Id).Take(3).ToListAsync(Cancelled);
        return string.Join("; ", runs.Select(run => FormattableString.Invariant($"{run.Status} at attempt {run.Attempt}: {run.ErrorMessage} {string.Join(" ", run.Progress.Warnings)}")));
    }

    private static async Task<bool> IsOverAsync(TestDatabase database, string name)
    {
        await using var db = database.NewContext();
        var day = await db.EndOfDays.SingleAsync(Cancelled);
        var runs = await db.Runs.GroupBy(run => run.Status).ToDictionaryAsync(group => group.Key, group => group.Count(), Cancelled);
        var attempts = await db.Runs.GroupBy(run => run.Attempt).OrderBy(group => group.Key).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(Cancelled);
        var snapshots = await db.Snapshots.GroupBy(snapshot => snapshot.IsComplete).ToDictionaryAsync(group => group.Key, group => group.Count(), Cancelled);
        Say(
            $"  {name}: {(day.IsPrepared ? "prepared" : "preparing")}, {runs.GetValueOrDefault(RunStatus.Pending)} pending, {runs.GetValueOrDefault(RunStatus.Running)} running, "
            + $"{runs.GetValueOrDefault(RunStatus.Completed)} completed, {snapshots.GetValueOrDefault(true)} snapshots, {snapshots.GetValueOrDefault(false)} claims; attempts {string.Join(", ", attempts.Select(each => $"{each.Count} × {each.Key}"))}");
        return day.Status is not (RunStatus.Pending or RunStatus.Running);
    }

    private static void Say(FormattableString line) => TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(line));

    private static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    /// <summary>When to kill. How long a batch takes depends on what else the machine does: the span follows what came too late.</summary>
    private sealed class RandomMoments(int seed, TimeSpan duration)
    {
        private readonly Random _random = new(seed);
        private TimeSpan _span = duration;

        public TimeSpan Next() => _random.NextDouble() * _span;

        public void Learn(bool wasTooLate) => _span *= wasTooLate ? 0.6 : 1.1;
    }
}
