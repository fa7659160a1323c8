using App.Core.Market;
using App.Core.Market.Sample;

namespace App.Hosting;

/// <summary>Where prices come from: <c>MarketData:Sources</c>, a list of names in order of preference.</summary>
/// <remarks>
/// Sample, a market that is made up, is the default in Development. Elsewhere it has to be asked for by name, and without any source positions are valued
/// at their entry price, with a warning that says so.
/// </remarks>
internal sealed record MarketDataOptions(IReadOnlyList<string> Sources)
{
    private static readonly Dictionary<string, Func<IMarketDataSource>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Sample"] = () => new SampleMarket(),
    };

    /// <exception cref="FormatException">A name is not known; the message names the key and what is allowed.</exception>
    public static MarketDataOptions From(IConfiguration configuration, IHostEnvironment environment)
    {
        var names = configuration.GetSection("MarketData:Sources").Get<string[]>() ?? (environment.IsDevelopment() ? ["Sample"] : []);
        return names.FirstOrDefault(name => !Known.ContainsKey(name)) is { } unknown
            ? throw new FormatException($"MarketData:Sources names “{unknown}”. Allowed are {string.Join(", ", Known.Keys)}.")
            : new MarketDataOptions(names);
    }

    /// <summary>The sources, in order.</summary>
    public IReadOnlyList<IMarketDataSource> Create() => [.. Sources.Select(name => Known[name]())];
}
