using App.Core.Market;
using App.Data.Market.Sources.Http;
using App.Data.Market.Sources.Polygon;
using App.Data.Market.Sources.Stooq;
using App.Data.Market.Sources.Tiingo;
using App.Data.Market.Sources.Yahoo;
using App.Testing;
using App.Testing.FakeMarket;

namespace UnitTests.Market.Sources;

/// <summary>A fake market, a clock whose pauses take no time, and the sources that ask the one by the other.</summary>
internal sealed class SourceBench : IAsyncDisposable
{
    /// <summary>The last session that has ended on the bench: the clock stands on the day after, at noon in New York.</summary>
    public static readonly DateOnly LastSession = new(2026, 11, 19);

    private readonly List<IDisposable> _sources = [];

    private SourceBench(FakeMarketServer server, ManualTime time) => (Server, Time) = (server, time);

    public FakeMarketServer Server { get; }

    public ManualTime Time { get; }

    /// <summary>The pauses between tries; turns that had to be waited for are whatever the pace made them.</summary>
    public IReadOnlyList<double> Pauses => [.. Time.Skipped.Select(pause => pause.TotalSeconds)];

    public static async Task<SourceBench> StartAsync(params FakeSecurity[] securities)
    {
        // Pauses are skipped; the limit of a try is kept until the server holds a request.
        var time = new ManualTime(new DateTimeOffset(2026, 11, 20, 17, 0, 0, TimeSpan.Zero)) { SkipsWaits = true, Keeps = SourcePipeline.TryLimit };
        var server = await FakeMarketServer.StartAsync(new MarketScenario(securities.Length > 0 ? securities : DefaultSecurities()), time, LastSession.AddDays(1));
        server.Holding = () => time.Advance(SourcePipeline.TryLimit);
        return new SourceBench(server, time);
    }

    /// <summary>A year of three securities: one that was split and pays, a class of share, a plain one.</summary>
    public static FakeSecurity[] DefaultSecurities()
    {
        var (from, to) = (new DateOnly(2025, 11, 20), LastSession.AddDays(1));
        return
        [
            FakeSecurity.Wandering("ACME", from, to, 400m).Split(new DateOnly(2026, 6, 10), 4).Pays(new DateOnly(2026, 3, 12), 1.20m).Pays(new DateOnly(2026, 9, 11), .32m),
            FakeSecurity.Wandering("BRK.B", from, to, 480m),
            FakeSecurity.Wandering("PLAIN", from, to, 25m),
        ];
    }

    /// <summary>A source by its name, asked as fast as may be unless the options are changed.</summary>
    public IMarketDataSource Source(string name, Action<HttpSourceOptions>? change = null)
    {
        IMarketDataSource source = name switch
        {
            "Yahoo" => new YahooSource(Set(new YahooOptions { CookieAddress = new Uri(Server.Address, "/yahoo-cookie") }, change), Time),
            "Stooq" => new StooqSource(Set(new StooqOptions(), change), Time),
            "Tiingo" => new TiingoSource(Set(new TiingoOptions(), change), Time),
            "Polygon" => new PolygonSource(Set(new PolygonOptions(), change), Time),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
        _sources.Add((IDisposable)source);
        return source;
    }

    public async ValueTask DisposeAsync()
    {
        _sources.ForEach(source => source.Dispose());
        await Server.DisposeAsync();
    }

    private T Set<T>(T options, Action<HttpSourceOptions>? change)
        where T : HttpSourceOptions
    {
        (options.BaseAddress, options.ApiKey, options.Requests, options.Per, options.AtOnce) = (Server.Address, Server.Key, 10_000, TimeSpan.FromSeconds(1), 1);
        change?.Invoke(options);
        return options;
    }
}

/// <summary>Short ways to ask.</summary>
internal static class SourceQuestions
{
    public static async Task<SourceAnswer<PriceHistory>> HistoryAsync(
        this IMarketDataSource source, string symbol, CancellationToken cancellationToken, DateOnly? from = null, DateOnly? to = null) =>
        await source.GetHistoriesAsync([new HistoryRequest(symbol, from ?? new DateOnly(2025, 11, 20), to ?? SourceBench.LastSession)], cancellationToken).SingleAsync(cancellationToken);

    public static async Task<List<SourceAnswer<PriceHistory>>> HistoriesAsync(this IMarketDataSource source, CancellationToken cancellationToken, params string[] symbols) =>
        await source.GetHistoriesAsync(
            [.. symbols.Select(symbol => new HistoryRequest(symbol, new DateOnly(2025, 11, 20), SourceBench.LastSession))], cancellationToken).ToListAsync(cancellationToken);

    public static async Task<SourceAnswer<SecurityProfile>> ProfileAsync(this IMarketDataSource source, string symbol, CancellationToken cancellationToken) =>
        await source.GetProfilesAsync([symbol], cancellationToken).SingleAsync(cancellationToken);

    public static async Task<SourceAnswer<Fundamentals>> FundamentalsAsync(this IMarketDataSource source, string symbol, CancellationToken cancellationToken) =>
        await source.GetFundamentalsAsync([symbol], cancellationToken).SingleAsync(cancellationToken);
}
