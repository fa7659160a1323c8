using App.Core.Calculations;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations.Faults;

public sealed class SqliteTakenOverTests() : TakenOverContract(DatabaseProvider.Sqlite);

public sealed class PostgresTakenOverTests() : TakenOverContract(DatabaseProvider.Postgres);

/// <summary>
/// A node stands still between two of its calls to the database while another node, whose clock is later, finishes what it was at; then it goes on. To the
/// other it makes no difference whether the first was paused or its own clock is wrong.
/// </summary>
public abstract class TakenOverContract(DatabaseProvider provider)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<bool, TimeSpan> Cases { get; } = new()
    {
        { false, TimeSpan.FromSeconds(30) },
        { true, TimeSpan.FromSeconds(30) },
        { true, TimeSpan.FromDays(3) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Holder_PausedAtEachCall_WritesNothingMore(bool isBatch, TimeSpan ahead)
    {
        await using var bench = await FaultBench.CreateAsync(provider, isBatch ? 3 : 1, Token);
        var whole = await UnbrokenAsync(bench, isBatch);
        var takenOver = await AtEachCallAsync(bench, async (name, other) =>
        {
            if (!await TakeOverAsync(bench, bench.Engine(other, ahead)))
            {
                return null;
            }

            return await bench.ReadWholeAsync(Token);
        }, isBatch, whole);
        takenOver.ShouldBeGreaterThan(10);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{takenOver} times taken over"));
    }

    [Fact]
    public async Task Holder_WhileANodeAnHourBehindLooksForWork_KeepsWhatItHas()
    {
        await using var bench = await FaultBench.CreateAsync(provider, 3, Token);
        var whole = await UnbrokenAsync(bench, isBatch: true);
        await AtEachCallAsync(bench, async (name, other) =>
        {
            await using var db = other.NewContext();
            var held = await db.Runs.Where(run => run.Status == RunStatus.Running).Select(run => run.Id).ToListAsync(Token);
            await bench.Engine(other, TimeSpan.FromHours(-1)).WorkDay.HandleAsync("behind", _ => { }, Token);
            (await db.Runs.CountAsync(run => held.Contains(run.Id) && run.Node == "behind", Token)).ShouldBe(0, name);
            return null;
        }, isBatch: true, whole);
    }

    private static async Task<StoredResults> UnbrokenAsync(FaultBench bench, bool isBatch)
    {
        await bench.CalculateAsync(bench.Engine(), isBatch, Token);
        return await bench.ReadAsync(Token);
    }

    // What the other gives back is all that was stored when it was through; null when it did not take anything over.
    private static async Task<int> AtEachCallAsync(FaultBench bench, Func<string, TestDatabase, Task<StoredResults?>> meanwhile, bool isBatch, StoredResults whole)
    {
        var (n, takenOver) = (0, 0);
        bool isReached;
        do
        {
            await bench.ResetAsync(Token);
            var name = $"at call {++n}";
            StoredResults? after = null;
            bench.Moments.At(n, Moments.Opening, async () =>
            {
                await using var other = bench.Database.Again(new ManualTime(FaultBooks.Evening) { SkipsWaits = true });
                after = await meanwhile(name, other);
            });
            await bench.CalculateAsync(bench.Engine(), isBatch, Token);
            isReached = bench.Moments.Stop();
            (await bench.ReadAsync(Token)).DifferenceFrom(whole).ShouldBeNull(name);
            if (after is not null)
            {
                (await bench.ReadWholeAsync(Token)).DifferenceFrom(after).ShouldBeNull(name);
                takenOver++;
            }
        }
        while (isReached);
        return takenOver;
    }

    private static async Task<bool> TakeOverAsync(FaultBench bench, CalculationEngine other)
    {
        await using var db = other.Database.NewContext();
        if (await db.EndOfDays.AnyAsync(Token))
        {
            while (await other.WorkDay.HandleAsync("other", _ => { }, Token))
            {
            }

            return true;
        }

        if (await db.Runs.Select(run => (Guid?)run.Id).SingleOrDefaultAsync(Token) is not { } run)
        {
            return false;
        }

        await other.Execute.HandleAsync(run, "other", Token);
        return true;
    }
}
