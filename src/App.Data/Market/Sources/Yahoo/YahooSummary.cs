using App.Core.Market;

namespace App.Data.Market.Sources.Yahoo;

/// <summary>Reads Yahoo's summaries, and its charts' headers, as profiles and fundamentals.</summary>
internal static class YahooSummary
{
    /// <summary>The modules of a profile and of fundamentals; asked for together, they are one request.</summary>
    public const string Modules = "price,assetProfile,summaryDetail,defaultKeyStatistics,financialData";

    /// <summary>The profile; null when not even a name is told.</summary>
    public static SecurityProfile? Profile(string symbol, YahooModules modules) =>
        Named(modules.Price?.LongName, modules.Price?.ShortName) is not { } name
            ? null
            : new SecurityProfile(
                symbol, name, Text(modules.AssetProfile?.Sector), KindOf(modules.Price?.QuoteType), modules.Price?.Currency ?? "USD",
                (double?)(modules.SummaryDetail?.DividendYield ?? modules.SummaryDetail?.Yield))
            {
                Industry = Text(modules.AssetProfile?.Industry),
                Exchange = Text(modules.Price?.ExchangeName),
                Beta = (double?)(modules.SummaryDetail?.Beta ?? modules.DefaultKeyStatistics?.Beta ?? modules.DefaultKeyStatistics?.Beta3Year),
            };

    /// <summary>What a chart's header tells: all but sector, yield and beta; null when not even a name.</summary>
    public static SecurityProfile? Profile(string symbol, YahooChartMeta meta) =>
        Named(meta.LongName, meta.ShortName) is not { } name
            ? null
            : new SecurityProfile(symbol, name, null, KindOf(meta.InstrumentType), meta.Currency ?? "USD", null) { Exchange = Text(meta.FullExchangeName) ?? Text(meta.ExchangeName) };

    /// <summary>The fundamentals; null when no figure is told, as of most funds.</summary>
    /// <param name="symbol">In our spelling.</param>
    /// <param name="modules">Yahoo's answer.</param>
    /// <param name="asked">The day of asking: what depends on the price is of that day, and Yahoo dates nothing else.</param>
    public static Fundamentals? Fundamentals(string symbol, YahooModules modules, DateOnly asked)
    {
        var figures = new Fundamentals(symbol, asked)
        {
            MarketCap = Positive(modules.Price?.MarketCap),
            SharesOutstanding = Positive(modules.DefaultKeyStatistics?.SharesOutstanding),
            PriceToEarnings = (double?)modules.SummaryDetail?.TrailingPE,
            PriceToBook = (double?)modules.DefaultKeyStatistics?.PriceToBook,
            EarningsPerShare = (double?)modules.DefaultKeyStatistics?.TrailingEps,
            Revenue = modules.FinancialData?.TotalRevenue,
            DividendPerShare = (double?)modules.SummaryDetail?.DividendRate,
        };
        return figures == new Fundamentals(symbol, asked) ? null : figures;
    }

    private static string? KindOf(string? type) => type?.ToUpperInvariant() switch
    {
        "EQUITY" => "STOCK",
        "ETF" => "ETF",
        "MUTUALFUND" => "MUTUAL_FUND",
        "MONEYMARKET" => "CASH",
        _ => null,
    };

    private static string? Named(string? longName, string? shortName) => Text(longName) ?? Text(shortName);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static decimal? Positive(decimal? figure) => figure > 0 ? figure : null;
}
