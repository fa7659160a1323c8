using App.Core.Portfolios;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Portfolios;

public sealed class SqlitePortfolioDeletionTests(SqliteFixture fixture) : PortfolioDeletionContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresPortfolioDeletionTests(PostgresFixture fixture) : PortfolioDeletionContract(fixture), IClassFixture<PostgresFixture>;

public abstract class PortfolioDeletionContract(DatabaseFixture fixture)
{
    private readonly TestDatabase _database = fixture.Database;
    private readonly IPortfolioStore _store = fixture.Database.Get<IPortfolioStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeleteAsync_OneOfTwo_MarksItAndKeepsItsRows()
    {
        var owner = await _database.AddUserAsync(Token);
        var (gone, kept) = (await AddAsync(owner), await AddAsync(owner));

        (await _store.DeleteAsync(owner, gone, TestTimes.Now, Token)).ShouldBe(PortfolioDeletion.Deleted);

        (await _store.FindAsync(owner, gone, Token)).ShouldBeNull();
        (await _store.SummaryAsync(owner, gone, Token)).ShouldBeNull();
        (await _store.PositionsAsync(owner, gone, Token)).ShouldBeEmpty();
        (await _store.ListAsync(owner, includeInactive: false, 10, 0, Token)).Items.ShouldHaveSingleItem().Portfolio.Id.ShouldBe(kept);
        var all = await _store.ListAsync(owner, includeInactive: true, 10, 0, Token);
        all.Total.ShouldBe(2);
        all.Items.Single(item => item.Portfolio.Id == gone).Portfolio.DeletedAt.ShouldBe(TestTimes.Now);
        await using var db = _database.NewContext();
        (await db.Positions.CountAsync(position => position.PortfolioId == gone, Token)).ShouldBe(2);
    }

    [Fact]
    public async Task DeleteAsync_LastActive_Stays()
    {
        var owner = await _database.AddUserAsync(Token);
        var only = await AddAsync(owner);

        (await _store.DeleteAsync(owner, only, TestTimes.Now, Token)).ShouldBe(PortfolioDeletion.LastActive);

        (await _store.FindAsync(owner, only, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task DeleteAsync_DeletedAlreadyOrUnknown_IsNotFound()
    {
        var owner = await _database.AddUserAsync(Token);
        var (gone, _, _) = (await AddAsync(owner), await AddAsync(owner), await AddAsync(owner));
        await _store.DeleteAsync(owner, gone, TestTimes.Now, Token);

        (await _store.DeleteAsync(owner, gone, TestTimes.Now.AddDays(1), Token)).ShouldBe(PortfolioDeletion.NotFound);
        (await _store.DeleteAsync(owner, TestIds.Next(), TestTimes.Now, Token)).ShouldBe(PortfolioDeletion.NotFound);
    }

    [Fact]
    public async Task DeleteAsync_LastTwoAtOnce_DeletesExactlyOne()
    {
        for (var round = 0; round < 5; round++)
        {
            var owner = await _database.AddUserAsync(Token);
            Guid[] both = [await AddAsync(owner), await AddAsync(owner)];

            var deletions = await Task.WhenAll(both.Select(id => Task.Run(() => _store.DeleteAsync(owner, id, TestTimes.Now, Token), Token)));

            deletions.ShouldBe([PortfolioDeletion.Deleted, PortfolioDeletion.LastActive], ignoreOrder: true);
            (await _store.ListAsync(owner, includeInactive: false, 10, 0, Token)).Total.ShouldBe(1);
        }
    }

    [Fact]
    public async Task DeleteAsync_SamePortfolioAtOnce_DeletesItOnce()
    {
        var owner = await _database.AddUserAsync(Token);
        var (gone, _, _) = (await AddAsync(owner), await AddAsync(owner), await AddAsync(owner));

        var deletions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _store.DeleteAsync(owner, gone, TestTimes.Now, Token), Token)));

        deletions.Count(deletion => deletion == PortfolioDeletion.Deleted).ShouldBe(1);
        deletions.Count(deletion => deletion == PortfolioDeletion.NotFound).ShouldBe(7);
    }

    [Fact]
    public async Task DeleteAsync_ManyOwnersAtOnce_NobodyHasToTryAgain()
    {
        var time = new ManualTime(TestTimes.Now) { SkipsWaits = true };
        await using var database = await TestDatabase.CreateAsync(_database.Options.Provider, Token, time);
        var store = database.Get<IPortfolioStore>();
        var owners = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => database.AddUserAsync(Token)));
        for (var round = 0; round < 5; round++)
        {
            var doomed = owners.Select(owner => new PortfolioBuilder { OwnerId = owner }.Build()).ToList();
            foreach (var portfolio in doomed.Concat(owners.Select(owner => new PortfolioBuilder { OwnerId = owner }.Build())))
            {
                await store.AddAsync(portfolio, [], null, Token);
            }

            var deletions = await Task.WhenAll(doomed.Select(
                portfolio => Task.Run(() => store.DeleteAsync(portfolio.OwnerId, portfolio.Id, TestTimes.Now, Token), Token)));

            deletions.ShouldAllBe(deletion => deletion == PortfolioDeletion.Deleted);
        }

        time.Skipped.ShouldBeEmpty();
    }

    private async Task<Guid> AddAsync(Guid owner)
    {
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        (await _store.AddAsync(portfolio, PositionBuilder.Many(portfolio.Id, 2), null, Token)).ShouldBe(PortfolioAddition.Added);
        return portfolio.Id;
    }
}
