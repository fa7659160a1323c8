using System.Diagnostics;
using App.Core.Calculations;
using App.Data.Calculations;
using App.Data.Providers;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

/// <summary>Two nodes over one real PostgreSQL database: what one stores the watchers of the other see.</summary>
public sealed class PostgresRunFeedTests : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestDatabase _database;
    private readonly IRunStore _runs;
    private readonly ScenarioOfRuns _scenario;
    private readonly FeedNode _here;
    private readonly FeedNode _there;

    public PostgresRunFeedTests(PostgresFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        _database = fixture.Database;
        _runs = _database.Get<IRunStore>();
        _scenario = new(_database);
        _here = new FeedNode(_database.Options, _database.Get<Database>());
        _there = new FeedNode(_database.Options, _database.Get<Database>());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _here.Start();
        _there.Start();
        await FeedNode.UntilListeningAsync(_database.Options, nodes: 2, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
        await FeedNode.UntilListeningAsync(_database.Options, nodes: 0, CancellationToken.None);
    }

    [Fact]
    public async Task Stored_OnOneNode_IsSeenOnTheOtherAsTheRowHasIt()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        using var watcher = new Seen(_there.Feed, claim.Run.Id);

        await SaveAsync(claim, current: 7);

        (await watcher.NextAsync(Token)).Progress.Steps.Single(step => step.Id == RunSteps.PnlCalculated).Current.ShouldBe(7);
        watcher.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stored_RunThatIsOver_IsSeenWithItsEnd()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        using var watcher = new Seen(_there.Feed, claim.Run.Id);

        await _runs.FinishAsync(claim, RunBuilder.Completed(), TestTimes.Now, Token);
        _here.Feed.Stored(claim.Run.Id);

        var seen = await watcher.NextAsync(Token);
        (seen.Status, seen.FinishedAt).ShouldBe((RunStatus.Completed, TestTimes.Now));
    }

    [Fact]
    public async Task Publish_OnTheSender_IsSeenOnceAndNotAgainByItsEcho()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        using var own = new Seen(_here.Feed, claim.Run.Id);
        using var other = new Seen(_there.Feed, claim.Run.Id);

        _here.Feed.Publish(claim.Run.ToView());
        await SaveAsync(claim, current: 1);
        await other.NextAsync(Token);

        // The echo travels with what the other node has heard; a second round is an answer to the first.
        await SaveAsync(claim, current: 2);
        await other.NextAsync(Token);

        own.Count.ShouldBe(1);
        other.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Stored_AHundredTimesAtOnce_IsToldAFewTimesAndEndsWithTheLast()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        using var watcher = new Seen(_there.Feed, claim.Run.Id);

        for (var i = 1; i <= 100; i++)
        {
            await SaveAsync(claim, i);
        }

        await watcher.UntilAsync(run => Current(run) == 100, Token);
        watcher.Count.ShouldBeLessThan(50);
    }

    [Fact]
    public async Task Stored_RunThatNobodyWatches_IsNotRead()
    {
        var (_, unwatched) = await _scenario.HeldRunAsync(Token);
        var (_, watched) = await _scenario.HeldRunAsync(Token);
        using var stray = new Seen(_there.Feed, TestIds.Next());
        using var watcher = new Seen(_there.Feed, watched.Run.Id);

        await SaveAsync(unwatched, 1);
        await SaveAsync(watched, 1);

        await watcher.NextAsync(Token);
        stray.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Watcher_ThatNeverReturns_DelaysNeitherTheRunNorTheOthers()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        var never = new TaskCompletionSource();
        using var stuckHere = _here.Feed.Subscribe(claim.Run.Id, _ => never.Task);
        using var stuckThere = _there.Feed.Subscribe(claim.Run.Id, _ => never.Task);
        using var watcher = new Seen(_there.Feed, claim.Run.Id);

        for (var i = 1; i <= 3; i++)
        {
            _here.Feed.Publish(claim.Run.ToView());
            await SaveAsync(claim, i);
            await watcher.UntilAsync(run => Current(run) == i, Token);
        }

        never.SetResult();
    }

    [Fact]
    public async Task Notice_ThatIsNoneOfOurs_IsPassedOver()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        using var watcher = new Seen(_there.Feed, claim.Run.Id);

        foreach (var payload in (string[])["", "hello", $"{claim.Run.Id}", $"{claim.Run.Id} me", $"{claim.Run.Id} {TestIds.Next()} more"])
        {
            await FeedNode.ExecuteAsync(_database.Options, $"SELECT pg_notify('ballast_runs', '{payload}')", Token);
        }

        await SaveAsync(claim, 3);

        Current(await watcher.NextAsync(Token)).ShouldBe(3);
    }

    [Fact]
    public async Task Latency_FromTheEventToAWatcherOfTheOtherNode_IsSmall()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        using var watcher = new Seen(_there.Feed, claim.Run.Id);
        List<double> milliseconds = [];
        for (var i = 1; i <= 60; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await SaveAsync(claim, i);
            await watcher.UntilAsync(run => Current(run) == i, Token);
            milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(RunNoticeSender.Pace, TimeProvider.System, Token);
        }

        milliseconds.Sort();
        var (p50, p95) = (milliseconds[30], milliseconds[57]);
        TestContext.Current.TestOutputHelper?.WriteLine($"event to watcher on the other node, row stored in between: p50 {p50:0.0} ms, p95 {p95:0.0} ms, most {milliseconds[^1]:0.0} ms");
        p95.ShouldBeLessThan(WatchRun.RereadInterval.TotalMilliseconds);
    }

    private static int? Current(RunView run) => run.Progress.Steps.Single(step => step.Id == RunSteps.PnlCalculated).Current;

    // As the reporter does: the row, then the notice.
    private async Task SaveAsync(RunClaim claim, int current)
    {
        var progress = claim.Run.Progress;
        var steps = progress.Steps.Select(step => step.Id == RunSteps.PnlCalculated ? step with { Status = StepStatus.Running, Current = current, Total = 100 } : step).ToList();
        (await _runs.SaveProgressAsync(claim, progress with { Steps = steps }, TestTimes.Now, Token)).ShouldBeTrue();
        _here.Feed.Stored(claim.Run.Id);
    }

    /// <summary>What a watcher has seen.</summary>
    private sealed class Seen : IDisposable
    {
        private readonly System.Threading.Channels.Channel<RunView> _views = System.Threading.Channels.Channel.CreateUnbounded<RunView>();
        private readonly IDisposable _subscription;
        private int _count;

        public Seen(PostgresRunFeed feed, Guid runId) => _subscription = feed.Subscribe(runId, run =>
        {
            Interlocked.Increment(ref _count);
            return _views.Writer.WriteAsync(run, CancellationToken.None).AsTask();
        });

        public int Count => Volatile.Read(ref _count);

        public async Task<RunView> NextAsync(CancellationToken cancellationToken) => await _views.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);

        public async Task UntilAsync(Func<RunView, bool> reached, CancellationToken cancellationToken)
        {
            while (!reached(await NextAsync(cancellationToken)))
            {
            }
        }

        public void Dispose() => _subscription.Dispose();
    }
}
