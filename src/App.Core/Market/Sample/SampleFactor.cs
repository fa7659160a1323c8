namespace App.Core.Market.Sample;

/// <summary>What moves prices in the sample market besides each security's own noise. Independent of one another.</summary>
internal enum SampleFactor
{
    /// <summary>The market as a whole; the return of SPY.</summary>
    Equity,

    /// <summary>Long Treasury bonds; positive when yields fall.</summary>
    Rates,

    /// <summary>Value less growth.</summary>
    Value,

    /// <summary>Momentum less the market.</summary>
    Momentum,

    /// <summary>Quality less the market.</summary>
    Quality,

    /// <summary>Small less large companies.</summary>
    Size,

    /// <summary>Low volatility less its share of the market.</summary>
    LowVolatility,

    /// <summary>Corporate less Treasury bonds.</summary>
    Credit,

    /// <summary>Commodities, energy before all.</summary>
    Commodities,

    /// <summary>Gold.</summary>
    Gold,

    /// <summary>Crypto-assets.</summary>
    Crypto,

    /// <summary>Markets outside the United States less the market.</summary>
    Foreign,

    /// <summary>The GICS sectors less the market, in the order of <see cref="SampleSector"/>.</summary>
    FirstSector,
}

/// <summary>The GICS sectors, in the order of their factors.</summary>
internal enum SampleSector
{
    /// <summary>Energy.</summary>
    Energy,

    /// <summary>Materials.</summary>
    Materials,

    /// <summary>Industrials.</summary>
    Industrials,

    /// <summary>Consumer Discretionary.</summary>
    Discretionary,

    /// <summary>Consumer Staples.</summary>
    Staples,

    /// <summary>Health Care.</summary>
    HealthCare,

    /// <summary>Financials.</summary>
    Financials,

    /// <summary>Information Technology.</summary>
    Technology,

    /// <summary>Communication Services.</summary>
    Communication,

    /// <summary>Utilities.</summary>
    Utilities,

    /// <summary>Real Estate.</summary>
    RealEstate,
}
