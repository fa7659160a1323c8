using App.Core.Market;
using App.Core.Market.Sample;
using App.Data.Market.Sources.Files;
using App.Data.Market.Sources.Polygon;
using App.Data.Market.Sources.Stooq;
using App.Data.Market.Sources.Tiingo;
using App.Data.Market.Sources.Yahoo;
using Microsoft.Extensions.Logging;

namespace App.Data.Market.Sources;

/// <summary>Makes the configured sources.</summary>
public static class MarketSources
{
    /// <summary>The sources in their order. They live as long as the process: each remembers its pace and whether it is at rest.</summary>
    /// <param name="settings">Settings without a <see cref="MarketSourceSettings.Fault"/>.</param>
    /// <param name="time">The clock of pauses, limits and sessions.</param>
    /// <param name="loggers">Makes logs.</param>
    public static IReadOnlyList<IMarketDataSource> Create(MarketSourceSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);
        return [.. settings.Sources.Select<string, IMarketDataSource>(name => name.ToUpperInvariant() switch
        {
            "YAHOO" => new YahooSource(settings.Yahoo, time),
            "STOOQ" => new StooqSource(settings.Stooq, time),
            "TIINGO" => new TiingoSource(settings.Tiingo, time),
            "POLYGON" => new PolygonSource(settings.Polygon, time),
            "FILES" => new FilesSource(new PriceDirectory(settings.Files.Directory!), loggers.CreateLogger<FilesSource>()),
            _ => new SampleMarket(),
        })];
    }
}
