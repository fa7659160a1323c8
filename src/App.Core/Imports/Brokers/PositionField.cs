namespace App.Core.Imports.Brokers;

/// <summary>What a column of a table of positions says. Money is in the table's currency; counts are shares, units or contracts.</summary>
public enum PositionField
{
    /// <summary>The account's number, masked or not.</summary>
    AccountNumber,

    /// <summary>What the account is called.</summary>
    AccountName,

    /// <summary>How the account is registered: Roth IRA, joint, 401(k).</summary>
    AccountType,

    /// <summary>The ticker, or what stands for one.</summary>
    Symbol,

    /// <summary>The security in words.</summary>
    Description,

    /// <summary>CUSIP, ISIN or SEDOL.</summary>
    SecurityId,

    /// <summary>What sort of security it is.</summary>
    SecurityType,

    /// <summary>Shares, units or contracts; negative is short.</summary>
    Quantity,

    /// <summary>The newest price of one unit.</summary>
    Price,

    /// <summary>What the position is worth.</summary>
    Value,

    /// <summary>What all of it cost.</summary>
    TotalCost,

    /// <summary>What one unit cost.</summary>
    CostPerShare,

    /// <summary>A cost of which the title does not say whether it is of one unit or of all.</summary>
    Cost,

    /// <summary>Value less cost.</summary>
    Gain,

    /// <summary>The currency of the row's money.</summary>
    Currency,

    /// <summary>Units that one contract stands for.</summary>
    Multiplier,

    /// <summary>An option's underlying.</summary>
    Underlying,

    /// <summary>Call or put.</summary>
    PutCall,

    /// <summary>An option's strike price.</summary>
    Strike,

    /// <summary>The day an option expires.</summary>
    Expiration,

    /// <summary>Long or short.</summary>
    Side,

    /// <summary>The day on which the lot was bought.</summary>
    OpenDate,

    /// <summary>The day of the figures.</summary>
    AsOf,

    /// <summary>Whether the row is of a position or of one of its lots.</summary>
    DetailLevel,
}
