namespace App.Core.Market.Sample;

/// <summary>One security of the sample market: what it is and how it moves.</summary>
internal sealed class SampleSecurity
{
    /// <summary>Sessions of a year, for turning annual figures into daily ones.</summary>
    public const double SessionsPerYear = 252;

    /// <summary>The square root of one session in years.</summary>
    public const double PerRootSession = 0.06299407883487121;

    /// <summary>In how many sessions a level comes back to its trend by a factor of e.</summary>
    public const double ReversionSessions = 756;

    /// <summary>The share of its distance from the trend that a level makes good in a session.</summary>
    public const double Reversion = 1 / ReversionSessions;

    /// <summary>The index of the session on which every security stands at its <see cref="Level"/>.</summary>
    public static readonly int ReferenceSession = TradingCalendar.Nyse.SessionsBefore(SampleMarket.Reference);

    /// <summary>The symbol with a full stop before a class of share.</summary>
    public required string Symbol { get; init; }

    /// <summary>The name shown.</summary>
    public required string Name { get; init; }

    /// <summary>STOCK, ETF, MUTUAL_FUND or CASH.</summary>
    public required string Kind { get; init; }

    /// <summary>The sector of a stock; null for funds.</summary>
    public SampleSector? Sector { get; init; }

    /// <summary>The close on the reference session, in dollars.</summary>
    public required double Level { get; init; }

    /// <summary>What a move of 1 in each factor does to the price, by <see cref="SampleFactor"/>; empty for cash.</summary>
    public required double[] Loadings { get; init; }

    /// <summary>The annual volatility of the security's own noise, as a fraction.</summary>
    public required double OwnVolatility { get; init; }

    /// <summary>Annual dividends as a fraction of the price, paid in quarters.</summary>
    public required double DividendYield { get; init; }

    /// <summary>The root of every random number of this security.</summary>
    public ulong Seed => SampleNoise.Seed(Symbol);

    /// <summary>True for a money-market fund, which is always priced at 1.</summary>
    public bool IsCash => Kind == "CASH";

    /// <summary>True for funds priced once a day at their net asset value: one price, no volume.</summary>
    public bool IsPricedOnce => Kind is "MUTUAL_FUND" or "CASH";

    /// <summary>A stock: the market by <paramref name="beta"/>, its sector with its styles, and its own noise.</summary>
    public static SampleSecurity Stock(
        string symbol, string name, SampleSector sector, double level, double beta, double ownVolatility, double dividendYield)
    {
        var loadings = new double[SampleFactors.Count];
        loadings[(int)SampleFactor.Equity] = beta;
        loadings[(int)SampleSectors.FactorOf(sector)] = 1;
        foreach (var (factor, loading) in SampleSectors.TiltsOf(sector))
        {
            loadings[(int)factor] += loading;
        }

        return new SampleSecurity
        {
            Symbol = symbol,
            Name = name,
            Kind = "STOCK",
            Sector = sector,
            Level = level,
            Loadings = loadings,
            OwnVolatility = ownVolatility,
            DividendYield = dividendYield,
        };
    }

    /// <summary>A fund with loadings of its own.</summary>
    public static SampleSecurity Fund(
        string symbol, string name, string kind, double level, double ownVolatility, double dividendYield, params ReadOnlySpan<(SampleFactor Factor, double Loading)> exposures)
    {
        var loadings = new double[SampleFactors.Count];
        foreach (var (factor, loading) in exposures)
        {
            loadings[(int)factor] += loading;
        }

        return new SampleSecurity
        {
            Symbol = symbol,
            Name = name,
            Kind = kind,
            Level = level,
            Loadings = loadings,
            OwnVolatility = ownVolatility,
            DividendYield = dividendYield,
        };
    }

    /// <summary>A money-market fund: always 1, no income.</summary>
    public static SampleSecurity Cash(string symbol, string name) => new()
    {
        Symbol = symbol,
        Name = name,
        Kind = "CASH",
        Level = 1,
        Loadings = [],
        OwnVolatility = 0,
        DividendYield = 0,
    };
}
