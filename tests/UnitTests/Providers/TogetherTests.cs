using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Targets;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Providers;

public sealed class SqliteTogetherTests(SqliteFixture fixture) : TogetherContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresTogetherTests(PostgresFixture fixture) : TogetherContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Several stores within one transaction.</summary>
public abstract class TogetherContract(DatabaseFixture fixture)
{
    private readonly TestDatabase _database = fixture.Database;
    private readonly IUnitOfWork _unit = fixture.Database.Get<IUnitOfWork>();
    private readonly IPortfolioStore _portfolios = fixture.Database.Get<IPortfolioStore>();
    private readonly ITargetPriceStore _targets = fixture.Database.Get<ITargetPriceStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TogetherAsync_TwoStores_AreKeptTogetherAndSeeEachOther()
    {
        var owner = await _database.AddUserAsync(Token);

        var seen = await _unit.TogetherAsync(
            async token =>
            {
                await AddAsync(owner, "One", token);
                await _targets.PutAsync(owner, [Target(owner, "AAPL")], 10, token);
                return (await _portfolios.ListAsync(owner, false, 10, 0, token)).Total + (await _targets.ListAsync(owner, token)).Count;
            },
            Token);

        seen.ShouldBe(2);
        (await CountAsync(owner)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task TogetherAsync_ThrownOutOf_KeepsNothing()
    {
        var owner = await _database.AddUserAsync(Token);

        await Should.ThrowAsync<InvalidOperationException>(() => _unit.TogetherAsync<bool>(
            async token =>
            {
                await AddAsync(owner, "One", token);
                await _targets.PutAsync(owner, [Target(owner, "AAPL")], 10, token);
                throw new InvalidOperationException("No.");
            },
            Token));

        (await CountAsync(owner)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task TogetherAsync_PartThatIsRefused_TakesBackItsOwnOnly()
    {
        var owner = await _database.AddUserAsync(Token);

        await _unit.TogetherAsync(
            async token =>
            {
                (await AddAsync(owner, "One", token)).ShouldBe(PortfolioAddition.Added);
                (await AddAsync(owner, "one", token)).ShouldBe(PortfolioAddition.AccountNameTaken);
                await _targets.PutAsync(owner, [Target(owner, "AAPL")], 10, token);
                (await AddAsync(owner, "Two", token)).ShouldBe(PortfolioAddition.Added);
                return true;
            },
            Token);

        (await CountAsync(owner)).ShouldBe((2, 1));
    }

    [Fact]
    public async Task TogetherAsync_OneInAnother_IsAPartOfIt()
    {
        var owner = await _database.AddUserAsync(Token);

        await _unit.TogetherAsync(
            async token =>
            {
                await AddAsync(owner, "One", token);
                await Should.ThrowAsync<InvalidOperationException>(() => _unit.TogetherAsync<bool>(
                    async inner =>
                    {
                        await AddAsync(owner, "Two", inner);
                        throw new InvalidOperationException("No.");
                    },
                    token));
                return await AddAsync(owner, "Three", token);
            },
            Token);

        (await CountAsync(owner)).ShouldBe((2, 0));
    }

    [Fact]
    public async Task TogetherAsync_AfterIt_StoresAreByThemselvesAgain()
    {
        var owner = await _database.AddUserAsync(Token);
        await _unit.TogetherAsync(token => AddAsync(owner, "One", token), Token);

        (await AddAsync(owner, "Two", Token)).ShouldBe(PortfolioAddition.Added);

        (await CountAsync(owner)).ShouldBe((2, 0));
    }

    [Fact]
    public async Task TogetherAsync_ConnectionCutAtEachMoment_IsDoneOnce()
    {
        var moments = new DatabaseMoments();
        await using var flaky = await TestDatabase.CreateAsync(_database.Options.Provider, Token, new ManualTime(TestTimes.Now) { SkipsWaits = true }, moments.Interceptors);
        var (unit, portfolios, targets) = (flaky.Get<IUnitOfWork>(), flaky.Get<IPortfolioStore>(), flaky.Get<ITargetPriceStore>());
        var owner = await flaky.AddUserAsync(Token);
        var cuts = await moments.CutAtEachAsync(flaky.Options.Provider, cut => unit.TogetherAsync(
            async token =>
            {
                var portfolio = new PortfolioBuilder { OwnerId = owner, AccountName = $"Cut {cut}" }.Build();
                (await portfolios.AddAsync(portfolio, [], null, token)).ShouldBe(PortfolioAddition.Added);
                return await targets.PutAsync(owner, [Target(owner, $"CUT{cut}")], 1_000, token);
            },
            Token));

        cuts.ShouldBeGreaterThan(8);
        await using var db = flaky.NewContext();
        (await db.Portfolios.CountAsync(portfolio => portfolio.OwnerId == owner, Token)).ShouldBe(cuts + 1);
        (await db.TargetPrices.CountAsync(target => target.OwnerId == owner, Token)).ShouldBe(cuts + 1);
    }

    private static TargetPrice Target(Guid owner, string symbol) => new() { OwnerId = owner, Symbol = symbol, Direction = TargetDirection.Long, EndOfYear = 1, UpdatedAt = TestTimes.Now };

    private Task<PortfolioAddition> AddAsync(Guid owner, string account, CancellationToken token) =>
        _portfolios.AddAsync(new PortfolioBuilder { OwnerId = owner, AccountName = account }.Build(), [], null, token);

    private async Task<(int Portfolios, int Targets)> CountAsync(Guid owner)
    {
        await using var db = _database.NewContext();
        return (await db.Portfolios.CountAsync(portfolio => portfolio.OwnerId == owner, Token), await db.TargetPrices.CountAsync(target => target.OwnerId == owner, Token));
    }
}
