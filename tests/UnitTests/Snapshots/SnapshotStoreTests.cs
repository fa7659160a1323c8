using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Snapshots;

public sealed class SqliteSnapshotStoreTests(SqliteFixture fixture) : SnapshotStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresSnapshotStoreTests(PostgresFixture fixture) : SnapshotStoreContract(fixture), IClassFixture<PostgresFixture>;

public abstract class SnapshotStoreContract(DatabaseFixture fixture)
{
    private static readonly DateTimeOffset Now = TestTimes.Now;
    private static readonly DateOnly Session = TestTimes.Session;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly ScenarioOfRuns _scenario = new(fixture.Database);
    private readonly TestDatabase _database = fixture.Database;
    private readonly ISnapshotStore _snapshots = fixture.Database.Get<ISnapshotStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClaimAsync_NewSession_InsertsAnIncompleteRowThatShowsNowhere()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);

        (await _snapshots.ClaimAsync(claim, Session, Now, Lease, Token)).ShouldBeTrue();

        var row = await RowAsync(claim, Session);
        (row.IsComplete, row.RunId, row.Fence, row.LeaseUntil, row.CompletedAt).ShouldBe((false, claim.Run.Id, claim.Fence, Now + Lease, null));
        (await _snapshots.LastCompleteAsync(claim.Run.PortfolioId, Session, Token)).ShouldBeNull();
        (await _snapshots.ListAsync(owner, claim.Run.PortfolioId, null, null, 10, Token)).Total.ShouldBe(0);
        (await _database.Get<IPortfolioStore>().SummaryAsync(owner, claim.Run.PortfolioId, Token)).ShouldNotBeNull().Session.ShouldBeNull();
    }

    [Fact]
    public async Task CompleteAsync_ClaimedSession_StoresTheFiguresAndTheEquityTogether()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);
        var figures = new SnapshotBuilder { Claim = claim }.Build();
        await _snapshots.ClaimAsync(claim, Session, Now, Lease, Token);

        (await _snapshots.CompleteAsync(claim, figures, Now.AddSeconds(1), Token)).ShouldBeTrue();

        var stored = (await _snapshots.LastCompleteAsync(claim.Run.PortfolioId, Session, Token)).ShouldNotBeNull();
        (figures.IsComplete, figures.CompletedAt, figures.LeaseUntil) = (true, Now.AddSeconds(1), Now + Lease);
        stored.ShouldBeEquivalentTo(figures);

        // A figure the builder leaves at nothing would be equal also when the store forgot it.
        typeof(PortfolioSnapshot).GetProperties().Where(property => IsNothing(property.GetValue(figures))).ShouldBeEmpty();
        var summary = (await _database.Get<IPortfolioStore>().SummaryAsync(owner, claim.Run.PortfolioId, Token)).ShouldNotBeNull();
        (summary.Portfolio.NetAssetValue, summary.Session, summary.MarketValue).ShouldBe((figures.Equity, Session, figures.Net));
    }

    [Fact]
    public async Task CompleteAsync_Twice_IsFalseAndChangesNothing()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        await CompleteAsync(claim, Session, 1_000m);

        (await _snapshots.CompleteAsync(claim, new SnapshotBuilder { Claim = claim, Equity = 2_000m }.Build(), Now, Token)).ShouldBeFalse();
        (await _snapshots.ClaimAsync(claim, Session, Now, Lease, Token)).ShouldBeFalse();

        (await RowAsync(claim, Session)).Equity.ShouldBe(1_000m);
        (await NetAssetValueAsync(claim)).ShouldBe(1_000m);
    }

    [Fact]
    public async Task CompleteAsync_SessionNotClaimed_IsFalse()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);

        (await _snapshots.CompleteAsync(claim, new SnapshotBuilder { Claim = claim }.Build(), Now, Token)).ShouldBeFalse();

        (await NetAssetValueAsync(claim)).ShouldBe(250_000m);
    }

    [Fact]
    public async Task CompleteAsync_SessionBeforeTheNewest_LeavesTheEquity()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        await CompleteAsync(claim, Session, 1_000m);

        await CompleteAsync(claim, Session.AddDays(-1), 900m);

        (await NetAssetValueAsync(claim)).ShouldBe(1_000m);
    }

    [Fact]
    public async Task ClaimAsync_SameHolderAgain_IsTrueAndKeepsOneRow()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _snapshots.ClaimAsync(claim, Session, Now, Lease, Token), Token)));

        claims.ShouldAllBe(claimed => claimed);
        (await RowAsync(claim, Session)).IsComplete.ShouldBeFalse();
    }

    [Fact]
    public async Task CompleteAsync_SameHolderEightTimesAtOnce_WritesOnce()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        await _snapshots.ClaimAsync(claim, Session, Now, Lease, Token);

        var completions = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(
            () => _snapshots.CompleteAsync(claim, new SnapshotBuilder { Claim = claim, Equity = i }.Build(), Now, Token), Token)));

        completions.Count(completed => completed).ShouldBe(1);
        var equity = Array.IndexOf(completions, true) + 1;
        (await RowAsync(claim, Session)).Equity.ShouldBe(equity);
        (await NetAssetValueAsync(claim)).ShouldBe(equity);
    }

    [Fact]
    public async Task ClaimAsync_EightHoldersOneAfterAnother_OnlyTheLastMayClaim()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        var holders = new List<RunClaim> { claim };
        while (holders.Count < 8)
        {
            holders.Add(await _scenario.TakenOverAsync(holders[^1], Token));
        }

        var claims = await Task.WhenAll(holders.Select(holder => Task.Run(() => _snapshots.ClaimAsync(holder, Session, Now, Lease, Token), Token)));

        claims.Count(claimed => claimed).ShouldBe(1);
        claims[^1].ShouldBeTrue();
        (await RowAsync(claim, Session)).Fence.ShouldBe(holders[^1].Fence);
    }

    [Fact]
    public async Task ClaimAsync_ClaimOfADeadHolder_IsTakenOverAndTheDeadCannotWrite()
    {
        var (_, old) = await _scenario.HeldRunAsync(Token);
        await _snapshots.ClaimAsync(old, Session, Now, Lease, Token);
        var claim = await _scenario.TakenOverAsync(old, Token);

        (await _snapshots.ClaimAsync(claim, Session, Now.AddSeconds(1), Lease, Token)).ShouldBeTrue();

        (await _snapshots.CompleteAsync(old, new SnapshotBuilder { Claim = old, Equity = 1m }.Build(), Now, Token)).ShouldBeFalse();
        (await _snapshots.ClaimAsync(old, Session, Now, Lease, Token)).ShouldBeFalse();
        (await _snapshots.ClaimAsync(old, Session.AddDays(-1), Now, Lease, Token)).ShouldBeFalse();
        (await NetAssetValueAsync(claim)).ShouldBe(250_000m);
        (await _snapshots.CompleteAsync(claim, new SnapshotBuilder { Claim = claim, Equity = 2m }.Build(), Now, Token)).ShouldBeTrue();
        (await NetAssetValueAsync(claim)).ShouldBe(2m);
    }

    [Fact]
    public async Task ClaimAsync_ClaimOfARunThatIsOver_IsTakenOverAtOnce()
    {
        var (_, first) = await _scenario.HeldRunAsync(Token);
        await _snapshots.ClaimAsync(first, Session, Now, Lease, Token);
        await _database.Get<IRunStore>().FinishAsync(first, RunBuilder.Completed() with { Status = RunStatus.Failed }, Now, Token);
        var second = await _scenario.HeldRunAsync(first.Run.PortfolioId, Token);

        (await _snapshots.ClaimAsync(first, Session, Now, Lease, Token)).ShouldBeFalse();
        (await _snapshots.ClaimAsync(second, Session, Now, Lease, Token)).ShouldBeTrue();

        (await RowAsync(second, Session)).RunId.ShouldBe(second.Run.Id);
    }

    [Fact]
    public async Task ListAsync_ManySessions_AreTheNewestAscendingAndOnlyTheOwners()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);
        var stranger = await _database.AddUserAsync(Token);
        var portfolio = claim.Run.PortfolioId;
        for (var day = 0; day < 5; day++)
        {
            await CompleteAsync(claim, Session.AddDays(day), day + 1);
        }

        var newest = await _snapshots.ListAsync(owner, portfolio, null, null, 2, Token);
        newest.Total.ShouldBe(5);
        newest.Items.Select(item => item.Equity).ShouldBe([4m, 5m]);
        var middle = await _snapshots.ListAsync(owner, portfolio, Session.AddDays(1), Session.AddDays(3), 10, Token);
        middle.Items.Select(item => item.Equity).ShouldBe([2m, 3m, 4m]);
        (await _snapshots.ListAsync(stranger, portfolio, null, null, 10, Token)).ShouldSatisfyAllConditions(
            page => page.Items.ShouldBeEmpty(), page => page.Total.ShouldBe(0));
        (await _snapshots.LastCompleteAsync(portfolio, Session.AddDays(2), Token)).ShouldNotBeNull().Equity.ShouldBe(3m);
        (await _snapshots.LastCompleteAsync(portfolio, Session.AddDays(-1), Token)).ShouldBeNull();
    }

    private static bool IsNothing(object? value) => value is null or "" || value is not string && value.Equals(Activator.CreateInstance(value.GetType()));

    private async Task CompleteAsync(RunClaim claim, DateOnly session, decimal equity)
    {
        (await _snapshots.ClaimAsync(claim, session, Now, Lease, Token)).ShouldBeTrue();
        (await _snapshots.CompleteAsync(claim, new SnapshotBuilder { Claim = claim, Session = session, Equity = equity }.Build(), Now, Token)).ShouldBeTrue();
    }

    private async Task<PortfolioSnapshot> RowAsync(RunClaim claim, DateOnly session)
    {
        await using var db = _database.NewContext();
        return await db.Snapshots.AsNoTracking().SingleAsync(row => row.PortfolioId == claim.Run.PortfolioId && row.Session == session, Token);
    }

    private async Task<decimal> NetAssetValueAsync(RunClaim claim)
    {
        await using var db = _database.NewContext();
        return await db.Portfolios.Where(row => row.Id == claim.Run.PortfolioId).Select(row => row.NetAssetValue).SingleAsync(Token);
    }
}
