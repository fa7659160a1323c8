using App.Core.Market;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqlitePriceStoreTests(SqliteFixture fixture) : PriceStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresPriceStoreTests(PostgresFixture fixture) : PriceStoreContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>What is read of stored prices.</summary>
public abstract class PriceStoreContract(DatabaseFixture fixture)
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    private readonly TestDatabase _database = fixture.Database;
    private readonly IPriceStore _prices = fixture.Database.Get<IPriceStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_Range_HasItsEndsAndNothingElse()
    {
        await StoreAsync([.. Enumerable.Range(0, 10).Select(i => Bar("RANGE", i, i + 1)).Reverse()]);

        var series = (await _prices.LoadAsync(["RANGE", "UNKNOWN", "range"], Day.AddDays(2), Day.AddDays(5), Token)).ShouldHaveSingleItem().Value;

        series.Symbol.ShouldBe("RANGE");
        series.Dates.ShouldBe([Day.AddDays(2), Day.AddDays(3), Day.AddDays(4), Day.AddDays(5)]);
        series.Closes.ShouldBe([3m, 4m, 5m, 6m]);
        (await _prices.LoadAsync(["RANGE"], Day.AddDays(6), Day.AddDays(5), Token)).ShouldBeEmpty();
        (await _prices.LoadAsync([], Day, Day, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task LoadAsync_ManySymbolsAndYears_KeepsEachToItself()
    {
        var symbols = Enumerable.Range(0, 7).Select(i => $"MANY{i}").ToList();
        await StoreAsync([.. symbols.SelectMany((symbol, s) => Enumerable.Range(0, 600 + s).Select(i => Bar(symbol, i, (1_000 * s) + i + 0.25m)))]);

        var loaded = await _prices.LoadAsync([.. symbols.AsEnumerable().Reverse(), symbols[0]], Day, Day.AddDays(9_999), Token);

        loaded.Count.ShouldBe(7);
        for (var s = 0; s < symbols.Count; s++)
        {
            var series = loaded[symbols[s]];
            series.Closes.ShouldBe(Enumerable.Range(0, 600 + s).Select(i => (1_000 * s) + i + 0.25m));
            series.Dates.ShouldBe(Enumerable.Range(0, 600 + s).Select(Day.AddDays));
            series.TotalReturnIndex.ShouldBe(Enumerable.Range(0, 600 + s).Select(i => ((1_000 * s) + i + 0.25) * 2));
        }
    }

    [Fact]
    public async Task LoadAsync_AnyDecimalAndDate_ComesBackExactly()
    {
        decimal[] closes = [0.0000000000000000000000000001m, 1.0000000000000000000000000001m, 79228162514264337593543950335m, 2.50m, 1m, 0.1m, 123456.789m];
        var first = new DateOnly(1990, 1, 1);
        await StoreAsync([.. closes.Select((close, i) => Bar("EXACT", first.AddDays(i * 1_000).DayNumber - Day.DayNumber, close))]);

        var series = (await _prices.LoadAsync(["EXACT"], DateOnly.MinValue, DateOnly.MaxValue, Token))["EXACT"];

        series.Closes.ShouldBe(closes);
        series.Dates.ShouldBe(closes.Select((_, i) => first.AddDays(i * 1_000)));
    }

    [Fact]
    public async Task LoadAsync_QuarantinedDay_IsLeftOut()
    {
        var bad = Bar("BAD", 1, 1_000m);
        bad.IsQuarantined = true;
        await StoreAsync(Bar("BAD", 0, 10m), bad, Bar("BAD", 2, 11m));

        (await _prices.LoadAsync(["BAD"], Day, Day.AddDays(9), Token))["BAD"].Closes.ShouldBe([10m, 11m]);
    }

    [Fact]
    public async Task LoadAsync_Actions_AreThoseOfTheDaysAndAfterThemAscending()
    {
        await StoreAsync(Bar("ACT", 0, 1m), Bar("ACT", 9, 1m));
        await using (var db = _database.NewContext())
        {
            db.AddRange(Action("ACT", 9, CorporateActionKind.Dividend, 0.1234m), Action("ACT", 3, CorporateActionKind.Split, 4m), Action("ACT", 10, CorporateActionKind.Split, 2m), Action("ACT", -1, CorporateActionKind.Split, 5m), Action("ELSE", 3, CorporateActionKind.Split, 3m));
            await db.SaveChangesAsync(Token);
        }

        var actions = (await _prices.LoadAsync(["ACT"], Day, Day.AddDays(9), Token))["ACT"].Actions;

        // A position may be stated by what a split after these days made of a share.
        actions.ShouldBe(
        [
            new CorporateAction(Day.AddDays(3), CorporateActionKind.Split, 4m), new CorporateAction(Day.AddDays(9), CorporateActionKind.Dividend, 0.1234m),
            new CorporateAction(Day.AddDays(10), CorporateActionKind.Split, 2m),
        ]);
    }

    [Fact]
    public async Task LoadAndSecurities_MoreSymbolsThanAQueryTakes_FindsThemAll()
    {
        var symbols = Enumerable.Range(0, 1_201).Select(i => $"BULK{i}").ToList();
        await StoreAsync(Bar(symbols[0], 0, 1m), Bar(symbols[^1], 0, 2m));
        await using (var db = _database.NewContext())
        {
            db.AddRange(symbols.Select(symbol => new Security { Symbol = symbol }));
            await db.SaveChangesAsync(Token);
        }

        (await _prices.SecuritiesAsync([.. symbols, "BULK-NOT-THERE"], Token)).Count.ShouldBe(symbols.Count);
        (await _prices.LoadAsync(symbols, Day, Day, Token)).Keys.ShouldBe([symbols[0], symbols[^1]], ignoreOrder: true);
    }

    private async Task StoreAsync(params PriceBar[] bars)
    {
        await using var db = _database.NewContext();
        db.AddRange(bars.AsEnumerable());
        await db.SaveChangesAsync(Token);
    }

    private static PriceBar Bar(string symbol, int day, decimal close) =>
        PriceBar.From(symbol, ScriptedSource.Bar(Day.AddDays(day), close), (double)close * 2);

    private static StoredAction Action(string symbol, int day, CorporateActionKind kind, decimal value) =>
        new() { Symbol = symbol, ExDate = Day.AddDays(day), Kind = kind, Value = value };
}
