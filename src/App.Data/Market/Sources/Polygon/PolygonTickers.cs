using App.Core.Market;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Polygon;

/// <summary>Asks for a security's details: its profile, and of the fundamentals the number of shares and what they are worth.</summary>
internal sealed class PolygonTickers(SourceClient client, TimeProvider time)
{
    /// <summary>The profile. The industry is that of the Standard Industrial Classification; there is no sector.</summary>
    public async Task<Reading<SecurityProfile>> ProfileAsync(string symbol, CancellationToken cancellationToken)
    {
        var read = await AskAsync(symbol, cancellationToken);
        return !read.Succeeded ? read.As<SecurityProfile>()
            : read.Value.Name is { Length: > 0 } name
                ? Reading.Of(new SecurityProfile(symbol, name, null, KindOf(read.Value.Type), read.Value.CurrencyName?.ToUpperInvariant() ?? "USD", null)
                {
                    Industry = read.Value.SicDescription,
                    Exchange = read.Value.PrimaryExchange,
                })
                : Reading.NotKnown<SecurityProfile>("tells no name");
    }

    /// <summary>The fundamentals.</summary>
    public async Task<Reading<Fundamentals>> FundamentalsAsync(string symbol, CancellationToken cancellationToken)
    {
        var read = await AskAsync(symbol, cancellationToken);
        return !read.Succeeded ? read.As<Fundamentals>()
            : (read.Value.MarketCap, read.Value.ShareClassSharesOutstanding ?? read.Value.WeightedSharesOutstanding) is var (cap, shares) && (cap > 0 || shares > 0)
                ? Reading.Of(new Fundamentals(symbol, TradingCalendar.NewYorkDate(time.GetUtcNow())) { MarketCap = cap, SharesOutstanding = shares })
                : Reading.NotKnown<Fundamentals>("has no figures of it");
    }

    private async Task<Reading<PolygonTicker>> AskAsync(string symbol, CancellationToken cancellationToken)
    {
        var ticker = SymbolSpelling.Dotted(symbol);
        var reply = await client.GetAsync($"/v3/reference/tickers/{ticker}", cancellationToken);
        var read = reply.ReadJson<PolygonDetails>();
        return read.Value switch
        {
            null => read.As<PolygonTicker>(),
            { Results: { } details } when reply.IsSuccess => details.Ticker is null || details.Ticker == ticker
                ? Reading.Of(details)
                : Reading.Unavailable<PolygonTicker>($"answered for {details.Ticker} instead of {ticker}"),
            _ => PolygonPages.Refused<PolygonTicker>(reply, read.Value.Error ?? read.Value.Message),
        };
    }

    /// <summary>Polygon's codes of types: common stock, depositary receipts and ordinary shares; exchange-traded funds, notes, vehicles and single-security funds.</summary>
    private static string? KindOf(string? type) => type switch
    {
        "CS" or "ADRC" or "OS" or "GDR" or "NYRS" => "STOCK",
        "ETF" or "ETN" or "ETV" or "ETS" => "ETF",
        _ => null,
    };
}
