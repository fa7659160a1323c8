using App.Core.Calculations;
using App.Core.Portfolios;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteRunQueriesTests(SqliteFixture fixture) : RunQueriesContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresRunQueriesTests(PostgresFixture fixture) : RunQueriesContract(fixture), IClassFixture<PostgresFixture>;

public abstract class RunQueriesContract(DatabaseFixture fixture)
{
    private static readonly DateTimeOffset Now = TestTimes.Now;

    private readonly TestDatabase _database = fixture.Database;
    private readonly IRunStore _runs = fixture.Database.Get<IRunStore>();
    private readonly IPortfolioStore _portfolios = fixture.Database.Get<IPortfolioStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DueAsync_PendingAndDeadRuns_AreFoundOldestFirst()
    {
        var waiting = await AddRunAsync(Now.AddSeconds(-30));
        await AddRunAsync(Now.AddSeconds(-5));
        var dead = await AddRunAsync(Now.AddSeconds(-60));
        await ClaimAsync(dead, Now.AddSeconds(-50));
        await ClaimAsync(await AddRunAsync(Now.AddSeconds(-70)), Now.AddSeconds(-1));
        var over = await ClaimAsync(await AddRunAsync(Now.AddSeconds(-80)), Now.AddSeconds(-60));
        await _runs.FinishAsync(over, RunBuilder.Completed(), Now.AddSeconds(-59), Token);

        (await _runs.DueAsync(Now.AddSeconds(-10), Now.AddSeconds(-20), 10, Token)).ShouldBe([dead.Id, waiting.Id]);
        (await _runs.DueAsync(Now.AddSeconds(-10), Now.AddSeconds(-20), 1, Token)).ShouldBe([dead.Id]);
    }

    [Fact]
    public async Task FindAsync_SeveralRuns_IsTheLatestOrTheOneAskedFor()
    {
        var (owner, portfolio) = await AddPortfolioAsync();
        var first = await FinishedAsync(portfolio, Now, TestTimes.Session, "a");
        var second = await FinishedAsync(portfolio, Now.AddMicroseconds(1), TestTimes.Session, "b");

        (await _runs.FindAsync(owner, portfolio, null, Token)).ShouldNotBeNull().Id.ShouldBe(second);
        (await _runs.FindAsync(owner, portfolio, first, Token)).ShouldNotBeNull().Id.ShouldBe(first);
        (await _runs.FindAsync(owner, portfolio, TestIds.Next(), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task FindAsync_AnotherOwnerOrADeletedPortfolio_IsNull()
    {
        var (owner, portfolio) = await AddPortfolioAsync();
        var (stranger, strangers) = await AddPortfolioAsync();
        var run = await FinishedAsync(portfolio, Now, TestTimes.Session, "a");

        (await _runs.FindAsync(stranger, portfolio, null, Token)).ShouldBeNull();
        (await _runs.FindAsync(stranger, portfolio, run, Token)).ShouldBeNull();
        (await _runs.FindAsync(stranger, strangers, run, Token)).ShouldBeNull();
        await _portfolios.AddAsync(new PortfolioBuilder { OwnerId = owner }.Build(), [], null, Token);
        (await _portfolios.DeleteAsync(owner, portfolio, Now, Token)).ShouldBe(PortfolioDeletion.Deleted);
        (await _runs.FindAsync(owner, portfolio, run, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task LatestAsync_SeveralPortfolios_HasTheLatestRunOfEachActiveOne()
    {
        var (owner, portfolio) = await AddPortfolioAsync();
        var other = new PortfolioBuilder { OwnerId = owner }.Build();
        var deleted = new PortfolioBuilder { OwnerId = owner }.Build();
        await _portfolios.AddAsync(other, [], null, Token);
        await _portfolios.AddAsync(deleted, [], null, Token);
        var (stranger, strangers) = await AddPortfolioAsync();
        await FinishedAsync(portfolio, Now, TestTimes.Session, "a");
        var latest = await FinishedAsync(portfolio, Now.AddMicroseconds(1), TestTimes.Session, "b");
        await FinishedAsync(deleted.Id, Now, TestTimes.Session, "c");
        var theirs = await FinishedAsync(strangers, Now, TestTimes.Session, "d");
        (await _portfolios.DeleteAsync(owner, deleted.Id, Now, Token)).ShouldBe(PortfolioDeletion.Deleted);

        var mine = await _runs.LatestAsync(owner, Token);

        mine.ShouldHaveSingleItem().Key.ShouldBe(portfolio);
        mine[portfolio].Id.ShouldBe(latest);
        (await _runs.LatestAsync(stranger, Token)).ShouldHaveSingleItem().Value.Id.ShouldBe(theirs);
        (await _runs.LatestAsync(TestIds.Next(), Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ListAsync_ManyRuns_AreNewestFirstInPagesWithTheirTotal()
    {
        var (owner, portfolio) = await AddPortfolioAsync();
        var (_, other) = await AddPortfolioAsync();
        List<Guid> runs = [];
        for (var i = 0; i < 7; i++)
        {
            runs.Insert(0, await FinishedAsync(portfolio, Now.AddSeconds(i), TestTimes.Session, "a", i % 3 == 0 ? RunStatus.Failed : RunStatus.Completed));
        }

        await FinishedAsync(other, Now, TestTimes.Session, "b");

        var all = await _runs.ListAsync(owner, portfolio, new RunFilter(null, 50, 0), Token);
        all.Total.ShouldBe(7);
        all.Items.Select(run => run.Id).ShouldBe(runs);
        var page = await _runs.ListAsync(owner, portfolio, new RunFilter(null, 3, 5), Token);
        page.Total.ShouldBe(7);
        page.Items.Select(run => run.Id).ShouldBe(runs[5..]);
        var failed = await _runs.ListAsync(owner, portfolio, new RunFilter(RunStatus.Failed, 2, 0), Token);
        failed.Total.ShouldBe(3);
        failed.Items.Select(run => run.Id).ShouldBe([runs[0], runs[3]]);
        (await _runs.ListAsync(owner, portfolio, new RunFilter(null, 50, 70), Token)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task ListAsync_AnotherOwnerOrADeletedPortfolio_IsEmpty()
    {
        var (owner, portfolio) = await AddPortfolioAsync();
        var stranger = await _database.AddUserAsync(Token);
        await FinishedAsync(portfolio, Now, TestTimes.Session, "a");

        (await _runs.ListAsync(stranger, portfolio, new RunFilter(null, 50, 0), Token)).Total.ShouldBe(0);
        await _portfolios.AddAsync(new PortfolioBuilder { OwnerId = owner }.Build(), [], null, Token);
        await _portfolios.DeleteAsync(owner, portfolio, Now, Token);
        (await _runs.ListAsync(owner, portfolio, new RunFilter(null, 50, 0), Token)).Total.ShouldBe(0);
    }

    [Fact]
    public async Task CompletedIdentityAsync_SeveralRuns_IsTheNewestCompletedOfTheSession()
    {
        var (_, portfolio) = await AddPortfolioAsync();
        (await _runs.CompletedIdentityAsync(portfolio, TestTimes.Session, Token)).ShouldBeNull();
        await FinishedAsync(portfolio, Now, TestTimes.Session, "old");
        await FinishedAsync(portfolio, Now.AddSeconds(1), TestTimes.Session, "new", RunStatus.CompletedWithWarnings);
        await FinishedAsync(portfolio, Now.AddSeconds(2), TestTimes.Session, "failed", RunStatus.Failed);
        await FinishedAsync(portfolio, Now.AddSeconds(3), TestTimes.Session.AddDays(-1), "another session");

        (await _runs.CompletedIdentityAsync(portfolio, TestTimes.Session, Token)).ShouldBe("new");
    }

    [Fact]
    public async Task LoadAsync_Book_HasItsPositionsInOrderUntilItIsDeleted()
    {
        var books = _database.Get<IBookStore>();
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        var positions = PositionBuilder.Many(portfolio.Id, 12);
        await _portfolios.AddAsync(portfolio, [.. positions.AsEnumerable().Reverse()], null, Token);

        var book = (await books.LoadAsync(portfolio.Id, Token)).ShouldNotBeNull();

        book.Portfolio.ShouldBeEquivalentTo(portfolio);
        book.Positions.Select(position => position.Id).ShouldBe(positions.Select(position => position.Id));
        await _portfolios.AddAsync(new PortfolioBuilder { OwnerId = owner }.Build(), [], null, Token);
        await _portfolios.DeleteAsync(owner, portfolio.Id, Now, Token);
        (await books.LoadAsync(portfolio.Id, Token)).ShouldBeNull();
    }

    private async Task<(Guid Owner, Guid Portfolio)> AddPortfolioAsync()
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await _portfolios.AddAsync(portfolio, [], null, Token);
        return (owner, portfolio.Id);
    }

    private async Task<CalculationRun> AddRunAsync(DateTimeOffset createdAt)
    {
        var run = new RunBuilder { PortfolioId = (await AddPortfolioAsync()).Portfolio, CreatedAt = createdAt }.Build();
        (await _runs.AddAsync(run, Token)).ShouldBeNull();
        return run;
    }

    private async Task<RunClaim> ClaimAsync(CalculationRun run, DateTimeOffset at) =>
        (await _runs.TryClaimAsync(run.Id, "node", at, at.AddMinutes(-1), Token)).ShouldNotBeNull();

    private async Task<Guid> FinishedAsync(Guid portfolio, DateTimeOffset createdAt, DateOnly session, string identity, RunStatus status = RunStatus.Completed)
    {
        var run = new RunBuilder { PortfolioId = portfolio, CreatedAt = createdAt, Session = session }.Build();
        (await _runs.AddAsync(run, Token)).ShouldBeNull();
        (await _runs.FinishAsync(await ClaimAsync(run, createdAt), RunBuilder.Completed(identity) with { Status = status }, createdAt, Token)).ShouldBeTrue();
        return run.Id;
    }
}
