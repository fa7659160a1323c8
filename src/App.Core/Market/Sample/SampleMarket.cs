namespace App.Core.Market.Sample;

/// <summary>An invented market for development, demonstrations and tests: no network, no files, no clock.</summary>
/// <remarks>
/// <para>Prices follow a factor model: a market, eleven sectors, styles, rates, credit, commodities, gold, crypto and foreign factors, and noise
/// of each security's own. It has the exchange's real sessions from 1990 to 2035, about 170 well-known symbols with plausible betas,
/// volatilities and price levels, and an invention for any other ticker. See docs/sample-market.md for the model and its figures.</para>
/// <para>A price is a pure function of symbol and date, the same on every machine; sessions still to come have prices too, so a caller asks only
/// until the most recent session. There are no splits, delistings, gaps or bad bars.</para>
/// <para>Missing, with the reason: anything that is not shaped like a ticker (CUSIPs, codes of plan funds, option symbols). Stateless but for
/// tables made once; any number of threads may call.</para>
/// </remarks>
public sealed class SampleMarket : IMarketDataSource
{
    /// <summary>The session on which every security stands at the level in its table.</summary>
    public static readonly DateOnly Reference = new(2025, 6, 30);

    /// <inheritdoc/>
    public string Name => "Sample";

    /// <inheritdoc/>
    public bool IsSample => true;

    /// <inheritdoc/>
    public bool TellsActions => true;

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<PriceHistory>> GetHistoriesAsync(IReadOnlyList<HistoryRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return requests.Select(request => History(request.Symbol, request.From, request.To)).ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<SecurityProfile>> GetProfilesAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        return symbols.Select(Profile).ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<Fundamentals>> GetFundamentalsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        return symbols.Select(symbol => SourceAnswer.NotOffered<Fundamentals>(symbol, "the sample market invents no fundamentals")).ToAsyncEnumerable();
    }

    /// <summary>The bars and dividends of one symbol.</summary>
    public static SourceAnswer<PriceHistory> History(string symbol, DateOnly from, DateOnly to)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        if (SampleUniverse.Find(symbol) is not { } security)
        {
            return SourceAnswer.NotKnown<PriceHistory>(symbol, NotATicker(symbol));
        }

        var calendar = TradingCalendar.Nyse;
        var first = from > calendar.Last ? calendar.All.Length : calendar.SessionsBefore(from < calendar.First ? calendar.First : from);
        var end = to >= calendar.Last ? calendar.All.Length : to < calendar.First ? 0 : calendar.SessionsBefore(to.AddDays(1));
        return first < end
            ? SourceAnswer.Of(symbol, new PriceHistory(SampleBars.Of(security, first, end - 1), SampleDividends.Of(security, first, end - 1)))
            : SourceAnswer.NotKnown<PriceHistory>(
                symbol, $"there is no session from {from:yyyy-MM-dd} to {to:yyyy-MM-dd} in the sample market, which covers {calendar.First.Year} to {calendar.Last.Year}");
    }

    /// <summary>The profile of one symbol.</summary>
    public static SourceAnswer<SecurityProfile> Profile(string symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        return SampleUniverse.Find(symbol) is { } security
            ? SourceAnswer.Of(symbol, ProfileOf(symbol, security))
            : SourceAnswer.NotKnown<SecurityProfile>(symbol, NotATicker(symbol));
    }

    private static SecurityProfile ProfileOf(string symbol, SampleSecurity security) => new(
        symbol, security.Name, security.Sector is { } sector ? SampleSectors.NameOf(sector) : null, security.Kind, "USD",
        security.IsCash ? null : security.DividendYield);

    private static string NotATicker(string symbol) =>
        $"“{symbol}” is not shaped like a ticker (one to five letters, and one or two more after a full stop or hyphen), so the sample market has no price for it";
}
