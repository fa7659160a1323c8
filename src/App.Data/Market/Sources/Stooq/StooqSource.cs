using System.Globalization;
using App.Core.Market;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Stooq;

/// <summary>Stooq: daily tables as CSV. No profiles, no fundamentals, no list of corporate actions.</summary>
/// <remarks>
/// A table's prices are adjusted for everything unless <c>o=1111111</c> asks for none of it, one digit each for splits, dividends and five kinds of rights. Both tables
/// are asked for: the plain one for what was traded, the adjusted one for returns. One without the other is no answer, because a split would look like a crash.
/// </remarks>
internal sealed class StooqSource : IMarketDataSource, IDisposable
{
    private const string AsTraded = "&o=1111111";

    private readonly SourceClient _client;
    private readonly SymbolDesk _desk;
    private readonly string _key;

    /// <summary>Makes the source.</summary>
    public StooqSource(StooqOptions options, TimeProvider time)
    {
        _client = new SourceClient(options, time);
        _desk = new SymbolDesk(Name, options.AtOnce, new ReasonText(options.ApiKey), time);
        _key = string.IsNullOrWhiteSpace(options.ApiKey) ? string.Empty : $"&apikey={Uri.EscapeDataString(options.ApiKey)}";
    }

    /// <inheritdoc/>
    public string Name => "Stooq";

    /// <inheritdoc/>
    public bool IsSample => false;

    /// <inheritdoc/>
    public bool TellsActions => false;

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<PriceHistory>> GetHistoriesAsync(IReadOnlyList<HistoryRequest> requests, CancellationToken cancellationToken) =>
        _desk.Histories(requests, HistoryAsync, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<SecurityProfile>> GetProfilesAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        symbols.Select(symbol => SourceAnswer.NotOffered<SecurityProfile>(symbol, "Stooq has prices only")).ToAsyncEnumerable();

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<Fundamentals>> GetFundamentalsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        symbols.Select(symbol => SourceAnswer.NotOffered<Fundamentals>(symbol, "Stooq has prices only")).ToAsyncEnumerable();

    /// <inheritdoc/>
    public void Dispose()
    {
        _desk.Dispose();
        _client.Dispose();
    }

    private async Task<Reading<PriceHistory>> HistoryAsync(HistoryRequest request, CancellationToken cancellationToken)
    {
        var traded = await TableAsync(request, AsTraded, cancellationToken);
        if (!traded.Succeeded)
        {
            return traded.As<PriceHistory>();
        }

        var adjusted = await TableAsync(request, string.Empty, cancellationToken);
        if (!adjusted.Succeeded)
        {
            return Reading.Unavailable<PriceHistory>(adjusted.Fault);
        }

        var adjustedCloses = adjusted.Value.ToDictionary(row => row.Date, row => row.Close);
        return Reading.Of(new PriceHistory(
            [.. from row in traded.Value
                where row.Date >= request.From && row.Date <= request.To && adjustedCloses.ContainsKey(row.Date)
                select Figures.Bar(row.Date, row.Open, row.High, row.Low, row.Close, adjustedCloses[row.Date], Figures.Shares(row.Volume))],
            []));
    }

    private async Task<Reading<IReadOnlyList<StooqRow>>> TableAsync(HistoryRequest request, string adjustment, CancellationToken cancellationToken)
    {
        var symbol = SymbolSpelling.Hyphenated(request.Symbol).ToLowerInvariant();
        var days = string.Create(CultureInfo.InvariantCulture, $"d1={request.From:yyyyMMdd}&d2={request.To:yyyyMMdd}");
        return StooqTable.Read(await _client.GetAsync($"/q/d/l/?s={symbol}.us&{days}&i=d{adjustment}{_key}", cancellationToken));
    }
}
