namespace App.Data.Market.Sources.Tiingo;

/// <summary>One day: as traded and adjusted, with what happened to the shares that day.</summary>
internal sealed record TiingoDay(
    DateTimeOffset? Date, decimal? Open, decimal? High, decimal? Low, decimal? Close, decimal? Volume, decimal? AdjClose, decimal? DivCash, decimal? SplitFactor);

/// <summary>What Tiingo says of a ticker.</summary>
internal sealed record TiingoMeta(string? Ticker, string? Name, string? ExchangeCode);

/// <summary>What the fundamentals' catalogue says of a ticker, where the plan allows; else its texts say that they are not available.</summary>
internal sealed record TiingoCompany(string? Ticker, string? Sector, string? Industry);

/// <summary>A day's figures that depend on the price.</summary>
internal sealed record TiingoFigures(DateTimeOffset? Date, decimal? MarketCap, decimal? PeRatio, decimal? PbRatio);

/// <summary>A refusal.</summary>
internal sealed record TiingoRefusal(string? Detail);
