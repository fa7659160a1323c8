using System.Globalization;
using App.Core.Market;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Polygon;

/// <summary>Polygon, which calls itself Massive since early 2026: daily bars as traded, splits and dividends, details of securities.</summary>
/// <remarks>Polygon adjusts for splits or for nothing. It is asked for nothing, and the adjusted closes are worked out from its splits and dividends.</remarks>
internal sealed class PolygonSource : IMarketDataSource, IDisposable
{
    private const int BarsPerPage = 50_000;

    private readonly SourceClient _client;
    private readonly PolygonPages _pages;
    private readonly PolygonTickers _tickers;
    private readonly SymbolDesk _desk;

    /// <summary>Makes the source.</summary>
    public PolygonSource(PolygonOptions options, TimeProvider time)
    {
        _client = new SourceClient(options, time);
        _client.Headers.TryAddWithoutValidation("Authorization", $"Bearer {options.ApiKey}");
        _client.Headers.TryAddWithoutValidation("Accept", "application/json");
        _pages = new PolygonPages(_client, options.BaseAddress);
        _tickers = new PolygonTickers(_client, time);
        _desk = new SymbolDesk(Name, options.AtOnce, new ReasonText(options.ApiKey), time);
    }

    /// <inheritdoc/>
    public string Name => "Polygon";

    /// <inheritdoc/>
    public bool IsSample => false;

    /// <inheritdoc/>
    public bool TellsActions => true;

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<PriceHistory>> GetHistoriesAsync(IReadOnlyList<HistoryRequest> requests, CancellationToken cancellationToken)
    {
        var actions = new PolygonActions(_pages, requests);
        return _desk.Histories(requests, (request, token) => HistoryAsync(request, actions, token), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<SecurityProfile>> GetProfilesAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        _desk.Each(symbols, _tickers.ProfileAsync, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<Fundamentals>> GetFundamentalsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        _desk.Each(symbols, _tickers.FundamentalsAsync, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _desk.Dispose();
        _client.Dispose();
    }

    private async Task<Reading<PriceHistory>> HistoryAsync(HistoryRequest request, PolygonActions actions, CancellationToken cancellationToken)
    {
        var ticker = SymbolSpelling.Dotted(request.Symbol);
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"/v2/aggs/ticker/{ticker}/range/1/day/{request.From:yyyy-MM-dd}/{request.To:yyyy-MM-dd}?adjusted=false&sort=asc&limit={BarsPerPage}");
        var read = await _pages.AllAsync<PolygonBar>(path, ticker, cancellationToken);
        if (!read.Succeeded)
        {
            return read.As<PriceHistory>();
        }

        // Nothing happened to shares that were not traded; a request is saved.
        var bars = Bars(read.Value, request);
        var told = bars.Count == 0 ? Reading.Of<IReadOnlyList<CorporateAction>>([]) : await actions.OfAsync(request, cancellationToken);
        return told.Succeeded
            ? Reading.Of(new PriceHistory(Adjustment.Adjust(bars, told.Value), told.Value))
            : told.As<PriceHistory>();
    }

    private static List<DailyBar> Bars(List<PolygonBar> results, HistoryRequest request)
    {
        var bars = new SortedDictionary<DateOnly, DailyBar>();
        foreach (var bar in results)
        {
            if (bar is { Time: { } time and > 0 and < 100_000_000_000_000, Close: { } close }
                && TradingCalendar.NewYorkDate(DateTimeOffset.FromUnixTimeMilliseconds(time)) is var date
                && date >= request.From && date <= request.To && Figures.IsPrice(close))
            {
                bars[date] = Figures.Bar(date, bar.Open, bar.High, bar.Low, close, close, Figures.Shares(bar.Volume));
            }
        }

        return [.. bars.Values];
    }
}
