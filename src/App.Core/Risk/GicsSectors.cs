using System.Collections.Frozen;

namespace App.Core.Risk;

/// <summary>The eleven sectors of the Global Industry Classification Standard, by the names that sources use for them.</summary>
public static class GicsSectors
{
    /// <summary>Funds: what is in them is not looked through.</summary>
    public const string Funds = "ETFs and funds";

    /// <summary>What no source has named a sector of.</summary>
    public const string Unclassified = "Unclassified";

    private static readonly FrozenSet<string> FundKinds = new[] { "ETF", "MUTUALFUND", "MUTUAL FUND", "FUND", "MONEYMARKET" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Yahoo and Polygon have names of their own; Tiingo and files mostly those of the standard.
    private static readonly FrozenDictionary<string, string> Names = new (string Sector, string[] Also)[]
    {
        ("Energy", []),
        ("Materials", ["Basic Materials", "Raw Materials"]),
        ("Industrials", ["Industrial", "Industrial Goods", "Conglomerates"]),
        ("Consumer Discretionary", ["Consumer Cyclical", "Consumer Cyclicals", "Consumer, Cyclical"]),
        ("Consumer Staples", ["Consumer Defensive", "Consumer Non-Cyclicals", "Consumer, Non-cyclical"]),
        ("Health Care", ["Healthcare"]),
        ("Financials", ["Financial Services", "Financial"]),
        ("Information Technology", ["Technology", "Tech"]),
        ("Communication Services", ["Communications", "Communication", "Telecommunication Services", "Telecommunications"]),
        ("Utilities", ["Utility"]),
        ("Real Estate", ["Realty"]),
    }.SelectMany(each => each.Also.Append(each.Sector).Select(name => (name, each.Sector))).ToFrozenDictionary(each => each.name, each => each.Sector, StringComparer.OrdinalIgnoreCase);

    /// <summary>The sectors of the standard, in its order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "Energy", "Materials", "Industrials", "Consumer Discretionary", "Consumer Staples", "Health Care",
        "Financials", "Information Technology", "Communication Services", "Utilities", "Real Estate",
    ];

    /// <summary>The sector of a security; <see cref="Funds"/> or <see cref="Unclassified"/> where there is none.</summary>
    /// <param name="sector">The sector as a source names it; null when none did.</param>
    /// <param name="kind">STOCK, ETF …, as a source told it.</param>
    public static string Of(string? sector, string? kind) =>
        kind is not null && FundKinds.Contains(kind) ? Funds
        : sector is not null && Names.TryGetValue(sector.Trim(), out var known) ? known
        : Unclassified;
}
