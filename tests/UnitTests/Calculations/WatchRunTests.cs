using App.Core.Calculations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

/// <summary>Following a run over a real database, with the clock in the test's hand.</summary>
public sealed class WatchRunTests : IClassFixture<SqliteFixture>
{
    // Whoever follows a run that never ends does so for ever.
    private const int Patience = 60_000;

    private readonly ManualTime _time = new(TestTimes.Now) { SkipsWaits = true };
    private readonly InProcessRunFeed _feed = new();
    private readonly TestDatabase _database;
    private readonly IRunStore _runs;
    private readonly ScenarioOfRuns _scenario;

    public WatchRunTests(SqliteFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        _database = fixture.Database;
        _runs = _database.Get<IRunStore>();
        _scenario = new(_database);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task HandleAsync_RunThatIsOver_IsShownOnce()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);
        await FinishAsync(claim);

        var views = await Watch(owner, claim).ToListAsync(Token);

        views.ShouldHaveSingleItem().Status.ShouldBe(RunStatus.Completed);
    }

    [Fact(Timeout = Patience)]
    public async Task HandleAsync_AnothersRun_IsEmpty()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        var stranger = await _database.AddUserAsync(Token);

        (await Watch(stranger, claim).ToListAsync(Token)).ShouldBeEmpty();
    }

    [Fact(Timeout = Patience)]
    public async Task HandleAsync_Progress_ComesByTheFeed()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);
        await using var views = Watch(owner, claim).GetAsyncEnumerator(Token);
        (await views.MoveNextAsync()).ShouldBeTrue();

        // Nothing but the feed knows of this attempt.
        _feed.Publish(views.Current with { Attempt = 7 });
        (await views.MoveNextAsync()).ShouldBeTrue();

        views.Current.Attempt.ShouldBe(7);
    }

    [Fact(Timeout = Patience)]
    public async Task HandleAsync_EndThatTheFeedNeverTold_IsReadFromTheRow()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);
        await using var views = Watch(owner, claim).GetAsyncEnumerator(Token);
        (await views.MoveNextAsync()).ShouldBeTrue();

        // As another node does it, or this one between its death and its next start.
        await FinishAsync(claim);

        (await views.MoveNextAsync()).ShouldBeTrue();
        views.Current.Status.ShouldBe(RunStatus.Completed);
        (await views.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact(Timeout = Patience)]
    public async Task HandleAsync_RowBehindTheFeed_TakesNoStepBack()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);
        await using var views = Watch(owner, claim).GetAsyncEnumerator(Token);
        (await views.MoveNextAsync()).ShouldBeTrue();
        var progress = views.Current.Progress;
        _feed.Publish(views.Current with { Progress = progress with { Steps = [.. progress.Steps.Select(step => step with { Status = StepStatus.Completed })] } });
        (await views.MoveNextAsync()).ShouldBeTrue();
        views.Current.Progress.Percent.ShouldBe(100);

        var next = views.MoveNextAsync().AsTask();
        while (_time.Skipped.Count(wait => wait == WatchRun.RereadInterval) < 5)
        {
            await Task.Delay(1, Token);
        }

        next.IsCompleted.ShouldBeFalse("the row, which is behind, was shown");
        await FinishAsync(claim);
        (await next).ShouldBeTrue();
        views.Current.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact(Timeout = Patience)]
    public async Task HandleAsync_RowBehindThatComesByTheFeed_IsPassedOver()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);
        await using var views = Watch(owner, claim).GetAsyncEnumerator(Token);
        (await views.MoveNextAsync()).ShouldBeTrue();
        var begun = views.Current;
        var steps = begun.Progress.Steps;
        _feed.Publish(begun with { Progress = begun.Progress with { Steps = [steps[0] with { Status = StepStatus.Completed }, .. steps.Skip(1)] } });
        (await views.MoveNextAsync()).ShouldBeTrue();

        var further = views.Current;

        // As a node does that reads all rows again: what it has is older than what was shown.
        _feed.Publish(begun);
        var next = views.MoveNextAsync().AsTask();
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        next.IsCompleted.ShouldBeFalse("a step back was shown");

        _feed.Publish(further with { Progress = further.Progress with { Warnings = ["no price"] } });
        (await next).ShouldBeTrue();
        views.Current.Progress.Warnings.ShouldBe(["no price"]);
    }

    [Fact(Timeout = Patience)]
    public async Task HandleAsync_Cancelled_EndsAndForgetsItsSubscription()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var views = Watch(owner, claim, leaving.Token).GetAsyncEnumerator(leaving.Token);
        (await views.MoveNextAsync()).ShouldBeTrue();

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await views.MoveNextAsync());
    }

    private IAsyncEnumerable<RunView> Watch(Guid owner, RunClaim claim, CancellationToken? cancellationToken = null) =>
        new WatchRun(_runs, _feed, _time).HandleAsync(owner, claim.Run.PortfolioId, claim.Run.Id, cancellationToken ?? Token);

    private async Task FinishAsync(RunClaim claim) =>
        (await _runs.FinishAsync(claim, RunBuilder.Completed(), TestTimes.Now, Token)).ShouldBeTrue();
}
