namespace App.Core.Portfolios;

/// <summary>The broad class of a position; decides its multiplier, where its price comes from and which fields it needs.</summary>
public enum InvestmentClass
{
    /// <summary>Traded and quoted: stocks, funds, bonds, tickered money-market funds.</summary>
    Public,

    /// <summary>Listed options on a public underlying; quantity in contracts of 100.</summary>
    Options,

    /// <summary>Not quoted: keeps its value until the owner gives a new one.</summary>
    Private,
}

/// <summary>The kind of instrument within its class.</summary>
public enum InvestmentSubtype
{
    /// <summary>A share of a company (PUBLIC).</summary>
    Stock,

    /// <summary>An exchange-traded fund (PUBLIC).</summary>
    Etf,

    /// <summary>An open-end fund (PUBLIC).</summary>
    MutualFund,

    /// <summary>A bond (PUBLIC).</summary>
    Bond,

    /// <summary>Cash, or a tickered money-market fund priced at 1 (PUBLIC or PRIVATE).</summary>
    Cash,

    /// <summary>A call option (OPTIONS).</summary>
    Call,

    /// <summary>A put option (OPTIONS).</summary>
    Put,

    /// <summary>A private equity holding (PRIVATE).</summary>
    PrivateEquity,

    /// <summary>A venture capital holding (PRIVATE).</summary>
    VentureCapital,

    /// <summary>A hedge fund holding (PRIVATE).</summary>
    HedgeFund,

    /// <summary>A non-traded real-estate investment trust (PRIVATE).</summary>
    PrivateReit,

    /// <summary>Real estate held directly (PRIVATE).</summary>
    RealEstate,

    /// <summary>A crypto-asset held outside a listed fund (PRIVATE).</summary>
    Cryptocurrency,

    /// <summary>Art and collectibles (PRIVATE).</summary>
    Art,

    /// <summary>A money-market holding without a ticker (PRIVATE).</summary>
    MoneyMarket,

    /// <summary>Treasury bills held directly (PRIVATE).</summary>
    TreasuryBills,

    /// <summary>Physical commodities (PRIVATE).</summary>
    Commodity,

    /// <summary>Anything else without a quote (PRIVATE).</summary>
    Other,
}

/// <summary>Whether the right is to buy or to sell.</summary>
public enum OptionType
{
    /// <summary>The right to buy at the strike.</summary>
    Call,

    /// <summary>The right to sell at the strike.</summary>
    Put,
}

/// <summary>Side and, for options, right: the six kinds of position.</summary>
public enum PositionType
{
    /// <summary>Held.</summary>
    Long,

    /// <summary>Sold short.</summary>
    Short,

    /// <summary>LC: a call held.</summary>
    LongCall,

    /// <summary>LP: a put held.</summary>
    LongPut,

    /// <summary>SC: a call written.</summary>
    ShortCall,

    /// <summary>SP: a put written.</summary>
    ShortPut,
}

/// <summary>How the account is taxed or held.</summary>
public enum AccountType
{
    /// <summary>An ordinary brokerage account.</summary>
    Taxable,

    /// <summary>A traditional individual retirement account.</summary>
    Ira,

    /// <summary>A Roth individual retirement account.</summary>
    RothIra,

    /// <summary>A 401(k) plan.</summary>
    Plan401k,

    /// <summary>A 403(b) plan.</summary>
    Plan403b,

    /// <summary>A 529 education plan.</summary>
    Plan529,

    /// <summary>A health savings account.</summary>
    Hsa,

    /// <summary>A trust.</summary>
    Trust,

    /// <summary>None of the others.</summary>
    Other,
}
