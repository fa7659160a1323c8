using App.Core.Calculations;
using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations.Faults;

public sealed class SqliteCutChainTests() : CutChainContract(DatabaseProvider.Sqlite);

public sealed class PostgresCutChainTests() : CutChainContract(DatabaseProvider.Postgres);

/// <summary>What cuts a chain leaves the run that mends it, at whatever moment its process dies: nobody asks for the portfolio after that but the sweep.</summary>
public abstract class CutChainContract(DatabaseProvider provider)
{
    private static readonly DateOnly SecondSession = TradingCalendar.Nyse.NextSession(FaultBooks.AnchorOf(FaultBench.Sessions));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Replay_FaultAtEachMoment_LeavesAWholeChainOrTheRunThatMakesIt() =>
        AtEachAsync(
            (_, _, _) => Task.CompletedTask,
            (engine, owner, portfolio) => engine.Replay.HandleAsync(owner, portfolio, SecondSession, isDryRun: false, Token));

    [Fact]
    public Task CashEntryAdded_FaultAtEachMoment_LeavesAWholeChainOrTheRunThatMakesIt() =>
        AtEachAsync((_, _, _) => Task.CompletedTask, DepositAsync);

    [Fact]
    public async Task CashEntryRemoved_FaultAtEachMoment_LeavesAWholeChainOrTheRunThatMakesIt()
    {
        var entry = Guid.Empty;
        await AtEachAsync(
            async (engine, owner, portfolio) => entry = (await DepositAsync(engine, owner, portfolio)).Id,
            (engine, owner, portfolio) => engine.Cash.RemoveAsync(owner, portfolio, entry, Token));
    }

    [Fact] // a price of the newest session is another than it was calculated with: the stored chain stands until the new one does
    public async Task LatePrice_FaultAtEachMoment_LeavesTheOneChainOrTheOther()
    {
        var fault = FaultBench.Lasting(provider);
        await using var bench = await FaultBench.CreateAsync(provider, 1, Token);
        await bench.CalculateAsync(bench.Engine(), isBatch: false, Token);
        var n = 0;
        bool isReached;
        do
        {
            var (ahead, before) = (TimeSpan.FromMinutes(10 * n), await EquityAsync(bench));
            await RestateAsync(bench, n + 1);
            var engine = bench.Engine(ahead: ahead);
            bench.Moments.FailAt(++n, Moments.Executing | Moments.Committing, () => fault);
            try
            {
                await bench.CalculateAsync(engine, isBatch: false, Token);
            }
            catch (Exception exception) when (Causes(exception).Contains(fault))
            {
                // What asks for calculations logs it and asks again.
            }

            isReached = bench.Moments.Stop();
            await SweepAsync(bench, ahead);
            await ShouldBeWholeAsync(bench, $"at moment {n}");
            await bench.CalculateAsync(bench.Engine(ahead: ahead + TimeSpan.FromMinutes(5)), isBatch: false, Token);
            await ShouldBeWholeAsync(bench, $"after moment {n}");
            (await EquityAsync(bench)).ShouldNotBe(before, $"after moment {n}");
        }
        while (isReached);
        n.ShouldBeGreaterThan(20);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{n - 1} moments"));
    }

    [Fact]
    public async Task Replay_WhileCalculationsAreAskedForAndGoOn_LeavesAWholeChain()
    {
        await using var bench = await FaultBench.CreateAsync(provider, 1, Token);
        var (owner, portfolio) = bench.Portfolios[0];
        await bench.CalculateAsync(bench.Engine(), isBatch: false, Token);
        for (var round = 1; round <= FaultCounts.Of(10, 50); round++)
        {
            await using var first = bench.Database.Again(Skipping());
            await using var second = bench.Database.Again(Skipping());
            var (replays, asks) = (bench.Engine(first, TimeSpan.FromMinutes(round)), bench.Engine(second, TimeSpan.FromMinutes(round)));
            await Task.WhenAll(
                Task.Run(() => replays.Replay.HandleAsync(owner, portfolio, SecondSession, isDryRun: false, Token), Token),
                Task.Run(() => bench.CalculateAsync(asks, isBatch: false, Token), Token));

            await SweepAsync(bench, TimeSpan.FromMinutes(round));
            await ShouldBeWholeAsync(bench, $"round {round}");
        }
    }

    private static ManualTime Skipping() => new(FaultBooks.Evening) { SkipsWaits = true };

    private static async Task<CashEntry> DepositAsync(CalculationEngine engine, Guid owner, Guid portfolio) =>
        (await engine.Cash.AddAsync(owner, portfolio, new CashEntryForm(SecondSession, CashEntryKind.Deposit, 10m), Token)).Value;

    private async Task AtEachAsync(Func<CalculationEngine, Guid, Guid, Task> prepare, Func<CalculationEngine, Guid, Guid, Task> cut)
    {
        var fault = FaultBench.Lasting(provider);
        await using var bench = await FaultBench.CreateAsync(provider, 1, Token);
        var (owner, portfolio) = bench.Portfolios[0];
        await bench.CalculateAsync(bench.Engine(), isBatch: false, Token);
        var n = 0;
        bool isReached;
        do
        {
            // The engine fires nothing by itself: as if the process had died right after the commit.
            var ahead = TimeSpan.FromMinutes(10 * n);
            var engine = bench.Engine(ahead: ahead);
            await prepare(engine, owner, portfolio);
            bench.Moments.FailAt(++n, Moments.Executing | Moments.Committing, () => fault);
            try
            {
                await cut(engine, owner, portfolio);
            }
            catch (Exception exception) when (Causes(exception).Contains(fault))
            {
                // Whoever asked sees an error.
            }

            isReached = bench.Moments.Stop();
            await SweepAsync(bench, ahead);
            await ShouldBeWholeAsync(bench, $"at moment {n}");
        }
        while (isReached);
        n.ShouldBeGreaterThan(5);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{n - 1} moments"));
    }

    // As the job does, when whatever is left has waited long enough.
    private static async Task SweepAsync(FaultBench bench, TimeSpan ahead)
    {
        var engine = bench.Engine(ahead: ahead + TimeSpan.FromMinutes(1));
        var now = engine.Time.GetUtcNow();
        foreach (var run in await bench.Database.Get<IRunStore>().DueAsync(now - engine.Options.Heartbeat, now - engine.Options.Lease, 100, Token))
        {
            await engine.Execute.HandleAsync(run, "sweeper", Token);
        }
    }

    private static async Task<decimal> EquityAsync(FaultBench bench) =>
        (await bench.Database.Get<ISnapshotStore>().ListAsync(bench.Portfolios[0].Owner, bench.Portfolios[0].Portfolio, null, null, 1, Token)).Items[^1].Equity;

    private static async Task RestateAsync(FaultBench bench, int by)
    {
        await using var db = bench.Database.NewContext();
        var held = await db.Positions.Where(position => position.PortfolioId == bench.Portfolios[0].Portfolio).Select(position => position.Symbol).ToListAsync(Token);
        (await db.PriceBars.Where(bar => held.Contains(bar.Symbol) && bar.Date == FaultBooks.Session)
            .ExecuteUpdateAsync(set => set.SetProperty(bar => bar.Close, bar => bar.Close + by), Token)).ShouldBeGreaterThan(0);
    }

    private static async Task ShouldBeWholeAsync(FaultBench bench, string name)
    {
        var (owner, portfolio) = bench.Portfolios[0];
        var snapshots = bench.Database.Get<ISnapshotStore>();
        var chain = (await snapshots.ListAsync(owner, portfolio, null, null, 100, Token)).Items;
        (chain.Count, chain[^1].Session).ShouldBe((FaultBench.Sessions, FaultBooks.Session), name);
        (await new VerifySnapshots(snapshots, TradingCalendar.Nyse).HandleAsync(portfolio, Token)).Value.Faults.ShouldBeEmpty(name);
        (await bench.Database.Get<IRunStore>().FindAsync(owner, portfolio, null, Token)).ShouldNotBeNull().IsActive.ShouldBeFalse(name);
        (await bench.Database.Get<IPortfolioStore>().FindAsync(owner, portfolio, Token)).ShouldNotBeNull().NetAssetValue.ShouldBe(chain[^1].Equity, name);
    }

    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }
}
