using App.Core.Market;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqlitePriceStoreTests(SqliteFixture fixture) : PriceStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresPriceStoreTests(PostgresFixture fixture) : PriceStoreContract(fixture), IClassFixture<PostgresFixture>;

public abstract class PriceStoreContract(DatabaseFixture fixture)
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    private readonly TestDatabase _database = fixture.Database;
    private readonly IPriceStore _prices = fixture.Database.Get<IPriceStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AppendAsync_NewSymbol_StoresBarsAndEntryExactly()
    {
        var security = new Security
        {
            Symbol = "AAA",
            Name = "Ångström & Søn — “Holding”",
            Sector = "Information Technology",
            Kind = "STOCK",
            Currency = "USD",
            DividendYield = 1.0 / 3,
            Source = "Sample",
            IsSample = true,
            PricesFrom = new DateOnly(1926, 1, 2),
            PricesTo = Day,
            ProfiledAt = TestTimes.Now,
        };
        var bar = new DailyBar(Day, 1.0000000000000000000000000001m, 79228162514264337593543950335m, 0.0000000000000000000000000001m, 2.50m, 2.4987654321m, long.MaxValue);

        await _prices.AppendAsync(security, [bar], Token);

        (await _prices.SecuritiesAsync(["AAA"], Token))["AAA"].ShouldBeEquivalentTo(security);
        await using var db = _database.NewContext();
        (await db.PriceBars.AsNoTracking().SingleAsync(row => row.Symbol == "AAA", Token)).ShouldBeEquivalentTo(PriceBar.From("AAA", bar));
    }

    [Fact]
    public async Task AppendAsync_Twice_KeepsTheFirstValuesAndTheNewEntry()
    {
        await _prices.AppendAsync(Entry("TWICE", Day, Day.AddDays(1)), [Bar(0, 10m), Bar(1, 11m)], Token);

        await _prices.AppendAsync(Entry("TWICE", Day, Day.AddDays(2)), [Bar(1, 99m), Bar(2, 12m)], Token);

        var series = (await _prices.LoadAsync(["TWICE"], Day, Day.AddDays(9), Token))["TWICE"];
        series.Dates.ShouldBe([Day, Day.AddDays(1), Day.AddDays(2)]);
        series.Closes.ShouldBe([10m, 11m, 12m]);
        (await _prices.SecuritiesAsync(["TWICE"], Token))["TWICE"].PricesTo.ShouldBe(Day.AddDays(2));
    }

    [Fact]
    public async Task AppendAsync_SameSymbolAtOnce_StoresEachDayOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(run => Task.Run(
            () => _prices.AppendAsync(Entry("RACE", Day, Day.AddDays(249)), [.. Enumerable.Range(0, 250).Select(i => Bar(i, run + 1))], Token), Token)));

        var closes = (await _prices.LoadAsync(["RACE"], Day, Day.AddDays(249), Token))["RACE"].Closes;
        closes.Length.ShouldBe(250);
        closes.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AppendAsync_NoBars_StoresTheReason()
    {
        await _prices.AppendAsync(new Security { Symbol = "NONE", Missing = "No source has prices of NONE." }, [], Token);

        (await _prices.SecuritiesAsync(["NONE"], Token))["NONE"].Missing.ShouldBe("No source has prices of NONE.");
        (await _prices.LoadAsync(["NONE"], Day, Day, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task LoadAsync_Range_HasItsEndsAndNothingElse()
    {
        await _prices.AppendAsync(Entry("RANGE", Day, Day.AddDays(9)), [.. Enumerable.Range(0, 10).Select(i => Bar(i, i + 1)).Reverse()], Token);

        var series = (await _prices.LoadAsync(["RANGE", "UNKNOWN", "range"], Day.AddDays(2), Day.AddDays(5), Token)).ShouldHaveSingleItem().Value;

        series.Symbol.ShouldBe("RANGE");
        series.Closes.ShouldBe([3m, 4m, 5m, 6m]);
        (await _prices.LoadAsync(["RANGE"], Day.AddDays(6), Day.AddDays(5), Token)).ShouldBeEmpty();
        (await _prices.LoadAsync([], Day, Day, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task SaveAndLoad_MoreSymbolsThanAQueryTakes_FindsThemAll()
    {
        var symbols = Enumerable.Range(0, 1_201).Select(i => $"BULK{i}").ToList();
        await _prices.SaveAsync([.. symbols.Select(symbol => Entry(symbol, Day, Day))], Token);
        await _prices.AppendAsync(Entry(symbols[0], Day, Day), [Bar(0, 1m)], Token);
        await _prices.AppendAsync(Entry(symbols[^1], Day, Day), [Bar(0, 2m)], Token);

        (await _prices.SecuritiesAsync([.. symbols, "BULK-NOT-THERE"], Token)).Count.ShouldBe(symbols.Count);
        var loaded = await _prices.LoadAsync(symbols, Day, Day, Token);
        loaded.Keys.ShouldBe([symbols[0], symbols[^1]], ignoreOrder: true);
    }

    [Fact]
    public async Task SaveAsync_KnownAndNewEntries_ChangesTheOneAndAddsTheOther()
    {
        await _prices.SaveAsync([new Security { Symbol = "KNOWN", Name = "Old", Sector = "Energy" }], Token);

        await _prices.SaveAsync([new Security { Symbol = "NEW" }, new Security { Symbol = "KNOWN", Name = "New" }], Token);

        var entries = await _prices.SecuritiesAsync(["KNOWN", "NEW"], Token);
        (entries["KNOWN"].Name, entries["KNOWN"].Sector).ShouldBe(("New", null));
        entries["NEW"].Name.ShouldBeNull();
    }

    [Fact]
    public async Task SaveAsync_SameEntriesAtOnceInOppositeOrder_StoresEachOnce()
    {
        for (var round = 0; round < 3; round++)
        {
            var prefix = $"UP{round}-";
            var entries = Enumerable.Range(0, 200).Select(i => $"{prefix}{i}").ToList();

            await Task.WhenAll(
                Task.Run(() => _prices.SaveAsync([.. entries.Select(symbol => new Security { Symbol = symbol, Name = "one" })], Token), Token),
                Task.Run(() => _prices.SaveAsync([.. entries.AsEnumerable().Reverse().Select(symbol => new Security { Symbol = symbol, Name = "two" })], Token), Token));

            var stored = await _prices.SecuritiesAsync(entries, Token);
            stored.Count.ShouldBe(200);
            stored.Values.Select(security => security.Name).Distinct().ShouldHaveSingleItem();
        }
    }

    private static Security Entry(string symbol, DateOnly from, DateOnly to) => new() { Symbol = symbol, PricesFrom = from, PricesTo = to, Source = "Sample" };

    private static DailyBar Bar(int day, decimal close) => new(Day.AddDays(day), close, close, close, close, close, 1_000);
}
