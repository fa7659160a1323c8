using System.Text.Json.Serialization;

namespace App.Data.Market.Sources.Polygon;

/// <summary>A page of results, or a refusal: the reason comes as <c>error</c> or as <c>message</c>.</summary>
internal sealed record PolygonPage<T>(
    string? Ticker, T?[]? Results, [property: JsonPropertyName("next_url")] string? NextUrl, string? Error, string? Message)
    where T : class;

/// <summary>One security, or a refusal.</summary>
internal sealed record PolygonDetails(PolygonTicker? Results, string? Error, string? Message);

/// <summary>A day: the time at which it begins in New York, in milliseconds, and its prices.</summary>
internal sealed record PolygonBar(
    [property: JsonPropertyName("t")] long? Time,
    [property: JsonPropertyName("o")] decimal? Open,
    [property: JsonPropertyName("h")] decimal? High,
    [property: JsonPropertyName("l")] decimal? Low,
    [property: JsonPropertyName("c")] decimal? Close,
    [property: JsonPropertyName("v")] decimal? Volume);

/// <summary>A split: from 1 to 4 for four-for-one.</summary>
internal sealed record PolygonSplit(
    string? Ticker,
    [property: JsonPropertyName("execution_date")] DateOnly? ExecutionDate,
    [property: JsonPropertyName("split_from")] decimal? From,
    [property: JsonPropertyName("split_to")] decimal? To);

/// <summary>A dividend as it was paid, per share of then.</summary>
internal sealed record PolygonDividend(
    string? Ticker,
    [property: JsonPropertyName("ex_dividend_date")] DateOnly? ExDividendDate,
    [property: JsonPropertyName("cash_amount")] decimal? CashAmount,
    string? Currency);

/// <summary>What is used of a security's details.</summary>
internal sealed record PolygonTicker(
    string? Ticker,
    string? Name,
    string? Type,
    [property: JsonPropertyName("currency_name")] string? CurrencyName,
    [property: JsonPropertyName("primary_exchange")] string? PrimaryExchange,
    [property: JsonPropertyName("sic_description")] string? SicDescription,
    [property: JsonPropertyName("market_cap")] decimal? MarketCap,
    [property: JsonPropertyName("share_class_shares_outstanding")] decimal? ShareClassSharesOutstanding,
    [property: JsonPropertyName("weighted_shares_outstanding")] decimal? WeightedSharesOutstanding);
