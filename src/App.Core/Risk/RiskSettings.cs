using System.Text.Json;
using System.Text.Json.Serialization;
using App.Core.Risk.Formulas;

namespace App.Core.Risk;

/// <summary>A series that returns are explained by: those of a fund, or of one fund less another's.</summary>
/// <param name="Id">The stable id.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Symbol">The fund.</param>
/// <param name="Less">The fund whose returns are taken off; null for none.</param>
public sealed record FactorColumn(string Id, string Name, string Symbol, string? Less = null);

/// <summary>How the price of the fund that stands for interest rates follows its yield: a move of Δy changes it by −D·Δy + ½·C·Δy².</summary>
/// <param name="Duration">Effective duration D, in years.</param>
/// <param name="Convexity">Convexity C, in years squared.</param>
/// <param name="Source">Where the two are from, and of when.</param>
public sealed record RateSensitivity(double Duration, double Convexity, string Source)
{
    /// <summary>The return that a move of the yield makes, a fraction; the yield moves by a fraction too, .01 is 100 basis points. At least −1.</summary>
    public double ReturnOf(double yieldChange) => RateShock.ReturnOf(Duration, Convexity, yieldChange);
}

/// <summary>What share of an index each sector has, to set a book's sectors against.</summary>
/// <param name="Name">The index, such as S&amp;P 500.</param>
/// <param name="AsOf">The day of the weights.</param>
/// <param name="Source">Where they are from.</param>
/// <param name="Weights">A fraction for each sector of the standard, see <see cref="GicsSectors.All"/>; together 1, to a hundredth.</param>
public sealed record SectorBenchmark(string Name, DateOnly AsOf, string Source, IReadOnlyDictionary<string, double> Weights);

/// <summary>How bad a scenario is, by the largest of its shocks.</summary>
public enum ScenarioSeverity
{
    /// <summary>Under 10 %.</summary>
    Mild,

    /// <summary>Under 20 %.</summary>
    Moderate,

    /// <summary>Under 35 %.</summary>
    Severe,

    /// <summary>35 % and more.</summary>
    Extreme,
}

/// <summary>Something that may happen to markets all at once.</summary>
public sealed record Scenario
{
    /// <summary>The stable id.</summary>
    public required string Id { get; init; }

    /// <summary>The name shown.</summary>
    public required string Name { get; init; }

    /// <summary>market, rates, rotation, volatility, historical.</summary>
    public required string Category { get; init; }

    /// <summary>The market's return; null when it is not shocked.</summary>
    public double? Market { get; init; }

    /// <summary>The change of yields as a fraction, .01 is 100 basis points.</summary>
    public double? Rate { get; init; }

    /// <summary>Returns relative to the market by style: value, growth, momentum, quality, size, low_volatility.</summary>
    public IReadOnlyDictionary<string, double> Styles { get; init; } = new Dictionary<string, double>();

    /// <summary>What is added to the volatility of options, as a fraction; 0 when nothing is.</summary>
    public double Volatility { get; init; }

    /// <summary>By the largest move of the market, of a style, or of the rate fund.</summary>
    public ScenarioSeverity SeverityWith(RateSensitivity rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        var largest = Styles.Values.Append(Market ?? 0).Append(Rate is { } change ? rates.ReturnOf(change) : 0).Max(Math.Abs);
        return largest switch { < 0.10 => ScenarioSeverity.Mild, < 0.20 => ScenarioSeverity.Moderate, < 0.35 => ScenarioSeverity.Severe, _ => ScenarioSeverity.Extreme };
    }
}

/// <summary>The data that the risk figures are computed by: factors, scenarios, the rate fund's sensitivity. Changed as a whole, each change a version.</summary>
public sealed record RiskSettings
{
    /// <summary>The factor of the whole market.</summary>
    public const string MarketFactor = "market";

    /// <summary>The factor of long Treasury bonds, by which rate shocks come.</summary>
    public const string RateFactor = "interest_rate";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Grows by one with each change.</summary>
    public required int Version { get; init; }

    /// <summary>The columns of the factor model, in order.</summary>
    public required IReadOnlyList<FactorColumn> Factors { get; init; }

    /// <summary>The columns of the second method, in which value and growth stand apart.</summary>
    public required IReadOnlyList<FactorColumn> RidgeFactors { get; init; }

    /// <summary>Of the fund of the factor <c>interest_rate</c>.</summary>
    public required RateSensitivity Rates { get; init; }

    /// <summary>The index that sectors are set against; null when nobody has told its weights.</summary>
    public SectorBenchmark? SectorBenchmark { get; init; }

    /// <summary>The scenarios, in the order shown.</summary>
    public required IReadOnlyList<Scenario> Scenarios { get; init; }

    /// <summary>What an installation begins with.</summary>
    public static RiskSettings Standard => field ??= Read();

    /// <summary>Every symbol whose returns are needed.</summary>
    [JsonIgnore]
    public IEnumerable<string> Symbols => Factors.Concat(RidgeFactors).SelectMany(column => new[] { column.Symbol, column.Less }).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>The factor of an id.</summary>
    public FactorColumn Factor(string id) => Factors.First(factor => factor.Id == id);

    /// <summary>As a document.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>Of a document.</summary>
    /// <exception cref="JsonException">It is none, or lacks something.</exception>
    public static RiskSettings FromJson(string json) => JsonSerializer.Deserialize<RiskSettings>(json, Format) ?? throw new JsonException("The document is empty.");

    private static RiskSettings Read()
    {
        using var stream = typeof(RiskSettings).Assembly.GetManifestResourceStream("risk-settings.json")!;
        using var reader = new StreamReader(stream);
        return FromJson(reader.ReadToEnd());
    }
}
