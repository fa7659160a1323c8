using App.Core.Market;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqliteMarketDataStoreTests(SqliteFixture fixture) : MarketDataStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresMarketDataStoreTests(PostgresFixture fixture) : MarketDataStoreContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Claims on symbols, and what is stored under them.</summary>
public abstract class MarketDataStoreContract(DatabaseFixture fixture)
{
    private static readonly DateOnly Day = new(2026, 11, 2);
    private static readonly DateTimeOffset Now = TestTimes.Now;
    private static readonly DateTimeOffset Soon = Now.AddSeconds(30);

    private readonly TestDatabase _database = fixture.Database;
    private readonly IMarketDataStore _store = fixture.Database.Get<IMarketDataStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeAsync_UnknownAndKnownSymbols_MakesEntriesAndGivesThemToTheFirst()
    {
        (await TakeAsync("T1")).Keys.ShouldBe(["T1"]);

        var second = await TakeAsync("second", "T2", "T1", "T3");

        second.Keys.ShouldBe(["T2", "T3"], ignoreOrder: true);
        second["T2"].FetchHolder.ShouldBe("second");
        second["T2"].FetchUntil.ShouldBe(Soon);
        (await EntryAsync("T1")).FetchHolder.ShouldBe("T1");
    }

    [Fact]
    public async Task TakeAsync_LapsedLease_IsTakenOver()
    {
        await TakeAsync("L");

        (await _store.TakeAsync(["L"], "late", Soon.AddTicks(-10), Soon.AddMinutes(1), Token)).ShouldBeEmpty();
        (await _store.TakeAsync(["L"], "late", Soon, Soon.AddMinutes(1), Token)).ShouldHaveSingleItem();
        await _store.ReleaseAsync(["L"], "L", Token);

        (await EntryAsync("L")).FetchHolder.ShouldBe("late", "the one before has nothing to give up any more");
    }

    [Fact]
    public async Task RenewAndRelease_Holder_ExtendsAndGivesUp()
    {
        await TakeAsync("R");

        await _store.RenewAsync(["R"], "somebody else", Soon.AddHours(1), Token);
        (await EntryAsync("R")).FetchUntil.ShouldBe(Soon);
        await _store.RenewAsync(["R", "NOT-THERE"], "R", Soon.AddHours(1), Token);
        (await EntryAsync("R")).FetchUntil.ShouldBe(Soon.AddHours(1));
        await _store.ReleaseAsync(["R"], "R", Token);

        var released = await EntryAsync("R");
        (released.FetchHolder, released.FetchUntil).ShouldBe((null, null));
        (await TakeAsync("R")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task TakeAsync_ManyAtOnceInAnyOrder_GivesEachSymbolToOne()
    {
        var symbols = Enumerable.Range(0, 120).Select(i => $"RACE{i}").ToArray();

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(runner => Task.Run(
            () => _store.TakeAsync(runner % 2 == 0 ? symbols : [.. symbols.Reverse().Skip(runner)], $"runner {runner}", Now, Soon, Token), Token)));

        taken.SelectMany(each => each.Keys).Count().ShouldBe(120);
        taken.SelectMany(each => each.Keys).Distinct().Count().ShouldBe(120);
    }

    [Fact]
    public async Task StoreAsync_HeldSymbol_StoresBarsEntryAndCounts()
    {
        var entry = (await TakeAsync("S")).Values.Single();
        (entry.Name, entry.Sector, entry.Kind, entry.Currency) = ("Ångström & Søn — “Holding”", "Information Technology", "STOCK", "USD");
        (entry.DividendYield, entry.Beta, entry.Source, entry.IsSample) = (1.0 / 3, -0.1, "Sample", true);
        (entry.PricesFrom, entry.PricesTo, entry.ProfiledAt) = (new DateOnly(1926, 1, 2), Day.AddDays(9), Now);
        var bar = PriceBar.From("S", new DailyBar(Day, 1.0000000000000000000000000001m, 79228162514264337593543950335m, 0.0000000000000000000000000001m, 2.50m, 1m, long.MaxValue), 1.0 / 3);

        var stored = await _store.StoreAsync("S", [new SecurityUpdate(entry) { Bars = [bar, Bar("S", 3, 7m)], Releases = true }], Token);

        stored.ShouldBe(["S"]);
        var read = await EntryAsync("S");
        read.ShouldBeEquivalentTo(entry);
        (read.FirstBar, read.LastBar, read.Bars, read.FetchHolder).ShouldBe((Day, Day.AddDays(3), 2, null));
        await using var db = _database.NewContext();
        (await db.PriceBars.AsNoTracking().SingleAsync(row => row.Symbol == "S" && row.Date == Day, Token)).ShouldBeEquivalentTo(bar);
    }

    [Fact]
    public async Task StoreAsync_LostSymbol_IsRefusedAndTheOthersAreStored()
    {
        var entries = await TakeAsync("mine", "LOST", "KEPT");
        await _store.TakeAsync(["LOST"], "other", Soon, Soon.AddMinutes(1), Token);
        entries["LOST"].Name = "written by the late one";

        var stored = await _store.StoreAsync("mine", [.. entries.Values.Select(entry => new SecurityUpdate(entry) { Bars = [Bar(entry.Symbol, 0, 1m)], Releases = true })], Token);

        stored.ShouldBe(["KEPT"]);
        (await EntryAsync("LOST")).Name.ShouldBeNull();
        (await EntryAsync("LOST")).FetchHolder.ShouldBe("other");
        (await _database.Get<IPriceStore>().LoadAsync(["LOST", "KEPT"], Day, Day, Token)).Keys.ShouldBe(["KEPT"]);
    }

    [Fact]
    public async Task StoreAsync_WithoutReleasing_LeavesTheLeaseAsItWasRenewed()
    {
        var entry = (await TakeAsync("KEEP")).Values.Single();
        await _store.RenewAsync(["KEEP"], "KEEP", Soon.AddHours(1), Token);

        await _store.StoreAsync("KEEP", [new SecurityUpdate(entry)], Token);

        (await EntryAsync("KEEP")).FetchUntil.ShouldBe(Soon.AddHours(1));
    }

    [Fact]
    public async Task StoreAsync_ChangedDays_AreWrittenOverAndCountedAnew()
    {
        var entry = (await TakeAsync("C")).Values.Single();
        await _store.StoreAsync("C", [new SecurityUpdate(entry) { Bars = [Bar("C", 0, 1m), Bar("C", 1, 99m), Bar("C", 2, 3m)] }], Token);
        var bad = Bar("C", 2, 3m);
        bad.IsQuarantined = true;

        await _store.StoreAsync("C", [new SecurityUpdate(entry) { Changed = [bad, Bar("C", 1, 2m)] }], Token);

        (entry.LastBar, entry.Bars).ShouldBe((Day.AddDays(1), 2));
        (await _database.Get<IPriceStore>().LoadAsync(["C"], Day, Day.AddDays(9), Token))["C"].Closes.ShouldBe([1m, 2m]);
        var history = (await _store.HistoriesAsync([new HistoryRequest("C", Day, Day)], Token))["C"];
        history.Bars.Select(bar => (bar.Close, bar.IsQuarantined)).ShouldBe([(1m, false), (2m, false), (3m, true)]);
    }

    [Fact]
    public async Task StoreAsync_Actions_AreStoredOnceAndTheNewerValueStands()
    {
        var entry = (await TakeAsync("A")).Values.Single();
        CorporateAction split = new(Day, CorporateActionKind.Split, 4m);
        CorporateAction dividend = new(Day, CorporateActionKind.Dividend, 0.10m);
        await _store.StoreAsync("A", [new SecurityUpdate(entry) { Bars = [Bar("A", 0, 1m)], Actions = [split, dividend] }], Token);

        await _store.StoreAsync("A", [new SecurityUpdate(entry) { Actions = [split, dividend with { Value = 0.11m }, dividend with { ExDate = Day.AddDays(9) }] }], Token);

        var actions = (await _store.HistoriesAsync([new HistoryRequest("A", Day, Day)], Token))["A"].Actions;
        actions.ShouldBe([split, dividend with { Value = 0.11m }, dividend with { ExDate = Day.AddDays(9) }]);
    }

    [Fact]
    public async Task StoreAsync_Fundamentals_ReplaceTheOlderOnes()
    {
        var entry = (await TakeAsync("F")).Values.Single();
        var first = new Fundamentals("F", Day) { MarketCap = 3_000_000_000_000.5m, PriceToEarnings = 30.5, Revenue = 1m };
        await _store.StoreAsync("F", [new SecurityUpdate(entry) { Fundamentals = first }], Token);

        var second = new Fundamentals("F", Day.AddDays(3)) { MarketCap = 2m, EarningsPerShare = -1 };
        await _store.StoreAsync("F", [new SecurityUpdate(entry) { Fundamentals = second }], Token);

        await using var db = _database.NewContext();
        (await db.Fundamentals.AsNoTracking().SingleAsync(row => row.Symbol == "F", Token)).ShouldBe(second);
    }

    [Fact]
    public async Task HistoriesAsync_Days_BringThreeWeeksOnEitherSide()
    {
        var entries = await TakeAsync("mine", "H1", "H2");
        await _store.StoreAsync("mine", [.. entries.Values.Select(entry => new SecurityUpdate(entry) { Bars = [.. Enumerable.Range(0, 100).Select(i => Bar(entry.Symbol, i, i + 1))] })], Token);

        var found = await _store.HistoriesAsync([new HistoryRequest("H1", Day.AddDays(40), Day.AddDays(50)), new HistoryRequest("H2", Day, Day), new HistoryRequest("H3", Day, Day)], Token);

        found.Keys.ShouldBe(["H1", "H2"], ignoreOrder: true);
        found["H1"].Bars.Select(bar => bar.Date).ShouldBe(Enumerable.Range(19, 53).Select(Day.AddDays));
        found["H2"].Bars.Count.ShouldBe(22);
    }

    [Fact]
    public async Task StoreAsync_ManyWritersOfDifferentSymbolsAtOnce_StoreAll()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(
            async () =>
            {
                var symbols = Enumerable.Range(0, 20).Select(i => $"WW{writer}-{i}").ToArray();
                var entries = await _store.TakeAsync(symbols, $"writer {writer}", Now, Soon, Token);
                await _store.StoreAsync($"writer {writer}", [.. entries.Values.Select(entry => new SecurityUpdate(entry) { Bars = [.. Enumerable.Range(0, 50).Select(i => Bar(entry.Symbol, i, 1m))], Releases = true })], Token);
            },
            Token)));

        await using var db = _database.NewContext();
        (await db.PriceBars.CountAsync(bar => bar.Symbol.StartsWith("WW"), Token)).ShouldBe(6 * 20 * 50);
        (await db.Securities.CountAsync(row => row.Symbol.StartsWith("WW") && row.Bars == 50 && row.FetchHolder == null, Token)).ShouldBe(120);
    }

    [Fact]
    public async Task RemoveSampleAsync_TakesWhatWasInvented_AndNothingElse()
    {
        await using var database = await TestDatabase.CreateAsync(fixture.Database.Options.Provider, Token);
        var store = database.Get<IMarketDataStore>();
        var entries = await store.TakeAsync(["REAL", "MADE-UP"], "holder", Now, Soon, Token);
        entries["MADE-UP"].IsSample = true;
        var dividend = new CorporateAction(Day, CorporateActionKind.Dividend, 0.5m);
        await store.StoreAsync(
            "holder",
            [
                new SecurityUpdate(entries["REAL"]) { Bars = [Bar("REAL", 0, 1m)], Actions = [dividend], Releases = true },
                new SecurityUpdate(entries["MADE-UP"]) { Bars = [Bar("MADE-UP", 0, 1m), Bar("MADE-UP", 1, 2m)], Actions = [dividend], Releases = true },
            ],
            Token);

        (await store.RemoveSampleAsync(Token)).ShouldBe(1);

        (await store.SecuritiesAsync(["REAL", "MADE-UP"], Token)).Keys.ShouldBe(["REAL"]);
        await using var db = database.NewContext();
        (await db.PriceBars.Select(bar => bar.Symbol).ToListAsync(Token)).ShouldBe(["REAL"]);
        (await db.CorporateActions.Select(action => action.Symbol).ToListAsync(Token)).ShouldBe(["REAL"]);
        (await store.RemoveSampleAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task StoreAsync_InPlaceOfWhatIsStored_RemovesItOfThatSymbolAloneOrNotAtAll()
    {
        var entries = await TakeAsync("replacing", "OLD", "NEIGHBOUR");
        var dividend = new CorporateAction(Day, CorporateActionKind.Dividend, 0.5m);
        await _store.StoreAsync(
            "replacing",
            [.. entries.Values.Select(entry => new SecurityUpdate(entry) { Bars = [Bar(entry.Symbol, 0, 1m), Bar(entry.Symbol, 1, 2m)], Actions = [dividend], Fundamentals = new Fundamentals(entry.Symbol, Day) })],
            Token);
        var update = new SecurityUpdate(entries["OLD"]) { ReplacesStored = true, Bars = [Bar("OLD", 1, 7m)] };

        (await _store.StoreAsync("somebody else", [update], Token)).ShouldBeEmpty();
        await Should.ThrowAsync<Exception>(() => _store.StoreAsync("replacing", [update with { Bars = [Bar("OLD", 1, 7m), Bar("OLD", 1, 8m)] }], Token));
        (await ClosesAsync("OLD")).ShouldBe([1m, 2m], "what cannot be stored removes nothing");
        (await _store.StoreAsync("replacing", [update], Token)).ShouldBe(["OLD"]);

        (await ClosesAsync("OLD")).ShouldBe([7m]);
        (await ClosesAsync("NEIGHBOUR")).ShouldBe([1m, 2m]);
        await using var db = _database.NewContext();
        string[] both = ["OLD", "NEIGHBOUR"];
        (await db.CorporateActions.Where(action => both.Contains(action.Symbol)).Select(action => action.Symbol).ToListAsync(Token)).ShouldBe(["NEIGHBOUR"]);
        (await db.Fundamentals.Where(row => both.Contains(row.Symbol)).Select(row => row.Symbol).ToListAsync(Token)).ShouldBe(["NEIGHBOUR"]);
        (await EntryAsync("OLD")).Bars.ShouldBe(1);
    }

    private async Task<List<decimal>> ClosesAsync(string symbol)
    {
        await using var db = _database.NewContext();
        return await db.PriceBars.Where(bar => bar.Symbol == symbol).OrderBy(bar => bar.Date).Select(bar => bar.Close).ToListAsync(Token);
    }

    private Task<IReadOnlyDictionary<string, Security>> TakeAsync(string holder, params string[] symbols) =>
        _store.TakeAsync(symbols.Length == 0 ? [holder] : symbols, holder, Now, Soon, Token);

    private async Task<Security> EntryAsync(string symbol) => (await _store.SecuritiesAsync([symbol], Token))[symbol];

    private static PriceBar Bar(string symbol, int day, decimal close) => PriceBar.From(symbol, ScriptedSource.Bar(Day.AddDays(day), close), (double)close);
}
