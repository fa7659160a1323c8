using static App.Core.Market.Sample.SampleFactor;

namespace App.Core.Market.Sample;

/// <summary>The sectors of the sample market: their GICS names, how much they move on their own, and the styles that their stocks lean to.</summary>
internal static class SampleSectors
{
    private static readonly (string Name, double Volatility, (SampleFactor Factor, double Loading)[] Tilts)[] Rows =
    [
        ("Energy", .15, [(Value, .40), (Commodities, .35)]),
        ("Materials", .09, [(Value, .20), (Commodities, .15)]),
        ("Industrials", .07, [(Value, .10), (Size, .10)]),
        ("Consumer Discretionary", .09, [(Value, -.20), (Size, .10)]),
        ("Consumer Staples", .08, [(Value, .15), (LowVolatility, .50)]),
        ("Health Care", .09, [(Value, .10), (LowVolatility, .25)]),
        ("Financials", .09, [(Value, .40), (Rates, -.15)]),
        ("Information Technology", .09, [(Value, -.45), (Momentum, .10)]),
        ("Communication Services", .09, [(Value, -.25), (Quality, .10)]),
        ("Utilities", .10, [(LowVolatility, .50), (Rates, .25)]),
        ("Real Estate", .10, [(Rates, .30), (Size, .10)]),
    ];

    /// <summary>How many sectors there are.</summary>
    public static int Count => Rows.Length;

    /// <summary>The GICS name.</summary>
    public static string NameOf(SampleSector sector) => Rows[(int)sector].Name;

    /// <summary>The annual volatility of the sector's own factor.</summary>
    public static double VolatilityOf(SampleSector sector) => Rows[(int)sector].Volatility;

    /// <summary>The style loadings of the sector's stocks.</summary>
    public static ReadOnlySpan<(SampleFactor Factor, double Loading)> TiltsOf(SampleSector sector) => Rows[(int)sector].Tilts;

    /// <summary>The sector's own factor.</summary>
    public static SampleFactor FactorOf(SampleSector sector) => FirstSector + (int)sector;
}
