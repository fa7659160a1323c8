using App.Core.Market;
using App.Core.Portfolios;
using App.Data.Providers;
using App.Testing;
using Shouldly;
using UnitTests.Accounts;
using Xunit;

namespace UnitTests.Market;

public sealed class SqliteMarketHealthTests() : MarketHealthContract(DatabaseProvider.Sqlite);

public sealed class PostgresMarketHealthTests() : MarketHealthContract(DatabaseProvider.Postgres);

/// <summary>What is told of the security master: of what is held, and of what no source answered for.</summary>
public abstract class MarketHealthContract(DatabaseProvider provider)
{
    private static readonly DateOnly Stale = TestTimes.Session.AddDays(-7);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_OfAllKindsOfSymbols_IsToldBySourceAndByTrouble()
    {
        await using var database = await TestDatabase.CreateAsync(provider, Token);
        var health = database.Get<IMarketHealth>();
        (await health.SourcesAsync(Token)).ShouldBeEmpty();
        var operated = new OperatedDatabase(database);
        var owner = await operated.UserAsync(_ => { }, Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        var positions = PositionBuilder.Many(portfolio.Id, 3);
        await database.Get<IPortfolioStore>().AddAsync(portfolio, positions, null, Token);
        var held = positions.Select(position => position.Symbol).Distinct().ToList();
        held.Count.ShouldBe(3);
        await using (var db = database.NewContext())
        {
            db.Securities.AddRange(
                new Security { Symbol = held[0], Source = "Yahoo", LastBar = TestTimes.Session, AnsweredAt = TestTimes.Now },
                new Security { Symbol = held[1], Source = "Yahoo", LastBar = Stale.AddDays(-1), UnavailableAt = TestTimes.Now, AnsweredAt = TestTimes.Now.AddDays(-8) },
                new Security { Symbol = held[2], Missing = "no source knows it" },
                new Security { Symbol = "SOLD", Source = "Stooq", LastBar = Stale.AddDays(-100), IsSample = false },
                new Security { Symbol = "GONE", Missing = "no source knows it" },
                new Security { Symbol = "MADE", Source = "Sample", IsSample = true, LastBar = TestTimes.Session });
            await db.SaveChangesAsync(Token);
        }

        var sources = await health.SourcesAsync(Token);
        sources.Select(source => (source.Name, source.Symbols, source.Waiting)).ShouldBe([(null, 2, 0), ("Yahoo", 2, 1), ("Sample", 1, 0), ("Stooq", 1, 0)], ignoreOrder: true);
        sources.Single(source => source.Name == "Yahoo").ShouldBe(new SourceHealth("Yahoo", false, 2, TestTimes.Session, TestTimes.Now, 1, TestTimes.Now));
        (await health.CountsAsync(Stale, Token)).ShouldBe(new TroubleCounts(1, 1, 1, 1));
        (await ListAsync(SymbolTrouble.Missing)).ShouldBe([new TroubledSymbol(held[2], null, null, null, "no source knows it", null, 1)]);
        (await ListAsync(SymbolTrouble.Stale)).ShouldBe([new TroubledSymbol(held[1], null, "Yahoo", Stale.AddDays(-1), null, TestTimes.Now, 1)]);
        (await ListAsync(SymbolTrouble.Waiting)).ShouldHaveSingleItem().Symbol.ShouldBe(held[1]);

        async Task<IReadOnlyList<TroubledSymbol>> ListAsync(SymbolTrouble trouble) => (await health.ListAsync(trouble, Stale, 10, 0, Token)).Items;
    }
}
