using App.Core.Calculations;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations.Faults;

public sealed class SqliteEveryMomentTests() : EveryMomentContract(DatabaseProvider.Sqlite);

public sealed class PostgresEveryMomentTests() : EveryMomentContract(DatabaseProvider.Postgres)
{
    // On SQLite there is nothing between a command and its answer.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task LostAnswer_OfEachCommandAndCommit_ChangesNothing(bool isBatch) => PassAsync(isBatch, Moments.Executed | Moments.Committed);

    /// <summary>A database that stays away for longer than it is tried ends no run: what was under way is given back or outlives its lease, and is finished from where it was.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Outage_FromEachMoment_EndsNoRun(bool isBatch)
    {
        var fault = FaultBench.Passing(DatabaseProvider.Postgres);
        await AtEachAsync(isBatch, Before, fault, async (bench, whole, engine, name) =>
        {
            bench.Moments.Outlast();
            await TryAsync(bench, engine, isBatch, fault);
            var isReached = bench.Moments.Stop();
            (await bench.ReadAsync(Token)).HalfWritten(whole).ShouldBeNull(name);
            engine.Time.Advance(TimeSpan.FromMinutes(1));
            await bench.CalculateAsync(engine, isBatch, Token);
            var found = await bench.ReadAsync(Token);
            found.DifferenceFrom(whole, StoredResults.OfResults).ShouldBeNull(name);
            found["calculation_runs"].ShouldAllBe(run => run["status"] == "Completed", name);
            found["end_of_days"].ShouldAllBe(day => day["status"] == "Completed", name);
            return isReached;
        });
    }
}

/// <summary>A fault of the database at the first, the second, … command and commit, until a calculation passes without meeting it.</summary>
public abstract class EveryMomentContract(DatabaseProvider provider)
{
    // By the switch also before connections are opened and transactions begun.
    protected static readonly Moments Before = Moments.Executing | Moments.Committing | (FaultCounts.IsSwitched ? Moments.Opening | Moments.Beginning : 0);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task PassingFault_AtEachMoment_ChangesNothing(bool isBatch) => PassAsync(isBatch, Before);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LastingFault_AtEachMoment_LeavesNothingHalf_AndTheNextRunFinishes(bool isBatch)
    {
        var fault = FaultBench.Lasting(provider);
        await AtEachAsync(isBatch, Before, fault, async (bench, whole, engine, name) =>
        {
            await TryAsync(bench, engine, isBatch, fault);
            var isReached = bench.Moments.Stop();
            (await bench.ReadAsync(Token)).HalfWritten(whole).ShouldBeNull(name);

            // Longer than the leases of whatever was given up.
            engine.Time.Advance(TimeSpan.FromMinutes(1));
            await bench.CalculateAsync(engine, isBatch, Token);
            (await bench.ReadAsync(Token)).DifferenceFrom(whole, StoredResults.OfResults).ShouldBeNull(name);
            await ShouldBeOverAsync(bench, name);
            return isReached;
        });
    }

    protected Task PassAsync(bool isBatch, Moments moments) => AtEachAsync(isBatch, moments, FaultBench.Passing(provider), async (bench, whole, engine, name) =>
    {
        await bench.CalculateAsync(engine, isBatch, Token);
        var isReached = bench.Moments.Stop();
        (await bench.ReadAsync(Token)).DifferenceFrom(whole).ShouldBeNull(name);
        return isReached;
    });

    private protected async Task AtEachAsync(
        bool isBatch, Moments moments, Exception fault, Func<FaultBench, StoredResults, CalculationEngine, string, Task<bool>> calculateAndCheck)
    {
        await using var bench = await FaultBench.CreateAsync(provider, isBatch ? 3 : 1, Token);
        await bench.CalculateAsync(bench.Engine(), isBatch, Token);
        var whole = await bench.ReadAsync(Token);
        whole["portfolio_snapshots"].Count.ShouldBe(bench.Portfolios.Count * FaultBench.Sessions);
        whole["calculation_runs"].ShouldAllBe(run => run["status"] == "Completed");

        var n = 0;
        bool isReached;
        do
        {
            await bench.ResetAsync(Token);
            bench.Moments.FailAt(++n, moments, () => fault);
            isReached = await calculateAndCheck(bench, whole, bench.Engine(), $"at moment {n}");
        }
        while (isReached);
        n.ShouldBeGreaterThan(20);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{n - 1} moments"));
    }

    private static async Task ShouldBeOverAsync(FaultBench bench, string name)
    {
        await using var db = bench.Database.NewContext();
        (await db.Runs.CountAsync(run => run.Status == RunStatus.Pending || run.Status == RunStatus.Running, Token)).ShouldBe(0, name);
        (await db.EndOfDays.CountAsync(day => day.Status == RunStatus.Pending || day.Status == RunStatus.Running, Token)).ShouldBe(0, name);
    }

    // What asks for calculations logs a fault that nobody could write on a row, and asks again.
    private protected static async Task TryAsync(FaultBench bench, CalculationEngine engine, bool isBatch, Exception fault)
    {
        try
        {
            await bench.CalculateAsync(engine, isBatch, Token);
        }
        catch (Exception exception) when (Causes(exception).Contains(fault))
        {
        }
    }

    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }
}
