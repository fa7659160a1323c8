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
    public ValueTask<SourceAnswer<IReadOnlyList<DailyBar>>> GetDailyBarsAsync(string symbol, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Bars(symbol, from, to));
    }

    /// <inheritdoc/>
    public ValueTask<SourceAnswer<SecurityProfile>> GetProfileAsync(string symbol, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(SampleUniverse.Find(symbol) is { } security
            ? new SourceAnswer<SecurityProfile>(symbol, ProfileOf(symbol, security), null)
            : new SourceAnswer<SecurityProfile>(symbol, null, NotATicker(symbol)));
    }

    private static SourceAnswer<IReadOnlyList<DailyBar>> Bars(string symbol, DateOnly from, DateOnly to)
    {
        if (SampleUniverse.Find(symbol) is not { } security)
        {
            return new(symbol, null, NotATicker(symbol));
        }

        var calendar = TradingCalendar.Nyse;
        var first = from > calendar.Last ? calendar.All.Length : calendar.SessionsBefore(from < calendar.First ? calendar.First : from);
        var end = to >= calendar.Last ? calendar.All.Length : to < calendar.First ? 0 : calendar.SessionsBefore(to.AddDays(1));
        return first < end
            ? new(symbol, SampleBars.Of(security, first, end - 1), null)
            : new(symbol, null, $"There is no session from {from:yyyy-MM-dd} to {to:yyyy-MM-dd} in the sample market, which covers {calendar.First.Year} to {calendar.Last.Year}.");
    }

    private static SecurityProfile ProfileOf(string symbol, SampleSecurity security) => new(
        symbol, security.Name, security.Sector is { } sector ? SampleSectors.NameOf(sector) : null, security.Kind, "USD",
        security.IsCash ? null : security.DividendYield);

    private static string NotATicker(string symbol) =>
        $"“{symbol}” is not shaped like a ticker (one to five letters, and one or two more after a full stop or hyphen), so the sample market has no price for it.";
}
