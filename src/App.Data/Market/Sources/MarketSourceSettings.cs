using App.Data.Market.Sources.Files;
using App.Data.Market.Sources.Http;
using App.Data.Market.Sources.Polygon;
using App.Data.Market.Sources.Stooq;
using App.Data.Market.Sources.Tiingo;
using App.Data.Market.Sources.Yahoo;

namespace App.Data.Market.Sources;

/// <summary>The sources of market data and how they are asked: what stands under <c>MarketData</c>.</summary>
/// <remarks>Only the sources named in <see cref="Sources"/> are made and have their settings checked.</remarks>
public sealed class MarketSourceSettings
{
    /// <summary>The names that <see cref="Sources"/> may have, written in any case.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Yahoo", "Stooq", "Tiingo", "Polygon", "Files", "Sample"];

    /// <summary>The sources in order of preference; a symbol that one lacks is asked of the next. Each at most once. May be empty.</summary>
    public IReadOnlyList<string> Sources { get; set; } = [];

    /// <summary>How Yahoo is asked.</summary>
    public YahooOptions Yahoo { get; set; } = new();

    /// <summary>How Stooq is asked.</summary>
    public StooqOptions Stooq { get; set; } = new();

    /// <summary>How Tiingo is asked.</summary>
    public TiingoOptions Tiingo { get; set; } = new();

    /// <summary>How Polygon is asked.</summary>
    public PolygonOptions Polygon { get; set; } = new();

    /// <summary>Where files are.</summary>
    public FilesOptions Files { get; set; } = new();

    /// <summary>The first setting that cannot be worked with, naming the key and what is allowed; null when all can.</summary>
    public string? Fault()
    {
        var unknown = Sources.FirstOrDefault(name => !Names.Contains(name, StringComparer.OrdinalIgnoreCase));
        var twice = Sources.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1)?.Key;
        return unknown is not null ? $"MarketData:Sources names “{unknown}”. Allowed are {string.Join(", ", Names)}."
            : twice is not null ? $"MarketData:Sources names “{twice}” twice. Each is allowed once."
            : Sources.Select(FaultOf).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>What is wrong with the settings of one source, by its name; null when nothing is.</summary>
    public string? FaultOfSource(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return FaultOf(name);
    }

    private string? FaultOf(string name) => name.ToUpperInvariant() switch
    {
        "YAHOO" => FaultOf(Yahoo, "Yahoo"),
        "STOOQ" => FaultOf(Stooq, "Stooq"),
        "TIINGO" => FaultOf(Tiingo, "Tiingo"),
        "POLYGON" => FaultOf(Polygon, "Polygon"),
        "FILES" => Files.Fault("MarketData:Files"),
        _ => null,
    };

    private static string? FaultOf(HttpSourceOptions options, string name) => options.Fault($"MarketData:{name}");
}
