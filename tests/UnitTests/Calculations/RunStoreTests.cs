using App.Core.Calculations;
using App.Core.Portfolios;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteRunStoreTests(SqliteFixture fixture) : RunStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresRunStoreTests(PostgresFixture fixture) : RunStoreContract(fixture), IClassFixture<PostgresFixture>;

public abstract class RunStoreContract(DatabaseFixture fixture)
{
    private static readonly DateTimeOffset Now = TestTimes.Now;
    private static readonly DateTimeOffset LongAgo = Now.AddMinutes(-1);

    private readonly TestDatabase _database = fixture.Database;
    private readonly IRunStore _runs = fixture.Database.Get<IRunStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAsync_EightAtOnce_StoresOneAndNamesIt()
    {
        var (_, portfolio) = await AddPortfolioAsync();
        var runs = Enumerable.Range(0, 8).Select(_ => new RunBuilder { PortfolioId = portfolio }.Build()).ToList();

        var answers = await Task.WhenAll(runs.Select(run => Task.Run(() => _runs.AddAsync(run, Token), Token)));

        var stored = runs[Array.FindIndex(answers, answer => answer is null)].Id;
        answers.Count(answer => answer is null).ShouldBe(1);
        answers.Count(answer => answer == stored).ShouldBe(7);
        await using var db = _database.NewContext();
        (await db.Runs.CountAsync(run => run.PortfolioId == portfolio, Token)).ShouldBe(1);
    }

    [Fact]
    public async Task AddAsync_RunUnderWay_NamesItUntilItEnds()
    {
        var (_, portfolio) = await AddPortfolioAsync();
        var first = await AddRunAsync(portfolio);
        var second = new RunBuilder { PortfolioId = portfolio }.Build();
        (await _runs.AddAsync(second, Token)).ShouldBe(first);
        var claim = await ClaimAsync(first);
        (await _runs.AddAsync(second, Token)).ShouldBe(first);

        await _runs.FinishAsync(claim, RunBuilder.Completed(), Now, Token);

        (await _runs.AddAsync(second, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task AddAsync_SameRunAgain_IsStoredOnceEvenWhenItIsOver()
    {
        var (_, portfolio) = await AddPortfolioAsync();
        var run = new RunBuilder { PortfolioId = portfolio }.Build();
        (await _runs.AddAsync(run, Token)).ShouldBeNull();

        (await _runs.AddAsync(run, Token)).ShouldBeNull();
        await _runs.FinishAsync(await ClaimAsync(run.Id), RunBuilder.Completed(), Now, Token);
        (await _runs.AddAsync(run, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task TryClaimAsync_EightAtOnce_GivesTheRunToOne()
    {
        var (_, portfolio) = await AddPortfolioAsync();
        var run = await AddRunAsync(portfolio);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            node => Task.Run(() => _runs.TryClaimAsync(run, $"node-{node}", Now, LongAgo, Token), Token)));

        var claim = claims.Where(claim => claim is not null).ShouldHaveSingleItem().ShouldNotBeNull();
        claim.Fence.ShouldBe(1);
        claim.Run.Attempt.ShouldBe(1);
        claim.Run.Status.ShouldBe(RunStatus.Running);
        claim.Run.StartedAt.ShouldBe(Now);
        claim.Run.Node.ShouldBe($"node-{Array.IndexOf(claims, claim)}");
    }

    [Fact]
    public async Task TryClaimAsync_HolderAlive_IsNull()
    {
        var (_, portfolio) = await AddPortfolioAsync();
        var claim = await ClaimAsync(await AddRunAsync(portfolio));
        await _runs.SaveProgressAsync(claim, null, Now.AddSeconds(5), Token);

        // A holder heard of at that very instant is not dead.
        (await _runs.TryClaimAsync(claim.Run.Id, "other", Now.AddSeconds(9), Now.AddSeconds(5), Token)).ShouldBeNull();
        (await _runs.TryClaimAsync(TestIds.Next(), "other", Now, LongAgo, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task TryClaimAsync_HolderDead_TakesTheRunOverAndFencesItOff()
    {
        var (_, portfolio) = await AddPortfolioAsync();
        var old = await ClaimAsync(await AddRunAsync(portfolio));

        var claim = await TakeOverAsync(old);

        claim.Fence.ShouldBe(old.Fence + 1);
        claim.Run.Attempt.ShouldBe(2);
        claim.Run.StartedAt.ShouldBe(Now);
        (await _runs.SaveProgressAsync(old, null, Now.AddMinutes(5), Token)).ShouldBeFalse();
        (await _runs.SaveProgressAsync(old, new RunProgress([], ["old"], []), Now.AddMinutes(5), Token)).ShouldBeFalse();
        (await _runs.FinishAsync(old, RunBuilder.Completed(), Now.AddMinutes(5), Token)).ShouldBeFalse();
        await _runs.ReleaseAsync([old], Token);
        (await RowAsync(claim.Run.Id)).ShouldBeEquivalentTo(claim.Run);
    }

    [Fact]
    public async Task TryClaimAsync_DeadRunEightAtOnce_GivesItToOne()
    {
        var (_, portfolio) = await AddPortfolioAsync();
        var old = await ClaimAsync(await AddRunAsync(portfolio));

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            node => Task.Run(() => _runs.TryClaimAsync(old.Run.Id, $"node-{node}", Now.AddMinutes(2), Now.AddMinutes(1), Token), Token)));

        claims.Count(claim => claim is not null).ShouldBe(1);
    }

    [Fact]
    public async Task SaveProgressAsync_Holder_StoresProgressAndHeartbeat()
    {
        var (owner, portfolio) = await AddPortfolioAsync();
        var claim = await ClaimAsync(await AddRunAsync(portfolio));
        var step = new RunStep { Id = "pnl_calculated", Phase = "3", Name = "P&L “so far”", Status = StepStatus.Running, Current = 2, Total = 3, Unit = "sessions", StartedAt = Now };
        var progress = new RunProgress([step], ["no price for ÅÄÖ"], [new RunLogEntry(Now, "warning", "<b>\u2028</b>")]);

        (await _runs.SaveProgressAsync(claim, progress, Now.AddSeconds(1), Token)).ShouldBeTrue();
        (await _runs.SaveProgressAsync(claim, null, Now.AddSeconds(2), Token)).ShouldBeTrue();

        var stored = (await _runs.FindAsync(owner, portfolio, null, Token)).ShouldNotBeNull().Progress;
        stored.Steps.ShouldBe(progress.Steps);
        stored.Warnings.ShouldBe(progress.Warnings);
        stored.Log.ShouldBe(progress.Log);
        (await RowAsync(claim.Run.Id)).HeartbeatAt.ShouldBe(Now.AddSeconds(2));
    }

    [Fact]
    public async Task FinishAsync_Holder_EndsTheRunOnce()
    {
        var (_, portfolio) = await AddPortfolioAsync();
        var claim = await ClaimAsync(await AddRunAsync(portfolio));
        var outcome = new RunOutcome(RunStatus.Failed, new RunProgress([], [], []), null, "ERR_BATCH_002", new string('é', 5000));

        (await _runs.FinishAsync(claim, outcome, Now.AddSeconds(3), Token)).ShouldBeTrue();
        (await _runs.FinishAsync(claim, RunBuilder.Completed(), Now.AddSeconds(4), Token)).ShouldBeFalse();

        var row = await RowAsync(claim.Run.Id);
        (row.Status, row.ErrorCode, row.FinishedAt).ShouldBe((RunStatus.Failed, "ERR_BATCH_002", Now.AddSeconds(3)));
        row.ErrorMessage.ShouldBe(new string('é', 2000));
        (await _runs.TryClaimAsync(claim.Run.Id, "other", Now, Now.AddDays(1), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task ReleaseAsync_Holder_LetsAnyNodeTakeItAndCountsNoAttempt()
    {
        var (_, portfolio) = await AddPortfolioAsync();
        var old = await ClaimAsync(await AddRunAsync(portfolio));

        await _runs.ReleaseAsync([old], Token);

        (await RowAsync(old.Run.Id)).Status.ShouldBe(RunStatus.Pending);
        var claim = (await _runs.TryClaimAsync(old.Run.Id, "other", Now.AddSeconds(1), LongAgo, Token)).ShouldNotBeNull();
        claim.Run.Attempt.ShouldBe(1);
        claim.Fence.ShouldBe(old.Fence + 1);
        (await _runs.SaveProgressAsync(old, null, Now, Token)).ShouldBeFalse();
    }

    private async Task<(Guid Owner, Guid Portfolio)> AddPortfolioAsync()
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await _database.Get<IPortfolioStore>().AddAsync(portfolio, [], null, Token);
        return (owner, portfolio.Id);
    }

    private async Task<Guid> AddRunAsync(Guid portfolio)
    {
        var run = new RunBuilder { PortfolioId = portfolio }.Build();
        (await _runs.AddAsync(run, Token)).ShouldBeNull();
        return run.Id;
    }

    private async Task<RunClaim> ClaimAsync(Guid run) => (await _runs.TryClaimAsync(run, "node", Now, LongAgo, Token)).ShouldNotBeNull();

    private async Task<RunClaim> TakeOverAsync(RunClaim old) =>
        (await _runs.TryClaimAsync(old.Run.Id, "other", Now.AddMinutes(2), Now.AddMinutes(1), Token)).ShouldNotBeNull();

    private async Task<CalculationRun> RowAsync(Guid id)
    {
        await using var db = _database.NewContext();
        return await db.Runs.AsNoTracking().SingleAsync(run => run.Id == id, Token);
    }
}
