using System.Globalization;
using App.Core.Market;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Tiingo;

/// <summary>Tiingo: daily prices as traded and adjusted, names, and fundamentals as far as the token's plan goes.</summary>
internal sealed class TiingoSource : IMarketDataSource, IDisposable
{
    /// <summary>Days in which the last figures of a company are looked for.</summary>
    private const int DaysOfFigures = 10;

    private readonly SourceClient _client;
    private readonly SymbolDesk _desk;
    private readonly TimeProvider _time;

    /// <summary>Makes the source.</summary>
    public TiingoSource(TiingoOptions options, TimeProvider time)
    {
        _client = new SourceClient(options, time);
        _client.Headers.TryAddWithoutValidation("Authorization", $"Token {options.ApiKey}");
        _client.Headers.TryAddWithoutValidation("Accept", "application/json");
        _desk = new SymbolDesk(Name, options.AtOnce, new ReasonText(options.ApiKey), time);
        _time = time;
    }

    /// <inheritdoc/>
    public string Name => "Tiingo";

    /// <inheritdoc/>
    public bool IsSample => false;

    /// <inheritdoc/>
    public bool TellsActions => true;

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<PriceHistory>> GetHistoriesAsync(IReadOnlyList<HistoryRequest> requests, CancellationToken cancellationToken) =>
        _desk.Histories(requests, HistoryAsync, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<SecurityProfile>> GetProfilesAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken)
    {
        var companies = new TiingoCompanies(_client, symbols);
        return _desk.Each(symbols, (symbol, token) => ProfileAsync(symbol, companies, token), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<Fundamentals>> GetFundamentalsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        _desk.Each(symbols, FundamentalsAsync, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _desk.Dispose();
        _client.Dispose();
    }

    private async Task<Reading<PriceHistory>> HistoryAsync(HistoryRequest request, CancellationToken cancellationToken)
    {
        var days = string.Create(CultureInfo.InvariantCulture, $"startDate={request.From:yyyy-MM-dd}&endDate={request.To:yyyy-MM-dd}");
        var read = TiingoAnswers.Read<TiingoDay?[]>(await _client.GetAsync($"/tiingo/daily/{SymbolSpelling.Hyphenated(request.Symbol)}/prices?{days}", cancellationToken));
        return read.Succeeded ? Reading.Of(TiingoPrices.Read(read.Value, request.From, request.To)) : read.As<PriceHistory>();
    }

    private async Task<Reading<SecurityProfile>> ProfileAsync(string symbol, TiingoCompanies companies, CancellationToken cancellationToken)
    {
        var spelled = SymbolSpelling.Hyphenated(symbol);
        var read = TiingoAnswers.Read<TiingoMeta>(await _client.GetAsync($"/tiingo/daily/{spelled}", cancellationToken));
        return read.Value switch
        {
            null => read.As<SecurityProfile>(),
            { Ticker: { } answered } when !answered.Equals(spelled, StringComparison.OrdinalIgnoreCase) =>
                Reading.Unavailable<SecurityProfile>($"answered for {answered} instead of {spelled}"),
            { Name: { Length: > 0 } name } meta => Reading.Of(Profile(symbol, name, meta.ExchangeCode, await companies.OfAsync(symbol, cancellationToken))),
            _ => Reading.NotKnown<SecurityProfile>("tells no name"),
        };
    }

    /// <summary>Tiingo's prices are those of the United States, and of Shanghai and Shenzhen.</summary>
    private static SecurityProfile Profile(string symbol, string name, string? exchange, TiingoCompany? company) =>
        new(symbol, name, company?.Sector, null, exchange is "SHE" or "SHG" ? "CNY" : "USD", null) { Industry = company?.Industry, Exchange = exchange };

    private async Task<Reading<Fundamentals>> FundamentalsAsync(string symbol, CancellationToken cancellationToken)
    {
        var since = TradingCalendar.NewYorkDate(_time.GetUtcNow()).AddDays(-DaysOfFigures);
        var read = TiingoAnswers.Read<TiingoFigures?[]>(await _client.GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"/tiingo/fundamentals/{SymbolSpelling.Hyphenated(symbol)}/daily?startDate={since:yyyy-MM-dd}"), cancellationToken));
        return !read.Succeeded ? read.As<Fundamentals>()
            : read.Value.LastOrDefault(day => day is { Date: not null }) is { Date: { } instant } last
                ? Reading.Of(new Fundamentals(symbol, DateOnly.FromDateTime(instant.UtcDateTime))
                {
                    MarketCap = last.MarketCap,
                    PriceToEarnings = (double?)last.PeRatio,
                    PriceToBook = (double?)last.PbRatio,
                })
                : Reading.NotKnown<Fundamentals>("has no figures of it");
    }
}
