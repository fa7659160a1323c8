using App.Core.Calculations;
using App.Core.Market;
using App.Core.Portfolios;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqliteQuarantineTests(SqliteFixture fixture) : QuarantineContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresQuarantineTests(PostgresFixture fixture) : QuarantineContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Who is told of prices that are left out, and for how long.</summary>
public abstract class QuarantineContract(DatabaseFixture fixture) : CollectingTest(fixture)
{
    private static readonly DateOnly Day = new(2026, 11, 11);

    [Fact]
    public async Task Price_PrintLeftOutByAnEarlierRun_IsToldInTheSameWordsAndOnce()
    {
        var source = new ScriptedSource("One").HasFlat("PRINT", Since, To, 100.25m).Has("PRINT", ScriptedSource.Bar(Day, 1_000m));
        const string Told = "PRINT: the price 1000 of 2026-11-11 stands out between 100.25 and 100.25 and is left out.";

        (await PriceAsync([source], "PRINT"))[0].Warnings.ShouldBe([Told]);
        (await PriceAsync([source], "PRINT"))[0].ShouldSatisfyAllConditions(again => again.Kind.ShouldBe(FetchKind.Cached), again => again.Warnings.ShouldBe([Told]));
    }

    [Fact]
    public async Task Price_PrintOfOverThirtySessionsAgo_IsNotToldAnyMore()
    {
        var sessions = TradingCalendar.Nyse.Sessions(To.AddDays(-90), To).ToArray();
        var source = new ScriptedSource("One").HasFlat("PAST", Since, To).Has("PAST", ScriptedSource.Bar(sessions[^31], 1_000m)).HasFlat("LAST", Since, To).Has("LAST", ScriptedSource.Bar(sessions[^30], 1_000m));
        await PriceAsync([source], "PAST", "LAST");

        (await PriceAsync([source], "PAST", "LAST")).Select(outcome => outcome.Warnings.Count).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task List_OfAllAndOfOneSymbol_HasNeighboursAndSource_NewestFirst()
    {
        var source = new ScriptedSource("Stooq").HasFlat("ODDS", Since, To).Has("ODDS", ScriptedSource.Bar(Day, .02m), ScriptedSource.Bar(Day.AddDays(-8), 900m)).HasFlat("EVEN", Since, To).Has("EVEN", ScriptedSource.Bar(Day.AddDays(-1), 700m));
        await PriceAsync([source], "ODDS", "EVEN");
        var prices = Database.Get<IPriceStore>();

        var page = await prices.ListQuarantinedAsync("ODDS", 50, 0, Token);

        page.Total.ShouldBe(2);
        page.Items.Select(price => (price.Symbol, price.Date, price.Close, price.Before, price.After, price.Source)).ShouldBe(
            [("ODDS", Day, .02m, 100m, 100m, "Stooq"), ("ODDS", Day.AddDays(-8), 900m, 100m, 100m, "Stooq")]);
        var all = await prices.ListQuarantinedAsync(null, 500, 0, Token);
        all.Items.Select(price => price.Date).ShouldBe(all.Items.Select(price => price.Date).OrderDescending());
        var place = all.Items.ToList().FindIndex(price => price.Symbol == "EVEN");
        (await prices.ListQuarantinedAsync(null, 1, place, Token)).ShouldSatisfyAllConditions(one => one.Items.ShouldHaveSingleItem().Symbol.ShouldBe("EVEN"), one => one.Total.ShouldBe(all.Total));
        (await prices.ListQuarantinedAsync("NONE", 50, 0, Token)).ShouldSatisfyAllConditions(none => none.Items.ShouldBeEmpty(), none => none.Total.ShouldBe(0));
    }

    [Fact]
    public async Task Window_OfManyBooks_AsksOnceForWhatIsLeftOutOfAll()
    {
        string[] symbols = [.. Enumerable.Range(0, 30).Select(number => $"BOOK{number:00}")];
        var source = new ScriptedSource("One");
        Array.ForEach(symbols, symbol => source.HasFlat(symbol, To.AddDays(-60), To).Has(symbol, ScriptedSource.Bar(Day, 1_000m)));
        await PriceAsync([source], symbols);
        var counted = new CountedStore(Database.Get<IPriceStore>());
        using var window = new MarketWindow(counted, TradingCalendar.Nyse, To, tellsQuarantined: true);
        PriceNeed[] needs = [.. symbols.Select(symbol => new PriceNeed(symbol, To.AddDays(-60)))];

        var loaded = await window.LoadAsync(needs, Token);
        await window.LoadAsync(needs.Take(5), Token);

        counted.Asked.ShouldBe(1);
        symbols.ShouldAllBe(symbol => loaded.StandingOf(symbol).Outcome.Warnings.Single().StartsWith($"{symbol}: the price 1000 of 2026-11-11", StringComparison.Ordinal));
    }

    private sealed class CountedStore(IPriceStore inner) : IPriceStore
    {
        public int Asked { get; private set; }

        public Task<IReadOnlyList<QuarantinedPrice>> QuarantinedAsync(IReadOnlyCollection<string> symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken)
        {
            Asked++;
            return inner.QuarantinedAsync(symbols, from, to, cancellationToken);
        }

        public Task<Page<QuarantinedPrice>> ListQuarantinedAsync(string? symbol, int limit, int offset, CancellationToken cancellationToken) =>
            inner.ListQuarantinedAsync(symbol, limit, offset, cancellationToken);

        public Task<IReadOnlyDictionary<string, Security>> SecuritiesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken) =>
            inner.SecuritiesAsync(symbols, cancellationToken);

        public Task<IReadOnlyDictionary<string, PriceSeries>> LoadAsync(IReadOnlyCollection<string> symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
            inner.LoadAsync(symbols, from, to, cancellationToken);
    }
}
