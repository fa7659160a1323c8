namespace App.Core.Market;

/// <summary>An entry of the security master: what is known of a symbol, which of its prices are stored, and who is fetching more.</summary>
/// <remarks>Written only by the holder of its claim, see <see cref="IMarketDataStore"/>; the claim's own two columns and the three counted ones only by the store.</remarks>
public sealed class Security
{
    /// <summary>Upper-case, in our spelling.</summary>
    public required string Symbol { get; init; }

    /// <summary>The company's or fund's name; null until a source told it.</summary>
    public string? Name { get; set; }

    /// <summary>The sector as a source names it.</summary>
    public string? Sector { get; set; }

    /// <summary>The industry as a source names it.</summary>
    public string? Industry { get; set; }

    /// <summary>The exchange's name or code.</summary>
    public string? Exchange { get; set; }

    /// <summary>STOCK, ETF …, as a source told it.</summary>
    public string? Kind { get; set; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; set; }

    /// <summary>A source's own beta to the market.</summary>
    public double? Beta { get; set; }

    /// <summary>Annual dividend yield as a fraction.</summary>
    public double? DividendYield { get; set; }

    /// <summary>The fields above that operators have given, by their names as commas divide them: no source writes those. Null when there are none. Written by operators only.</summary>
    public string? Stated { get; set; }

    /// <summary>When the sources last answered about its profile.</summary>
    public DateTimeOffset? ProfiledAt { get; set; }

    /// <summary>When the sources last answered about its fundamentals.</summary>
    public DateTimeOffset? FundamentalsAt { get; set; }

    /// <summary>The source that its newest prices are from.</summary>
    public string? Source { get; set; }

    /// <summary>True when its prices are made up.</summary>
    public bool IsSample { get; set; }

    /// <summary>Why it has no prices; null when it has.</summary>
    public string? Missing { get; set; }

    /// <summary>First day that all sources were asked for and answered, with a price or without; earlier days are asked for when needed.</summary>
    public DateOnly? PricesFrom { get; set; }

    /// <summary>Last day asked for and answered.</summary>
    public DateOnly? PricesTo { get; set; }

    /// <summary>The first stored day that is not quarantined; null when there is none. Counted by the store.</summary>
    public DateOnly? FirstBar { get; set; }

    /// <summary>The last stored day that is not quarantined; null when there is none. Counted by the store.</summary>
    public DateOnly? LastBar { get; set; }

    /// <summary>How many days are stored that are not quarantined. Counted by the store.</summary>
    public int Bars { get; set; }

    /// <summary>When every source last said what it has up to <see cref="PricesTo"/>.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>The names of the sources that were asked last, as commas divide them; other names are a reason to ask again.</summary>
    public string? AnsweredBy { get; set; }

    /// <summary>The first of the days before <see cref="FirstBar"/> that a source has kept silent about though one preferred to it answered; null when there are none.</summary>
    public DateOnly? HeadFrom { get; set; }

    /// <summary>The place, among the sources of <see cref="AnsweredBy"/>, of the last one that has answered for those days.</summary>
    public int HeadAfter { get; set; }

    /// <summary>When the others are asked for them again.</summary>
    public DateTimeOffset? HeadNotBefore { get; set; }

    /// <summary>The first of the stored days whose prices came from a source that tells no splits and dividends, and of which no other has told any yet; null when there are none.</summary>
    public DateOnly? ActionsFrom { get; set; }

    /// <summary>The last of those days.</summary>
    public DateOnly? ActionsTo { get; set; }

    /// <summary>How often the sources that tell splits and dividends have answered for those days in vain.</summary>
    public int ActionsTries { get; set; }

    /// <summary>When they are asked for those days again; null for at once.</summary>
    public DateTimeOffset? ActionsNotBefore { get; set; }

    /// <summary>The source that the stored fundamentals are from; null when there are none, or they came before it was kept.</summary>
    public string? FiguresSource { get; set; }

    /// <summary>When days missing between stored ones were last asked for.</summary>
    public DateTimeOffset? HolesAskedAt { get; set; }

    /// <summary>How many days were missing then.</summary>
    public int HolesLeft { get; set; }

    /// <summary>How often those days were asked for again.</summary>
    public int HoleTries { get; set; }

    /// <summary>When its sources were last asked in vain because one of them did not answer; null once they did.</summary>
    public DateTimeOffset? UnavailableAt { get; set; }

    /// <summary>Who is fetching something of the symbol; null when nobody is.</summary>
    public string? FetchHolder { get; set; }

    /// <summary>Until when that is believed without a sign of life.</summary>
    public DateTimeOffset? FetchUntil { get; set; }
}
