using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Snapshots;

public sealed class SqlitePositionValueStoreTests(SqliteFixture fixture) : PositionValueStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresPositionValueStoreTests(PostgresFixture fixture) : PositionValueStoreContract(fixture), IClassFixture<PostgresFixture>;

public abstract class PositionValueStoreContract(DatabaseFixture fixture)
{
    private readonly ScenarioOfRuns _scenario = new(fixture.Database);
    private readonly TestDatabase _database = fixture.Database;
    private readonly IPositionValueStore _values = fixture.Database.Get<IPositionValueStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReplaceAsync_FirstTime_StoresEachValueExactly()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token, positions: 3);
        var values = await ValuesAsync(owner, claim, 0.0000000000000000000000000001m);

        (await _values.ReplaceAsync(claim, values, Token)).ShouldBeTrue();

        var stored = await _values.ListAsync(owner, claim.Run.PortfolioId, Token);
        stored.OrderBy(value => value.PositionId).ToList().ShouldBeEquivalentTo(values.OrderBy(value => value.PositionId).ToList());
    }

    [Fact]
    public async Task ReplaceAsync_Again_LeavesOnlyTheNewValuesAndOtherPortfoliosAlone()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token, positions: 3);
        var (neighbour, neighbours) = await _scenario.HeldRunAsync(Token, positions: 2);
        await _values.ReplaceAsync(neighbours, await ValuesAsync(neighbour, neighbours, 1m), Token);
        await _values.ReplaceAsync(claim, await ValuesAsync(owner, claim, 1m), Token);

        (await _values.ReplaceAsync(claim, (await ValuesAsync(owner, claim, 2m)).Take(2).ToList(), Token)).ShouldBeTrue();

        (await _values.ListAsync(owner, claim.Run.PortfolioId, Token)).Select(value => value.Price).ShouldBe([2m, 2m]);
        (await _values.ListAsync(neighbour, neighbours.Run.PortfolioId, Token)).Count.ShouldBe(2);
        (await _values.ReplaceAsync(claim, [], Token)).ShouldBeTrue();
        (await _values.ListAsync(owner, claim.Run.PortfolioId, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReplaceAsync_RunTakenOver_IsFalseAndWritesNothing()
    {
        var (owner, old) = await _scenario.HeldRunAsync(Token, positions: 2);
        await _values.ReplaceAsync(old, await ValuesAsync(owner, old, 1m), Token);
        var claim = await _scenario.TakenOverAsync(old, Token);

        (await _values.ReplaceAsync(old, await ValuesAsync(owner, old, 2m), Token)).ShouldBeFalse();

        (await _values.ListAsync(owner, claim.Run.PortfolioId, Token)).ShouldAllBe(value => value.Price == 1m);
    }

    [Fact]
    public async Task ReplaceAsync_EightTimesAtOnce_LeavesOneSet()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token, positions: 5);
        var sets = new List<List<PositionValue>>();
        for (var i = 1; i <= 8; i++)
        {
            sets.Add(await ValuesAsync(owner, claim, i));
        }

        await Task.WhenAll(sets.Select(set => Task.Run(() => _values.ReplaceAsync(claim, set, Token), Token)));

        var stored = await _values.ListAsync(owner, claim.Run.PortfolioId, Token);
        stored.Count.ShouldBe(5);
        stored.Select(value => value.Price).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ListAsync_AnotherOwner_IsEmpty()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token, positions: 2);
        await _values.ReplaceAsync(claim, await ValuesAsync(owner, claim, 1m), Token);

        (await _values.ListAsync(await _database.AddUserAsync(Token), claim.Run.PortfolioId, Token)).ShouldBeEmpty();
        (await _values.ListAsync(owner, claim.Run.PortfolioId, Token)).Count.ShouldBe(2);
    }

    private async Task<List<PositionValue>> ValuesAsync(Guid owner, RunClaim claim, decimal price)
    {
        var positions = await _database.Get<IPortfolioStore>().PositionsAsync(owner, claim.Run.PortfolioId, Token);
        return [.. positions.Select((position, i) => new PositionValue
        {
            PositionId = position.Id,
            PortfolioId = claim.Run.PortfolioId,
            Session = TestTimes.Session,
            IsOpen = i != 1,
            SplitFactor = 1 + i,
            Price = price,
            Source = (MarkSource)(i % 4),
            PriceDate = TestTimes.Session.AddDays(-i),
            Note = i == 0 ? null : "carried forward – 2 sessions",
            MarketValue = -price * 100,
            CostBasis = decimal.MaxValue,
            DayPnl = -0.01m,
            Pnl = 79228162514264337593543950.335m,
            Weight = i == 2 ? null : 1.0 / 3,
            NeedsPriceUpdate = i == 1,
        })];
    }
}
