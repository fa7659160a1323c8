using System.Text.Json.Serialization;

namespace App.Data.Market.Sources.Yahoo;

/// <summary>What is used of a summary's answer. A refused crumb comes under <c>finance</c>.</summary>
internal sealed record YahooSummaryReply(YahooSummaryBody? QuoteSummary, YahooSummaryBody? Finance)
{
    /// <summary>Why Yahoo gave nothing; null when it gave something.</summary>
    public YahooError? Error => QuoteSummary?.Error ?? Finance?.Error;

    /// <summary>The modules asked for.</summary>
    public YahooModules? Modules => QuoteSummary?.Result is [{ } modules, ..] ? modules : null;
}

/// <summary>One result, or an error.</summary>
internal sealed record YahooSummaryBody(YahooModules?[]? Result, YahooError? Error);

/// <summary>The modules. Each is missing for securities that have nothing of it.</summary>
internal sealed record YahooModules(
    YahooPriceModule? Price, YahooProfileModule? AssetProfile, YahooDetailModule? SummaryDetail, YahooStatisticsModule? DefaultKeyStatistics, YahooFinancialModule? FinancialData);

/// <summary>Name and kind.</summary>
internal sealed record YahooPriceModule(
    string? Symbol, string? LongName, string? ShortName, string? QuoteType, string? Currency, string? ExchangeName,
    [property: JsonConverter(typeof(YahooFigure))] decimal? MarketCap);

/// <summary>What the company does.</summary>
internal sealed record YahooProfileModule(string? Sector, string? Industry);

/// <summary>Yields, beta and what is derived from the price. Yields are fractions.</summary>
internal sealed record YahooDetailModule(
    [property: JsonConverter(typeof(YahooFigure))] decimal? Beta,
    [property: JsonConverter(typeof(YahooFigure))] decimal? DividendYield,
    [property: JsonConverter(typeof(YahooFigure))] decimal? Yield,
    [property: JsonConverter(typeof(YahooFigure))] decimal? DividendRate,
    [property: JsonConverter(typeof(YahooFigure))] decimal? TrailingPE);

/// <summary>Figures per share, and the number of shares.</summary>
internal sealed record YahooStatisticsModule(
    [property: JsonConverter(typeof(YahooFigure))] decimal? Beta,
    [property: JsonConverter(typeof(YahooFigure))] decimal? Beta3Year,
    [property: JsonConverter(typeof(YahooFigure))] decimal? SharesOutstanding,
    [property: JsonConverter(typeof(YahooFigure))] decimal? PriceToBook,
    [property: JsonConverter(typeof(YahooFigure))] decimal? TrailingEps);

/// <summary>Revenue of the last four quarters.</summary>
internal sealed record YahooFinancialModule([property: JsonConverter(typeof(YahooFigure))] decimal? TotalRevenue);
