using App.Core.Market;
using App.Core.Market.Collecting;
using App.Core.Operations;
using App.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqliteSharedFetchTests(SqliteFixture fixture) : SharedFetchContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresSharedFetchTests(PostgresFixture fixture) : SharedFetchContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Runs and nodes that need the same symbols at the same time.</summary>
public abstract class SharedFetchContract(DatabaseFixture fixture)
{
    private static readonly DateOnly To = TestTimes.Session;
    private static readonly DateOnly Since = new(2025, 1, 2);

    private readonly TestDatabase _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Price_ManyRunsOnTwoNodes_FetchEachSymbolOnce()
    {
        var symbols = Enumerable.Range(0, 40).Select(i => $"ONCE{i:00}").ToArray();
        var source = new ScriptedSource("One") { Before = (_, token) => Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, token) };
        Array.ForEach(symbols, symbol => source.HasFlat(symbol, To.AddDays(-60), To));
        await using var other = TestDatabase.ServicesFor(_database.Options, TimeProvider.System);
        var time = new RunningTime(TestTimes.Now);
        IMarketDataStore[] stores = [_database.Get<IMarketDataStore>(), other.GetRequiredService<IMarketDataStore>()];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(run => Task.Run(
            () =>
            {
                // Each run needs other symbols in another order, and every symbol is needed by several.
                string[] needed = [.. symbols.Skip(run % 3).Where((_, i) => run % 4 == 0 || i % 4 != run % 4).OrderBy(symbol => (symbol.GetHashCode(StringComparison.Ordinal) * (run + 1)) % 97)];
                return CollectorOf(stores[run % 2], time, source).PriceAsync(DemandOf(needed), _ => Task.CompletedTask, Token);
            },
            Token)));

        outcomes.ShouldAllBe(run => run.All(outcome => outcome.IsPriced && outcome.Failure == null));
        symbols.Select(source.TimesAsked).ShouldAllBe(times => times == 1);
        outcomes.Sum(run => run.Count(outcome => outcome.Fetched > 0)).ShouldBe(symbols.Length);
        (await _database.Get<IPriceStore>().SecuritiesAsync(symbols, Token)).Values.ShouldAllBe(entry => entry.FetchHolder == null);
    }

    [Fact]
    public async Task Price_ProfilesAndFundamentalsToo_AreAskedForOnce()
    {
        var (source, time) = (new ScriptedSource("One"), new RunningTime(TestTimes.Now));
        source.Profiles.Add("PROF", new SecurityProfile("PROF", "Profile Inc", null, "ETF", "USD", null));
        source.Figures.Add("PROF", new Fundamentals("PROF", To));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(run => Task.Run(
            async () =>
            {
                var collector = CollectorOf(_database.Get<IMarketDataStore>(), time, source);
                (await collector.EnrichAsync(["PROF"], _ => Task.CompletedTask, Token)).ShouldBe(1);
                await collector.FundamentalsAsync(["PROF"], _ => Task.CompletedTask, Token);
            },
            Token)));

        source.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Price_FetcherThatDied_IsTakenOverWhenItsLeaseLapses()
    {
        var time = new ManualTime(TestTimes.Now);
        var store = _database.Get<IMarketDataStore>();
        await store.TakeAsync(["DEAD"], "a node that was killed", time.GetUtcNow(), time.GetUtcNow().AddSeconds(30), Token);
        var source = new ScriptedSource("One").HasFlat("DEAD", Since, To);
        var run = CollectorOf(store, time, source).PriceAsync(DemandOf("DEAD"), _ => Task.CompletedTask, Token);

        for (var second = 0; second < 29; second++)
        {
            await PassAsync(time);
        }

        run.IsCompleted.ShouldBeFalse();
        source.Asked.ShouldBeEmpty();
        await PumpAsync(time, run);

        (await run)[0].IsPriced.ShouldBeTrue();
        source.TimesAsked("DEAD").ShouldBe(1);
    }

    [Fact]
    public async Task Price_SlowFetcher_KeepsItsLease()
    {
        var time = new ManualTime(TestTimes.Now);
        var store = _database.Get<IMarketDataStore>();
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new ScriptedSource("One").HasFlat("SLOW", Since, To);
        slow.Before = (_, _) =>
        {
            asked.SetResult();
            return answer.Task;
        };
        var first = CollectorOf(store, time, slow).PriceAsync(DemandOf("SLOW"), _ => Task.CompletedTask, Token);
        await asked.Task.WaitAsync(Token);
        var other = new ScriptedSource("One").HasFlat("SLOW", Since, To);
        var second = CollectorOf(store, time, other).PriceAsync(DemandOf("SLOW"), _ => Task.CompletedTask, Token);

        for (var beat = 0; beat < 9; beat++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await UntilAsync(async () => (await store.SecuritiesAsync(["SLOW"], Token))["SLOW"].FetchUntil == time.GetUtcNow() + FetchClaim.Lease);
        }

        answer.SetResult();
        await PumpAsync(time, second);

        ((await first)[0].Fetched > 0, (await second)[0].Fetched).ShouldBe((true, 0));
        (await second)[0].IsPriced.ShouldBeTrue();
        other.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Price_FetcherThatWasPausedAndComesBack_StoresNothingAndTakesWhatIsThere()
    {
        var store = _database.Get<IMarketDataStore>();
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var sleeper = new ScriptedSource("Sleeper").HasFlat("PAUSE", Since, To, 55m);
        sleeper.Before = (_, _) =>
        {
            asked.SetResult();
            return answer.Task;
        };
        var sleeping = CollectorOf(store, new ManualTime(TestTimes.Now), sleeper).PriceAsync(DemandOf("PAUSE"), _ => Task.CompletedTask, Token);
        await asked.Task.WaitAsync(Token);
        var awake = CollectorOf(store, new ManualTime(TestTimes.Now.AddMinutes(1)), new ScriptedSource("Awake").HasFlat("PAUSE", Since, To, 44m));

        (await awake.PriceAsync(DemandOf("PAUSE"), _ => Task.CompletedTask, Token))[0].Fetched.ShouldBeGreaterThan(0);
        answer.SetResult();

        (await sleeping)[0].ShouldSatisfyAllConditions(outcome => outcome.Fetched.ShouldBe(0), outcome => outcome.IsPriced.ShouldBeTrue());
        (await _database.Get<IPriceStore>().LoadAsync(["PAUSE"], Since, To, Token))["PAUSE"].Closes.ShouldAllBe(close => close == 44m);
    }

    [Fact]
    public async Task Price_WhatAnotherRunAskedForInVainMeanwhile_IsNotAskedAgain()
    {
        var time = new ManualTime(TestTimes.Now);
        var store = _database.Get<IMarketDataStore>();
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var source = new ScriptedSource("One").Refuses("VAIN", SourceGap.Unavailable);
        source.Before = (_, _) =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        var first = CollectorOf(store, time, source).PriceAsync(DemandOf("VAIN"), _ => Task.CompletedTask, Token);
        await asked.Task.WaitAsync(Token);
        var watched = new WatchedStore(store);
        var second = CollectorOf(watched, time, source).PriceAsync(DemandOf("VAIN"), _ => Task.CompletedTask, Token);
        await watched.Looked.Task.WaitAsync(Token);

        answer.SetResult();
        await first;
        await PumpAsync(time, second);

        (await second)[0].Failure.ShouldNotBeNull().ShouldContain("another run");
        source.TimesAsked("VAIN").ShouldBe(1);
    }

    [Fact]
    public async Task Price_HeldForever_IsGivenUpAfterFiveMinutes()
    {
        var time = new ManualTime(TestTimes.Now);
        var store = _database.Get<IMarketDataStore>();
        await store.TakeAsync(["STUCK"], "somebody who renews for ever", time.GetUtcNow(), time.GetUtcNow().AddDays(1), Token);
        var run = CollectorOf(store, time, new ScriptedSource("One")).PriceAsync(DemandOf("STUCK"), _ => Task.CompletedTask, Token);

        await PumpAsync(time, run);

        (await run)[0].Failure.ShouldNotBeNull().ShouldContain("five minutes");
        (time.GetUtcNow() - TestTimes.Now).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Price_WaitForAnother_EndsWithItsToken()
    {
        var time = new ManualTime(TestTimes.Now);
        var store = _database.Get<IMarketDataStore>();
        await store.TakeAsync(["WAIT"], "somebody", time.GetUtcNow(), time.GetUtcNow().AddDays(1), Token);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var watched = new WatchedStore(store);
        var run = CollectorOf(watched, time, new ScriptedSource("One")).PriceAsync(DemandOf("WAIT"), _ => Task.CompletedTask, cancel.Token);
        await watched.Looked.Task.WaitAsync(Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run);
    }

    // The clock goes on, and who polls on it gets the processor in between.
    private static async Task PumpAsync(ManualTime time, Task run)
    {
        while (!run.IsCompleted)
        {
            await PassAsync(time);
        }
    }

    private static async Task PassAsync(ManualTime time)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
        }
    }

    private static CollectMarketData CollectorOf(IMarketDataStore store, TimeProvider time, params IMarketDataSource[] sources) =>
        new(sources, store, TradingCalendar.Nyse, new TimeOrderedIds(time), time);

    private static PriceDemand DemandOf(params string[] symbols) => new([.. symbols.Select(symbol => new PriceNeed(symbol, To.AddDays(-30)))], To);

    /// <summary>A clock that runs, from a time of the test's own.</summary>
    private sealed class RunningTime(DateTimeOffset start) : TimeProvider
    {
        private readonly long _since = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_since);
    }

    /// <summary>Tells when a run has looked at the entries for the first time.</summary>
    private sealed class WatchedStore(IMarketDataStore inner) : IMarketDataStore
    {
        public TaskCompletionSource Looked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<IReadOnlyDictionary<string, Security>> SecuritiesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken)
        {
            var entries = await inner.SecuritiesAsync(symbols, cancellationToken);
            Looked.TrySetResult();
            return entries;
        }

        public Task<IReadOnlyDictionary<string, Security>> TakeAsync(
            IReadOnlyCollection<string> symbols, string holder, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
            inner.TakeAsync(symbols, holder, now, until, cancellationToken);

        public Task RenewAsync(IReadOnlyCollection<string> symbols, string holder, DateTimeOffset until, CancellationToken cancellationToken) =>
            inner.RenewAsync(symbols, holder, until, cancellationToken);

        public Task<IReadOnlyList<QuarantinedPrice>> QuarantinedAsync(IReadOnlyCollection<string> symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
            inner.QuarantinedAsync(symbols, from, to, cancellationToken);

        public Task<int> RemoveSampleAsync(CancellationToken cancellationToken) => inner.RemoveSampleAsync(cancellationToken);

        public Task ReleaseAsync(IReadOnlyCollection<string> symbols, string holder, CancellationToken cancellationToken) =>
            inner.ReleaseAsync(symbols, holder, cancellationToken);

        public Task<IReadOnlyDictionary<string, StoredHistory>> HistoriesAsync(IReadOnlyCollection<HistoryRequest> days, CancellationToken cancellationToken) =>
            inner.HistoriesAsync(days, cancellationToken);

        public Task<IReadOnlySet<string>> StoreAsync(string holder, IReadOnlyCollection<SecurityUpdate> updates, CancellationToken cancellationToken) =>
            inner.StoreAsync(holder, updates, cancellationToken);
    }
}
