using App.Core.Calculations;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

/// <summary>How a run ends when something goes wrong.</summary>
public sealed class ExecuteRunTests
{
    private const string Book = "Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,150.25,2024-01-16\nMSFT,10,300,2024-01-16\n";

    private static readonly DateTimeOffset Now = new(2025, 1, 10, 22, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handle_DatabaseRefusesTheResults_FailsWithBatch004AndKeepsWhatWasDone()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var engine = new CalculationEngine(database, new ManualTime(Now));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        await ExecuteAsync(database, "CREATE TRIGGER refuse BEFORE INSERT ON portfolio_snapshots BEGIN SELECT RAISE(ABORT, 'disk says no'); END");

        var failed = await engine.CalculatedAsync(owner, portfolio.Id, Token);

        failed.Status.ShouldBe(RunStatus.Failed);
        failed.ErrorCode.ShouldBe("ERR_BATCH_004");
        failed.ErrorMessage.ShouldNotBeNull().ShouldContain("P&L calculated");
        failed.ErrorMessage.ShouldNotContain("disk says no");
        failed.Progress.Steps.Single(step => step.Id == RunSteps.MarketDataCollected).Status.ShouldBe(StepStatus.Completed);
        failed.Progress.Steps.Single(step => step.Id == RunSteps.PnlCalculated).Status.ShouldBe(StepStatus.Failed);
        failed.Progress.Steps.Single(step => step.Id == RunSteps.PositionValuesComputed).Status.ShouldBe(StepStatus.Pending);
        failed.Percent.ShouldBeLessThan(100);

        await ExecuteAsync(database, "DROP TRIGGER refuse");
        (await engine.CalculatedAsync(owner, portfolio.Id, Token)).Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Handle_SourceThrows_FailsWithBatch002AtItsStep()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var engine = new CalculationEngine(database, new ManualTime(Now), null, new BrokenSource(() => throw new InvalidOperationException("boom")));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);

        var failed = await engine.CalculatedAsync(owner, portfolio.Id, Token);

        failed.ErrorCode.ShouldBe("ERR_BATCH_002");
        failed.ErrorMessage.ShouldNotBeNull().ShouldNotContain("boom");
        failed.Progress.Steps.Single(step => step.Status == StepStatus.Failed).Id.ShouldBe(RunSteps.PriceCacheReady);
        failed.Progress.Log[^1].Level.ShouldBe("error");
    }

    [Fact]
    public async Task Handle_TakesTooLong_FailsWithBatch003()
    {
        var time = new ManualTime(Now);
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var waiting = new TaskCompletionSource();
        var engine = new CalculationEngine(database, time, new CalculationOptions { Timeout = TimeSpan.FromMinutes(1) }, new BrokenSource(async token =>
        {
            waiting.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        }));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        var run = (await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token)).Value;
        var execution = engine.Execute.HandleAsync(run.Id, "node", Token);
        await waiting.Task.WaitAsync(Token);

        time.Advance(TimeSpan.FromMinutes(1));
        await execution;

        (await engine.RunAsync(owner, portfolio.Id, run.Id, Token)).ErrorCode.ShouldBe("ERR_BATCH_003");
    }

    [Fact]
    public async Task Handle_NodeStops_GivesTheRunBackAndTheNextTakesItUpAsTheSameAttempt()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        using var stopping = new CancellationTokenSource();
        var first = new CalculationEngine(database, new ManualTime(Now), null, new BrokenSource(async token =>
        {
            await stopping.CancelAsync();
            token.ThrowIfCancellationRequested();
        }));
        var (owner, portfolio) = await first.ImportedAsync(Book, Token);
        var run = (await first.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token)).Value;

        await first.Execute.HandleAsync(run.Id, "first", stopping.Token);
        var between = await first.RunAsync(owner, portfolio.Id, run.Id, Token);
        var second = new CalculationEngine(database, new ManualTime(Now.AddSeconds(1)));
        await second.Execute.HandleAsync(run.Id, "second", Token);

        between.Status.ShouldBe(RunStatus.Pending);
        var after = await second.RunAsync(owner, portfolio.Id, run.Id, Token);
        after.Status.ShouldBe(RunStatus.Completed);
        after.Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task Handle_HolderThatWasPausedAndComesBack_WritesNothing()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var (paused, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var sleeper = new CalculationEngine(database, new ManualTime(Now), null, new BrokenSource(async _ =>
        {
            paused.TrySetResult();
            await go.Task;
        }));
        var (owner, portfolio) = await sleeper.ImportedAsync(Book, Token);
        var run = (await sleeper.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token)).Value;
        var sleeping = sleeper.Execute.HandleAsync(run.Id, "sleeper", Token);
        await paused.Task.WaitAsync(Token);

        // Its lease lapses and another node does the work.
        var taker = new CalculationEngine(database, new ManualTime(Now.AddMinutes(1)));
        (await taker.Execute.HandleAsync(run.Id, "taker", Token)).Result.ShouldBe("completed");
        var stored = (await taker.SnapshotsAsync(owner, portfolio.Id, Token)).Single();
        go.SetResult();

        (await sleeping).Result.ShouldBe("was taken over by another node");
        var view = await taker.RunAsync(owner, portfolio.Id, run.Id, Token);
        view.Status.ShouldBe(RunStatus.Completed);
        view.Attempt.ShouldBe(2);
        var still = (await taker.SnapshotsAsync(owner, portfolio.Id, Token)).Single();
        (still.Equity, still.CompletedAt, still.Fence).ShouldBe((stored.Equity, stored.CompletedAt, 2));
    }

    [Fact]
    public async Task Handle_OfWhatThisNodeHasInHand_IsNotTakenForInterrupted()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var (paused, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var engine = new CalculationEngine(database, new ManualTime(Now), null, new BrokenSource(async _ =>
        {
            paused.TrySetResult();
            await go.Task;
        }));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        var run = (await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token)).Value;
        var first = engine.Execute.HandleAsync(run.Id, "node", Token);
        await paused.Task.WaitAsync(Token);

        // Its heartbeat is late by far: the machine gave it no processor.
        await using (var db = database.NewContext())
        {
            await db.Runs.ExecuteUpdateAsync(set => set.SetProperty(row => row.HeartbeatAt, Now.AddHours(-1)), Token);
        }

        (await engine.Execute.HandleAsync(run.Id, "node", Token)).Result.ShouldBe("is worked on here");
        go.SetResult();
        (await first).Result.ShouldNotContain("taken over");
        (await engine.RunAsync(owner, portfolio.Id, run.Id, Token)).Attempt.ShouldBe(1);
        (await engine.Execute.HandleAsync(run.Id, "node", Token)).Result.ShouldBe("is taken or over", "nothing is in hand any more");
    }

    [Fact]
    public async Task Handle_TakenMoreOftenThanAllowed_FailsAndSaysSo()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var engine = new CalculationEngine(database, new ManualTime(Now));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        var run = (await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token)).Value;
        for (var i = 0; i < 3; i++)
        {
            var now = Now.AddMinutes(i);
            (await database.Get<IRunStore>().TryClaimAsync(run.Id, "dies", now, now - engine.Options.Lease, Token)).ShouldNotBeNull();
        }

        engine.Time.Advance(TimeSpan.FromMinutes(3));
        await engine.Execute.HandleAsync(run.Id, "node", Token);

        var view = await engine.RunAsync(owner, portfolio.Id, run.Id, Token);
        view.Status.ShouldBe(RunStatus.Failed);
        view.ErrorCode.ShouldBe("ERR_BATCH_002");
        view.ErrorMessage.ShouldNotBeNull().ShouldContain("3 times");
    }

    [Fact]
    public async Task Handle_SecondCallForTheSameRun_DoesNothing()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var engine = new CalculationEngine(database, new ManualTime(Now));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        var run = await engine.CalculatedAsync(owner, portfolio.Id, Token);

        (await engine.Execute.HandleAsync(run.Id, "other", Token)).Result.ShouldBe("is taken or over");
    }

    [Fact]
    public async Task Start_WhileOneGoes_NamesIt()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var engine = new CalculationEngine(database, new ManualTime(Now));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        var first = (await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token)).Value;

        var second = await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token);

        second.Error.Code.ShouldBe("ERR_BATCH_005");
        second.Error.Details["run_id"].ShouldBe(first.Id);
        engine.Dispatched.ShouldBe([first.Id]);
    }

    [Fact]
    public async Task Start_PortfolioWithoutPositions_IsNotReady()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var engine = new CalculationEngine(database, new ManualTime(TestTimes.Now));
        var owner = await database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await database.Get<App.Core.Portfolios.IPortfolioStore>().AddAsync(portfolio, [], null, Token);

        var result = await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token);

        result.Error.Code.ShouldBe("ERR_BATCH_001");
        result.Error.Details["missing"].ShouldBe("positions");
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var db = database.NewContext();
        await db.Database.ExecuteSqlRawAsync(sql, Token);
    }
}
