using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Data;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Providers;

public sealed class SqliteBulkInsertTests(SqliteFixture fixture) : BulkInsertContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresBulkInsertTests(PostgresFixture fixture) : BulkInsertContract(fixture), IClassFixture<PostgresFixture>;

public abstract class BulkInsertContract(DatabaseFixture fixture)
{
    private static readonly DateOnly Day = TestTimes.Session;

    private readonly ScenarioOfRuns _scenario = new(fixture.Database);
    private readonly TestDatabase _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InsertAsync_Positions_WritesWhatSaveChangesWrites()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        var option = new OptionTerms("SPY", 412.5m, Day, OptionType.Put);

        await AssertSameRowsAsync<Position>(
        [
            new PositionBuilder { PortfolioId = claim.Run.PortfolioId, Symbol = "Ünï'cödé", Quantity = 10.50m, EntryPrice = decimal.MaxValue }.Build(),
            new PositionBuilder { PortfolioId = claim.Run.PortfolioId, Ordinal = int.MaxValue, Quantity = -0.000001m, Option = option, ExitDate = Day, ExitPrice = 1e-28m }.Build(),
            new PositionBuilder { PortfolioId = claim.Run.PortfolioId, Class = InvestmentClass.Private, Subtype = null, EntryDate = new DateOnly(1926, 1, 1) }.Build(),
        ]);
    }

    [Fact]
    public async Task InsertAsync_PositionValues_WritesWhatSaveChangesWrites()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token, positions: 4);
        var positions = await _database.Get<IPortfolioStore>().PositionsAsync(owner, claim.Run.PortfolioId, Token);

        await AssertSameRowsAsync<PositionValue>([.. positions.Select((position, i) => ValueOf(position, (MarkSource)i))]);
    }

    [Fact]
    public async Task InsertAsync_Securities_WritesWhatSaveChangesWrites() => await AssertSameRowsAsync<Security>(
    [
        new Security { Symbol = "BULK-A" },
        new Security
        {
            Symbol = "BULK-B",
            Name = "Ångström; “quoted”",
            Sector = "Energy",
            Kind = "STOCK",
            Currency = "USD",
            DividendYield = 0.1 + 0.2,
            Source = "Sample",
            IsSample = true,
            Missing = "line\nbreak",
            PricesFrom = new DateOnly(1926, 1, 1),
            PricesTo = Day,
            ProfiledAt = TestTimes.Now.ToOffset(TimeSpan.FromHours(5)),
            Industry = "Ü",
            Beta = -1e-300,
            Bars = int.MaxValue,
            FetchHolder = "somebody",
            FetchUntil = TestTimes.Now,
        },
    ]);

    [Fact]
    public async Task InsertAsync_PriceBars_WritesWhatSaveChangesWrites() => await AssertSameRowsAsync<PriceBar>(
    [
        PriceBar.From("BULK-C", new DailyBar(Day, 1m, 1.0m, 1.00m, decimal.MaxValue, 1e-28m, long.MaxValue), 1.0 / 3),
        PriceBar.From("BULK-C", new DailyBar(Day.AddDays(1), 0.5m, 100m, 1_000_000m, 12.3456789m, -1m, 0), double.Epsilon),
    ]);

    [Fact]
    public async Task InsertAsync_CorporateActions_WritesWhatSaveChangesWrites() => await AssertSameRowsAsync<StoredAction>(
    [
        new StoredAction { Symbol = "BULK-D", ExDate = Day, Kind = CorporateActionKind.Split, Value = 0.1m },
        new StoredAction { Symbol = "BULK-D", ExDate = Day, Kind = CorporateActionKind.Dividend, Value = 1.10m },
    ]);

    [Fact]
    public async Task InsertAsync_RowThatExists_IsAnErrorUnlessSkipped()
    {
        await InsertAsync([Entry("BULK-D", "first")], skipExisting: false);

        await Should.ThrowAsync<Exception>(() => InsertAsync([Entry("BULK-D", "second")], skipExisting: false));
        await InsertAsync([Entry("BULK-D", "third"), Entry("BULK-E", "new"), Entry("BULK-E", "twice")], skipExisting: true);

        var stored = await _database.Get<IPriceStore>().SecuritiesAsync(["BULK-D", "BULK-E"], Token);
        (stored["BULK-D"].Name, stored["BULK-E"].Name).ShouldBe(("first", "new"));
    }

    [Fact]
    public async Task InsertAsync_RowThatBreaksAnotherRule_IsAnErrorEvenWhenSkipping() =>
        await Should.ThrowAsync<Exception>(() => InsertAsync([Entry(null!, "no key")], skipExisting: true));

    [Fact]
    public async Task InsertAsync_WithoutATransaction_SaysSo()
    {
        await using var db = _database.NewContext();

        (await Should.ThrowAsync<InvalidOperationException>(() => BulkInsert.InsertAsync(db, [Entry("BULK-F", "x")], Token))).Message.ShouldContain("transaction");
    }

    private static Security Entry(string symbol, string name) => new() { Symbol = symbol, Name = name };

    private static PositionValue ValueOf(Position position, MarkSource source) => new()
    {
        PositionId = position.Id,
        PortfolioId = position.PortfolioId,
        Session = Day,
        IsOpen = source != MarkSource.Stale,
        SplitFactor = 0.1m,
        Price = 10.50m,
        Source = source,
        PriceDate = Day,
        Note = source == MarkSource.Quoted ? null : "ü",
        MarketValue = -1e-28m,
        CostBasis = 0m,
        DayPnl = 0.00m,
        Pnl = decimal.MinValue,
        Weight = source == MarkSource.Model ? null : 1.0 / 3,
        NeedsPriceUpdate = source == MarkSource.Entry,
    };

    private Task<bool> InsertAsync(IReadOnlyCollection<Security> rows, bool skipExisting) => _database.Get<Database>().WriteAsync(
        async (db, token) =>
        {
            await BulkInsert.InsertAsync(db, rows, token, skipExisting);
            return true;
        },
        Token);

    // Each way writes into the same state and is rolled back; compared is what the database itself has, not what EF Core reads.
    private async Task AssertSameRowsAsync<T>(IReadOnlyCollection<T> rows)
        where T : class
    {
        var bulk = await RowsWrittenByAsync<T>(db => BulkInsert.InsertAsync(db, rows, Token));
        var skipping = await RowsWrittenByAsync<T>(db => BulkInsert.InsertAsync(db, rows, Token, skipExisting: true));
        var saved = await RowsWrittenByAsync<T>(db =>
        {
            db.AddRange(rows);
            return db.SaveChangesAsync(Token);
        });

        saved.Count.ShouldBeGreaterThanOrEqualTo(rows.Count);
        bulk.ShouldBe(saved);
        skipping.ShouldBe(saved);
    }

    private async Task<List<string>> RowsWrittenByAsync<T>(Func<AppDbContext, Task> write)
    {
        await using var db = _database.NewContext();
        await using var transaction = await db.Database.BeginTransactionAsync(Token);
        await write(db);
        return await db.Database.SqlQueryRaw<string>(RawRows(db, typeof(T))).ToListAsync(Token);
    }

    private static string RawRows(AppDbContext db, Type type)
    {
        var entity = db.Model.FindEntityType(type)!;
        var columns = entity.GetProperties().Select(property => property.GetColumnName());
        var row = db.Database.IsNpgsql() ? "t::text" : string.Join(" || '|' || ", columns.Select(column => $"quote({column})"));
        return $"SELECT {row} AS \"Value\" FROM {entity.GetTableName()} AS t ORDER BY 1";
    }
}
