using App.Core.Imports;
using App.Core.Portfolios;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Portfolios;

public sealed class SqlitePortfolioStoreTests(SqliteFixture fixture) : PortfolioStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresPortfolioStoreTests(PostgresFixture fixture) : PortfolioStoreContract(fixture), IClassFixture<PostgresFixture>;

public abstract class PortfolioStoreContract(DatabaseFixture fixture)
{
    private readonly TestDatabase _database = fixture.Database;
    private readonly IPortfolioStore _store = fixture.Database.Get<IPortfolioStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAsync_PositionWithADuplicateId_StoresNothing()
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        var positions = PositionBuilder.Many(portfolio.Id, 50);
        positions.Add(new PositionBuilder { Id = positions[7].Id, PortfolioId = portfolio.Id, Ordinal = 50, Symbol = "TWICE" }.Build());

        await Should.ThrowAsync<Exception>(() => _store.AddAsync(portfolio, positions, ImportOf(portfolio), Token));

        await using var db = _database.NewContext();
        (await db.Portfolios.CountAsync(row => row.OwnerId == owner, Token)).ShouldBe(0);
        (await db.Positions.CountAsync(row => row.PortfolioId == portfolio.Id, Token)).ShouldBe(0);
        (await db.Imports.CountAsync(row => row.PortfolioId == portfolio.Id, Token)).ShouldBe(0);
    }

    [Theory]
    [InlineData("Schwab Taxable", "schwab taxable")]
    [InlineData("Schwab Taxable", "  SCHWAB TAXABLE ")]
    [InlineData("Été à Zürich", "ÉTÉ À ZÜRICH")]
    [InlineData("Été à Zürich", "E\u0301te\u0301 a\u0300 Zu\u0308rich")]
    public async Task AddAsync_AccountNameTakenInAnotherSpelling_StoresNothing(string first, string second)
    {
        var owner = await _database.AddUserAsync(Token);
        (await AddAsync(owner, first)).ShouldBe(PortfolioAddition.Added);

        (await AddAsync(owner, second)).ShouldBe(PortfolioAddition.AccountNameTaken);

        (await _store.FindByAccountAsync(owner, Portfolio.KeyOf(second), Token)).ShouldNotBeNull();
        (await _store.ListAsync(owner, includeInactive: true, 10, 0, Token)).Total.ShouldBe(1);
    }

    [Fact]
    public async Task AddAsync_AccountNameOfAnotherOwner_IsAdded()
    {
        var (one, other) = (await _database.AddUserAsync(Token), await _database.AddUserAsync(Token));

        (await AddAsync(one, "IRA")).ShouldBe(PortfolioAddition.Added);
        (await AddAsync(other, "IRA")).ShouldBe(PortfolioAddition.Added);
    }

    [Fact]
    public async Task AddAsync_SameAccountNameAtOnce_AddsExactlyOne()
    {
        var owner = await _database.AddUserAsync(Token);

        var additions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AddAsync(owner, "401k", positions: 20), Token)));

        additions.Count(addition => addition == PortfolioAddition.Added).ShouldBe(1);
        additions.Count(addition => addition == PortfolioAddition.AccountNameTaken).ShouldBe(7);
        var only = (await _store.ListAsync(owner, includeInactive: true, 10, 0, Token)).Items.ShouldHaveSingleItem();
        only.PositionCount.ShouldBe(20);
    }

    [Fact]
    public async Task AddAsync_AccountNameOfADeletedPortfolio_IsAdded()
    {
        var owner = await _database.AddUserAsync(Token);
        await AddAsync(owner, "Other");
        var old = new PortfolioBuilder { OwnerId = owner, AccountName = "IRA" }.Build();
        await _store.AddAsync(old, [], null, Token);
        (await _store.DeleteAsync(owner, old.Id, TestTimes.Now, Token)).ShouldBe(PortfolioDeletion.Deleted);

        (await _store.FindByAccountAsync(owner, "IRA", Token)).ShouldBeNull();
        (await _store.CountDeletedAsync(owner, "IRA", Token)).ShouldBe(1);
        (await AddAsync(owner, "ira")).ShouldBe(PortfolioAddition.Added);
    }

    [Fact]
    public async Task Reads_AnotherOwner_SeesNothing()
    {
        var (owner, stranger) = (await _database.AddUserAsync(Token), await _database.AddUserAsync(Token));
        var portfolio = new PortfolioBuilder { OwnerId = owner, AccountName = "Mine" }.Build();
        await _store.AddAsync(portfolio, PositionBuilder.Many(portfolio.Id, 3), ImportOf(portfolio), Token);

        (await _store.FindAsync(stranger, portfolio.Id, Token)).ShouldBeNull();
        (await _store.SummaryAsync(stranger, portfolio.Id, Token)).ShouldBeNull();
        (await _store.PositionsAsync(stranger, portfolio.Id, Token)).ShouldBeEmpty();
        (await _store.LastImportAsync(stranger, portfolio.Id, Token)).ShouldBeNull();
        (await _store.FindByAccountAsync(stranger, "MINE", Token)).ShouldBeNull();
        (await _store.CountDeletedAsync(stranger, "MINE", Token)).ShouldBe(0);
        (await _store.ListAsync(stranger, includeInactive: true, 10, 0, Token)).ShouldSatisfyAllConditions(
            page => page.Items.ShouldBeEmpty(), page => page.Total.ShouldBe(0));
        (await _store.DeleteAsync(stranger, portfolio.Id, TestTimes.Now, Token)).ShouldBe(PortfolioDeletion.NotFound);

        (await _store.FindAsync(owner, portfolio.Id, Token)).ShouldNotBeNull();
        (await _store.SummaryAsync(owner, portfolio.Id, Token)).ShouldNotBeNull().PositionCount.ShouldBe(3);
        (await _store.LastImportAsync(owner, portfolio.Id, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task PositionsAsync_ManyPositions_AreInFileOrder()
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        var positions = PositionBuilder.Many(portfolio.Id, 300);

        await _store.AddAsync(portfolio, [.. positions.OrderBy(position => position.Symbol, StringComparer.Ordinal)], null, Token);

        (await _store.PositionsAsync(owner, portfolio.Id, Token)).Select(position => position.Id).ShouldBe(positions.Select(position => position.Id));
    }

    [Fact]
    public async Task ListAsync_MoreThanAPage_ComesInPagesByName()
    {
        var owner = await _database.AddUserAsync(Token);
        foreach (var name in new[] { "beta", "Alpha", "delta", "Gamma", "alpha" })
        {
            await _store.AddAsync(new PortfolioBuilder { OwnerId = owner, Name = name }.Build(), [], null, Token);
        }

        var pages = new List<Page<PortfolioSummary>>();
        for (var offset = 0; offset < 6; offset += 2)
        {
            pages.Add(await _store.ListAsync(owner, includeInactive: false, 2, offset, Token));
        }

        pages.ShouldAllBe(page => page.Total == 5);
        pages.Select(page => page.Items.Count).ShouldBe([2, 2, 1]);
        pages.SelectMany(page => page.Items).Select(item => item.Portfolio.Name).ShouldBe(["Alpha", "alpha", "beta", "delta", "Gamma"]);
    }

    [Fact]
    public async Task LastImportAsync_SeveralImports_IsTheNewest()
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await _store.AddAsync(portfolio, [], ImportOf(portfolio), Token);
        var newer = ImportOf(portfolio, TestTimes.Now.AddMicroseconds(1));
        await using (var db = _database.NewContext())
        {
            db.Imports.AddRange(newer, ImportOf(portfolio, TestTimes.Now.AddDays(-1)));
            await db.SaveChangesAsync(Token);
        }

        (await _store.LastImportAsync(owner, portfolio.Id, Token)).ShouldBeEquivalentTo(newer);
    }

    private static ImportRecord ImportOf(Portfolio portfolio, DateTimeOffset? at = null) => new()
    {
        Id = TestIds.Next(),
        PortfolioId = portfolio.Id,
        FileName = "positions.csv",
        TotalRows = 60,
        PositionsImported = 51,
        ImportedAt = at ?? TestTimes.Now,
        DurationMs = 12,
    };

    private Task<PortfolioAddition> AddAsync(Guid owner, string account, int positions = 0)
    {
        var portfolio = new PortfolioBuilder { OwnerId = owner, AccountName = account }.Build();
        return _store.AddAsync(portfolio, PositionBuilder.Many(portfolio.Id, positions), null, Token);
    }
}
