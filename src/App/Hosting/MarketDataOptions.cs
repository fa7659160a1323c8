using App.Core.Market;
using App.Data.Market.Sources;

namespace App.Hosting;

/// <summary>Where prices come from: <c>MarketData:Sources</c>, names in order of preference, and a section for each source beside it.</summary>
/// <remarks>
/// Sample, a market that is made up, is the default in Development. Elsewhere Yahoo and Stooq are, and Sample has to be asked for by name. An empty list is a
/// choice too: positions are then valued at their entry price, with a warning that says so.
/// </remarks>
internal sealed record MarketDataOptions(MarketSourceSettings Settings)
{
    private const string Section = "MarketData";

    /// <exception cref="FormatException">A value cannot be worked with; the message names the key and what is allowed.</exception>
    public static MarketDataOptions From(IConfiguration configuration, IHostEnvironment environment)
    {
        var settings = new MarketSourceSettings();
        foreach (var section in configuration.GetSection(Section).GetChildren())
        {
            Bind(section, settings);
        }

        settings.Sources = Names(configuration.GetSection($"{Section}:Sources")) ?? (environment.IsDevelopment() ? ["Sample"] : ["Yahoo", "Stooq"]);
        return settings.Fault() is { } fault ? throw new FormatException(fault) : new MarketDataOptions(settings);
    }

    /// <summary>The sources, in order, each timed and counted.</summary>
    public IReadOnlyList<IMarketDataSource> Create(IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        return [.. MarketSources.Create(Settings, time, provider.GetRequiredService<ILoggerFactory>()).Select(source => new MeasuredSource(source, time))];
    }

    private static void Bind(IConfigurationSection section, MarketSourceSettings settings)
    {
        object? target = section.Key.ToUpperInvariant() switch
        {
            "YAHOO" => settings.Yahoo,
            "STOOQ" => settings.Stooq,
            "TIINGO" => settings.Tiingo,
            "POLYGON" => settings.Polygon,
            "FILES" => settings.Files,
            "SOURCES" => null,
            _ => throw new FormatException($"{section.Path} is not a setting. Allowed are MarketData:Sources, Yahoo, Stooq, Tiingo, Polygon and Files."),
        };
        try
        {
            // A key that is mistyped, such as ApiKye, stops the start instead of being passed over.
            section.Bind(target, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException($"{section.Path} cannot be read. {exception.Message}", exception);
        }
    }

    /// <summary>The names, as a list or in one text separated by commas; null when nothing is said.</summary>
    private static string[]? Names(IConfigurationSection section) => section.Value is { } text
        ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : section.Get<string[]>();
}
