using System.Data.Common;
using App.Core.Calculations;
using App.Core.Portfolios;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteCancelRunTests(SqliteFixture fixture) : CancelRunContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresCancelRunTests(PostgresFixture fixture) : CancelRunContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Cancelling a run, on each database.</summary>
public abstract class CancelRunContract(DatabaseFixture fixture)
{
    private static readonly DateTimeOffset Later = TestTimes.Now.AddSeconds(30);

    private readonly TestDatabase _database = fixture.Database;
    private readonly IRunStore _runs = fixture.Database.Get<IRunStore>();
    private readonly ScenarioOfRuns _scenario = new(fixture.Database);
    private readonly InProcessRunFeed _feed = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CancelRun Cancel => new(_runs, _feed, new ManualTime(Later));

    [Fact]
    public async Task Handle_RunningRun_IsCancelledWithWhatWasDone()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);
        await SaveAsync(claim, RunSteps.SymbolsExtracted, StepStatus.Completed, RunSteps.PnlCalculated, StepStatus.Running);

        var cancelled = (await Cancel.HandleAsync(RequestOf(owner, claim), Token)).Value;

        (cancelled.Status, cancelled.FinishedAt, cancelled.ErrorCode, cancelled.IsActive).ShouldBe((RunStatus.Cancelled, Later, null, false));
        var stored = (await _runs.FindAsync(owner, claim.Run.PortfolioId, claim.Run.Id, Token)).ShouldNotBeNull();
        stored.Status.ShouldBe(RunStatus.Cancelled);
        var steps = stored.Progress.Steps.ToDictionary(step => step.Id);
        steps[RunSteps.SymbolsExtracted].Status.ShouldBe(StepStatus.Completed);
        steps[RunSteps.PositionValuesComputed].Status.ShouldBe(StepStatus.Pending);
        (steps[RunSteps.PnlCalculated].Status, steps[RunSteps.PnlCalculated].Current, steps[RunSteps.PnlCalculated].DurationMs).ShouldBe((StepStatus.Cancelled, 40, 30_000));
        stored.Progress.Log[^1].ShouldBe(new RunLogEntry(Later, "info", "Cancelled by Ada Quill. What was done is kept."));

        // One step, and 40 of a hundred sessions of another.
        stored.Percent.ShouldBe((int)(140.0 / steps.Count));
    }

    [Fact]
    public async Task Handle_RunningRun_TakesItFromItsHolder()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);

        await Cancel.HandleAsync(RequestOf(owner, claim), Token);

        (await _runs.SaveProgressAsync(claim, null, Later, Token)).ShouldBeFalse();
        (await _runs.SaveProgressAsync(claim, claim.Run.Progress, Later, Token)).ShouldBeFalse();
        (await _runs.FinishAsync(claim, RunBuilder.Completed(), Later, Token)).ShouldBeFalse();
        await _runs.ReleaseAsync([claim], Token);
        (await _runs.TryClaimAsync(claim.Run.Id, "other", Later, DateTimeOffset.MaxValue.AddYears(-1), Token)).ShouldBeNull();
        (await _runs.FindAsync(owner, claim.Run.PortfolioId, claim.Run.Id, Token)).ShouldNotBeNull().Status.ShouldBe(RunStatus.Cancelled);
    }

    [Fact]
    public async Task Handle_PendingRun_IsNeverTaken()
    {
        var (owner, portfolio) = await AddPortfolioAsync();
        var run = new RunBuilder { PortfolioId = portfolio }.Build();
        await _runs.AddAsync(run, Token);

        (await Cancel.HandleAsync(new CancelRequest(owner, portfolio, run.Id, "Ada Quill"), Token)).IsSuccess.ShouldBeTrue();

        (await _runs.TryClaimAsync(run.Id, "node", Later, Later, Token)).ShouldBeNull();
        (await _runs.DueAsync(DateTimeOffset.MaxValue.AddYears(-1), Later, 100, Token)).ShouldNotContain(run.Id);
    }

    [Fact]
    public async Task Handle_Cancelled_LeavesRoomForAnotherAtOnce()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);
        var next = new RunBuilder { PortfolioId = claim.Run.PortfolioId }.Build();
        (await _runs.AddAsync(next, Token)).ShouldBe(claim.Run.Id);

        await Cancel.HandleAsync(RequestOf(owner, claim), Token);

        (await _runs.AddAsync(next, Token)).ShouldBeNull();
    }

    [Theory]
    [InlineData(RunStatus.Completed, "is complete already")]
    [InlineData(RunStatus.CompletedWithWarnings, "is complete already")]
    [InlineData(RunStatus.Failed, "has failed already")]
    [InlineData(RunStatus.Cancelled, "was cancelled before")]
    public async Task Handle_RunThatIsOver_IsErrBatch007AndChangesNothing(RunStatus status, string said)
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);
        await _runs.FinishAsync(claim, RunBuilder.Completed() with { Status = status }, TestTimes.Now, Token);
        var before = await RowAsync(claim.Run.Id);

        var refused = (await Cancel.HandleAsync(RequestOf(owner, claim), Token)).Error;

        refused.Code.ShouldBe("ERR_BATCH_007");
        refused.Message.ShouldContain(said);
        refused.Details["status"].ShouldBe(status);
        (await RowAsync(claim.Run.Id)).ShouldBeEquivalentTo(before);
    }

    [Fact]
    public async Task Handle_AnothersOrUnknownRun_IsErrBatch006()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);
        var (stranger, strangers) = await AddPortfolioAsync();

        foreach (var request in (CancelRequest[])
        [
            RequestOf(stranger, claim),
            RequestOf(owner, claim) with { PortfolioId = strangers },
            RequestOf(stranger, claim) with { PortfolioId = strangers },
            RequestOf(owner, claim) with { RunId = TestIds.Next() },
        ])
        {
            (await Cancel.HandleAsync(request, Token)).Error.Code.ShouldBe("ERR_BATCH_006");
        }

        (await _runs.SaveProgressAsync(claim, null, Later, Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task Handle_WhoeverWatches_IsTold()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);
        var seen = new TaskCompletionSource<RunView>();
        using var watcher = _feed.Subscribe(claim.Run.Id, run =>
        {
            seen.TrySetResult(run);
            return Task.CompletedTask;
        });

        await Cancel.HandleAsync(RequestOf(owner, claim), Token);

        (await seen.Task.WaitAsync(TimeSpan.FromSeconds(5), Token)).Status.ShouldBe(RunStatus.Cancelled);
    }

    // Whichever is first: never both, and never a cancelled run that says it is complete.
    [Fact]
    public async Task Handle_WhileTheRunEnds_OneOfTheTwoWins()
    {
        for (var i = 0; i < 20; i++)
        {
            var (owner, claim) = await _scenario.HeldRunAsync(Token);
            var finish = Task.Run(() => _runs.FinishAsync(claim, RunBuilder.Completed(), Later, Token), Token);
            var cancels = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Cancel.HandleAsync(RequestOf(owner, claim), Token), Token)));

            var cancelled = cancels.Count(result => result.IsSuccess);
            var finished = await finish;

            cancelled.ShouldBe(finished ? 0 : 1);
            var row = await RowAsync(claim.Run.Id);
            row.Status.ShouldBe(finished ? RunStatus.Completed : RunStatus.Cancelled);
            row.Progress.Log.Count(entry => entry.Message.StartsWith("Cancelled by", StringComparison.Ordinal)).ShouldBe(cancelled);
        }
    }

    private static CancelRequest RequestOf(Guid owner, RunClaim claim) => new(owner, claim.Run.PortfolioId, claim.Run.Id, "Ada Quill");

    private async Task SaveAsync(RunClaim claim, params object[] states)
    {
        var byStep = states.Chunk(2).ToDictionary(pair => (string)pair[0], pair => (StepStatus)pair[1]);
        var steps = claim.Run.Progress.Steps.Select(step => byStep.TryGetValue(step.Id, out var status)
            ? step with { Status = status, StartedAt = TestTimes.Now, Current = 40, Total = 100, Unit = "sessions" }
            : step);
        (await _runs.SaveProgressAsync(claim, claim.Run.Progress with { Steps = [.. steps] }, TestTimes.Now, Token)).ShouldBeTrue();
    }

    private async Task<(Guid Owner, Guid Portfolio)> AddPortfolioAsync()
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await _database.Get<IPortfolioStore>().AddAsync(portfolio, [], null, Token);
        return (owner, portfolio.Id);
    }

    private async Task<CalculationRun> RowAsync(Guid id)
    {
        await using var db = _database.NewContext();
        return await db.Runs.AsNoTracking().SingleAsync(run => run.Id == id, Token);
    }
}

/// <summary>Cancelling a run that a node is working on.</summary>
public sealed class CancelWhileRunningTests
{
    private const string Book = "Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,150.25,2024-01-16\nMSFT,10,300,2024-01-16\n";

    private static readonly DateTimeOffset Now = new(2025, 1, 10, 22, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Cancel_AfterFiveSnapshots_KeepsThemAndTheNextRunGoesOnFromThere(DatabaseProvider provider)
    {
        var commits = new AfterCommits();
        await using var database = await TestDatabase.CreateAsync(provider, Token, time: null, commits);
        var engine = new CalculationEngine(database, new ManualTime(Now));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, asOf: "2024-12-02");
        var run = (await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token)).Value;
        var cancel = new CancelRun(database.Get<IRunStore>(), engine.Feed, engine.Time);
        commits.Once(
            async () => (await engine.SnapshotsAsync(owner, portfolio.Id, Token)).Count == 5,
            () => cancel.HandleAsync(new CancelRequest(owner, portfolio.Id, run.Id, "Ada Quill"), Token));

        await engine.Execute.HandleAsync(run.Id, "node", Token);
        await commits.Done;

        var cancelled = await engine.RunAsync(owner, portfolio.Id, run.Id, Token);
        cancelled.Status.ShouldBe(RunStatus.Cancelled);
        var kept = await engine.SnapshotsAsync(owner, portfolio.Id, Token);
        kept.Count.ShouldBe(5);

        (await engine.CalculatedAsync(owner, portfolio.Id, Token)).Status.ShouldBe(RunStatus.Completed);
        var all = await engine.SnapshotsAsync(owner, portfolio.Id, Token);
        all.Select(snapshot => snapshot.Session).ShouldBe(App.Core.Market.TradingCalendar.Nyse.Sessions(new(2024, 12, 2), new(2025, 1, 10)).ToArray());
        all.Take(5).Select(snapshot => (snapshot.Equity, snapshot.RunId)).ShouldBe(kept.Select(snapshot => (snapshot.Equity, snapshot.RunId)));
    }

    /// <summary>Does something once, between two transactions, as soon as something is so.</summary>
    private sealed class AfterCommits : DbTransactionInterceptor
    {
        private Func<Task<bool>>? _reached;
        private Func<Task>? _act;
        private Task? _acting;

        public Task Done => _acting.ShouldNotBeNull();

        public void Once(Func<Task<bool>> reached, Func<Task> act) => (_reached, _act) = (reached, act);

        public override async Task TransactionCommittedAsync(
            DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (_reached is { } reached && await reached() && Interlocked.Exchange(ref _act, null) is { } act)
            {
                // On SQLite this transaction still has its turn: the cancelling is queued behind it, before the run's next.
                _acting = act();
                await Task.WhenAny(_acting, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken));
            }
        }
    }
}
