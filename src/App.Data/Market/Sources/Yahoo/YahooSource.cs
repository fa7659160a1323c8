using App.Core.Market;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Yahoo;

/// <summary>Yahoo Finance: charts with splits and dividends; sectors and fundamentals when it lets us. No key, no promise.</summary>
/// <remarks>
/// Yahoo documents none of this; docs/market-data.md says what is known and from where. A chart needs only a User-Agent header. Profiles and fundamentals
/// come from summaries, which need a cookie and a crumb; where these are refused a profile is what the chart's header tells.
/// </remarks>
internal sealed class YahooSource : IMarketDataSource, IDisposable
{
    private readonly SourceClient _client;
    private readonly YahooSession _session;
    private readonly YahooCharts _charts;
    private readonly YahooSummaries _summaries;
    private readonly SymbolDesk _desk;

    /// <summary>Makes the source.</summary>
    public YahooSource(YahooOptions options, TimeProvider time)
    {
        _client = new SourceClient(options, time);
        _client.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        _client.Headers.TryAddWithoutValidation("Accept", "*/*");
        _session = new YahooSession(_client, options, time);
        _charts = new YahooCharts(_client, time);
        _summaries = new YahooSummaries(_client, _session, time);
        _desk = new SymbolDesk(Name, options.AtOnce, new ReasonText(null), time);
    }

    /// <inheritdoc/>
    public string Name => "Yahoo";

    /// <inheritdoc/>
    public bool IsSample => false;

    /// <inheritdoc/>
    public bool TellsActions => true;

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<PriceHistory>> GetHistoriesAsync(IReadOnlyList<HistoryRequest> requests, CancellationToken cancellationToken) =>
        _desk.Histories(requests, _charts.HistoryAsync, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<SecurityProfile>> GetProfilesAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        _desk.Each(symbols, ProfileAsync, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<Fundamentals>> GetFundamentalsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        _desk.Each(symbols, _summaries.FundamentalsAsync, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _desk.Dispose();
        _session.Dispose();
        _client.Dispose();
    }

    private async Task<Reading<SecurityProfile>> ProfileAsync(string symbol, CancellationToken cancellationToken)
    {
        var summary = await _summaries.ProfileAsync(symbol, cancellationToken);
        return summary.Succeeded ? summary : await _charts.ProfileAsync(symbol, cancellationToken);
    }
}
