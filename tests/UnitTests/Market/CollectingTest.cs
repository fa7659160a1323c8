using App.Core.Market;
using App.Core.Operations;
using App.Testing;
using Xunit;

namespace UnitTests.Market;

/// <summary>Prices asked of sources and stored in a database. Each test has symbols of its own.</summary>
public abstract class CollectingTest(DatabaseFixture fixture)
{
    // A Friday after the close.
    protected static readonly DateOnly To = TestTimes.Session;
    protected static readonly DateOnly Since = new(2024, 1, 2);

    protected ManualTime Time { get; } = new(TestTimes.Now);

    protected TestDatabase Database { get; } = fixture.Database;

    protected List<int> Progress { get; } = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected Task<IReadOnlyList<PriceOutcome>> PriceAsync(IReadOnlyList<IMarketDataSource> sources, params string[] symbols) => PriceAsync(sources, false, To, symbols);

    protected Task<IReadOnlyList<PriceOutcome>> PriceAsync(IReadOnlyList<IMarketDataSource> sources, bool force, DateOnly to, params string[] symbols) =>
        CollectorOf(sources).PriceAsync(DemandOf(to, symbols) with { Force = force }, ProgressAsync, Token);

    protected CollectMarketData CollectorOf(IReadOnlyList<IMarketDataSource> sources) =>
        new(sources, Database.Get<IMarketDataStore>(), TradingCalendar.Nyse, new TimeOrderedIds(Time), Time);

    protected static PriceDemand DemandOf(DateOnly to, params string[] symbols) => new([.. symbols.Select(symbol => new PriceNeed(symbol, to.AddDays(-300)))], to);

    protected async Task<Security[]> EntriesAsync(params string[] symbols)
    {
        var found = await Database.Get<IPriceStore>().SecuritiesAsync(symbols, Token);
        return [.. symbols.Select(symbol => found[symbol])];
    }

    protected async Task<PriceSeries> SeriesAsync(string symbol) =>
        (await Database.Get<IPriceStore>().LoadAsync([symbol], new DateOnly(1990, 1, 1), To.AddDays(30), Token))[symbol];

    protected Task ProgressAsync(int done)
    {
        Progress.Add(done);
        return Task.CompletedTask;
    }
}
