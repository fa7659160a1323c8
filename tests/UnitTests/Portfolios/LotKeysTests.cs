using App.Core.Portfolios;
using App.Data.Portfolios;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Portfolios;

public sealed class LotKeysTests
{
    private static readonly Guid Book = TestIds.Next();

    [Fact]
    public void Of_StocksAndOptions_AreWrittenWithoutTrailingZeros()
    {
        var day = new DateOnly(2024, 1, 16);

        LotKeys.Of("BRK.B", day, null).ShouldBe("BRK.B|2024-01-16");
        LotKeys.Of("BRK.B", day, null, 12).ShouldBe("BRK.B|2024-01-16#12");
        LotKeys.Of("X", day, new OptionTerms("SPY", 412.5000m, new DateOnly(2025, 1, 17), OptionType.Put)).ShouldBe("X|2024-01-16|SPY|412.5|2025-01-17|PUT");
        LotKeys.Of("X", day, new OptionTerms("SPY", 100.00m, new DateOnly(2025, 1, 17), OptionType.Call), 2).ShouldBe("X|2024-01-16|SPY|100|2025-01-17|CALL#2");
        LotKeys.Of(new string('S', 100), day, new OptionTerms(new string('U', 100), 999_999_999.9999m, day, OptionType.Call), LotKeys.MostLots).Length.ShouldBeLessThan(LotKeys.Longest);
    }

    [Fact]
    public void Assign_Doubles_AreNumberedAndThoseThatHaveTheirKeyKeepIt()
    {
        var first = At(0, "A");
        var second = At(1, "A").Keyed("A|2024-03-15#2");
        var moved = At(2, "A").Keyed("OLD|2024-03-15");

        LotKeys.Assign([first, second, moved, At(3, "B")]).Select(position => position.LotKey).ShouldBe(["A|2024-03-15", "A|2024-03-15#2", "A|2024-03-15#3", "B|2024-03-15"]);

        // The second stays the second where the first is gone, and the next that comes is the first again.
        LotKeys.Assign([At(0, "A"), second]).Select(position => position.LotKey).ShouldBe(["A|2024-03-15", "A|2024-03-15#2"]);
        LotKeys.Assign([second]).ShouldHaveSingleItem().ShouldBeSameAs(second);
    }

    [Fact]
    public void AtAndKeyed_KeepEverythingElse()
    {
        var position = new PositionBuilder { PortfolioId = Book, Option = new("SPY", 1, new(2025, 1, 17), OptionType.Put), ExitDate = new(2024, 4, 1), ExitPrice = 2, IsEstimated = true }.Build();

        var copy = position.Keyed("KEY#2").At(7);

        (copy.Ordinal, copy.LotKey, position.Ordinal).ShouldBe((7, "KEY#2", 0));
        foreach (var property in typeof(Position).GetProperties().Where(property => property.Name is not (nameof(Position.Ordinal) or nameof(Position.LotKey))))
        {
            property.GetValue(copy).ShouldBe(property.GetValue(position), property.Name);
        }
    }

    private static Position At(int ordinal, string symbol) => new PositionBuilder { PortfolioId = Book, Ordinal = ordinal, Symbol = symbol }.Build();
}

public sealed class SqliteStoredLotKeysTests(SqliteFixture fixture) : StoredLotKeysContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresStoredLotKeysTests(PostgresFixture fixture) : StoredLotKeysContract(fixture), IClassFixture<PostgresFixture>;

public abstract class StoredLotKeysContract(DatabaseFixture fixture)
{
    private static readonly DateOnly Day = new(2024, 3, 15);

    private readonly TestDatabase _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_PositionsOfOneSymbolAndDay_AreStoredWithKeysOfTheirOwn()
    {
        var (owner, book, positions) = await StoredAsync("A", "A", "A");

        (await _database.Get<IPortfolioStore>().PositionsAsync(owner, book, Token)).Select(position => (position.Id, position.LotKey))
            .ShouldBe([(positions[0].Id, "A|2024-03-15"), (positions[1].Id, "A|2024-03-15#2"), (positions[2].Id, "A|2024-03-15#3")]);
    }

    [Fact]
    public async Task Swap_RowsThatChangeKeysWithEachOther_DoNotMeet()
    {
        var (owner, book, positions) = await StoredAsync("A", "B", "C");
        List<Position> after = [Of(positions[0], "B", 0), Of(positions[1], "C", 1), Of(positions[2], "A", 2), new PositionBuilder { PortfolioId = book, Symbol = "C", Ordinal = 3, EntryDate = Day }.Build()];

        await _database.Get<Database>().WriteAsync(async (db, token) => await BookSwap.SwapAsync(db, book, after, token), Token);

        (await _database.Get<IPortfolioStore>().PositionsAsync(owner, book, Token)).Select(position => position.LotKey).ShouldBe(["B|2024-03-15", "C|2024-03-15", "A|2024-03-15", "C|2024-03-15#2"]);
    }

    [Fact]
    public async Task Swap_FirstOfTwoGoesAndItsKeyIsTakenByAnother()
    {
        var (owner, book, positions) = await StoredAsync("A", "A", "B");
        var second = (await _database.Get<IPortfolioStore>().PositionsAsync(owner, book, Token))[1];

        await _database.Get<Database>().WriteAsync(async (db, token) => await BookSwap.SwapAsync(db, book, [second.At(0), Of(positions[2], "A", 1)], token), Token);

        (await _database.Get<IPortfolioStore>().PositionsAsync(owner, book, Token)).Select(position => (position.Id, position.LotKey)).ShouldBe([(second.Id, "A|2024-03-15#2"), (positions[2].Id, "A|2024-03-15")]);
    }

    [Fact]
    public async Task Migration_RowsFromBefore_GetTheKeysThatCoreMakes()
    {
        var (owner, book, _) = await StoredAsync("A", "A", "B");
        var option = new OptionTerms("SPY", 412.50m, new DateOnly(2026, 1, 16), OptionType.Put);
        await using var db = _database.NewContext();
        db.AddRange(LotKeys.Assign([
            new PositionBuilder { PortfolioId = book, Symbol = "X", Ordinal = 3, Option = option }.Build(),
            new PositionBuilder { PortfolioId = book, Symbol = "X", Ordinal = 4, Option = option with { Strike = 100 } }.Build(),
            new PositionBuilder { PortfolioId = book, Symbol = "X", Ordinal = 5, Option = option }.Build(),
        ]));
        await db.SaveChangesAsync(Token);
        var before = (await _database.Get<IPortfolioStore>().PositionsAsync(owner, book, Token)).Select(position => position.LotKey).ToList();
        await db.Database.ExecuteSqlAsync($"UPDATE positions SET lot_key = '?' || id", Token);

        foreach (var statement in BackfillOf(db))
        {
            await db.Database.ExecuteSqlRawAsync(statement, Token);
        }

        (await _database.Get<IPortfolioStore>().PositionsAsync(owner, book, Token)).Select(position => position.LotKey).ShouldBe(before);
        before.ShouldContain("X|2024-03-15|SPY|412.5|2026-01-16|PUT#2");
    }

    // What the migration says, and not a copy of it.
    private static IEnumerable<string> BackfillOf(DbContext db)
    {
        var migrations = Microsoft.EntityFrameworkCore.Infrastructure.AccessorExtensions.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrationsAssembly>(db);
        var type = migrations.Migrations.Single(migration => migration.Key.EndsWith("_BulkWrites", StringComparison.Ordinal)).Value;
        return migrations.CreateMigration(type, db.Database.ProviderName!).UpOperations.OfType<Microsoft.EntityFrameworkCore.Migrations.Operations.SqlOperation>().Select(operation => operation.Sql);
    }

    private static Position Of(Position position, string symbol, int ordinal) => new PositionBuilder { Id = position.Id, PortfolioId = position.PortfolioId, Symbol = symbol, Ordinal = ordinal, EntryDate = Day }.Build();

    private async Task<(Guid Owner, Guid Book, IReadOnlyList<Position> Positions)> StoredAsync(params string[] symbols)
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        List<Position> positions = [.. symbols.Select((symbol, ordinal) => new PositionBuilder { PortfolioId = portfolio.Id, Symbol = symbol, Ordinal = ordinal, EntryDate = Day }.Build())];
        await _database.Get<IPortfolioStore>().AddAsync(portfolio, positions, null, Token);
        return (owner, portfolio.Id, positions);
    }
}
