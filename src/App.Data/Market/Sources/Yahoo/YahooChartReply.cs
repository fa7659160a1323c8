using System.Text.Json.Serialization;

namespace App.Data.Market.Sources.Yahoo;

/// <summary>What is used of the chart's answer. Refusals of other kinds come under <c>finance</c>.</summary>
internal sealed record YahooChartReply(YahooChartBody? Chart, YahooChartBody? Finance)
{
    /// <summary>Why Yahoo gave nothing; null when it gave something.</summary>
    public YahooError? Error => Chart?.Error ?? Finance?.Error;
}

/// <summary>One result, or an error.</summary>
internal sealed record YahooChartBody(YahooChartResult?[]? Result, YahooError? Error);

/// <summary>A refusal, such as <c>Not Found</c> with <c>No data found, symbol may be delisted</c>.</summary>
internal sealed record YahooError(string? Code, string? Description);

/// <summary>A symbol's days: parallel arrays in which a session without a price is null.</summary>
internal sealed record YahooChartResult(YahooChartMeta? Meta, long?[]? Timestamp, YahooChartEvents? Events, YahooChartIndicators? Indicators);

/// <summary>What the chart says of the security.</summary>
internal sealed record YahooChartMeta(
    string? Symbol, string? Currency, string? InstrumentType, string? LongName, string? ShortName, string? FullExchangeName, string? ExchangeName,
    string? ExchangeTimezoneName, [property: JsonPropertyName("gmtoffset")] int? GmtOffset, string? DataGranularity);

/// <summary>Dividends and splits, keyed by their time.</summary>
internal sealed record YahooChartEvents(Dictionary<string, YahooDividend?>? Dividends, Dictionary<string, YahooSplit?>? Splits);

/// <summary>A dividend, per share of today.</summary>
internal sealed record YahooDividend(long? Date, decimal? Amount);

/// <summary>A split: 4 and 1 for four-for-one.</summary>
internal sealed record YahooSplit(long? Date, decimal? Numerator, decimal? Denominator);

/// <summary>The prices: as if every share had always been one of today, and adjusted for dividends too.</summary>
internal sealed record YahooChartIndicators(YahooQuote?[]? Quote, [property: JsonPropertyName("adjclose")] YahooAdjusted?[]? Adjusted);

/// <summary>Prices divided by later splits, volumes multiplied by them.</summary>
internal sealed record YahooQuote(decimal?[]? Open, decimal?[]? High, decimal?[]? Low, decimal?[]? Close, decimal?[]? Volume);

/// <summary>Closes adjusted for splits and dividends.</summary>
internal sealed record YahooAdjusted([property: JsonPropertyName("adjclose")] decimal?[]? Closes);
