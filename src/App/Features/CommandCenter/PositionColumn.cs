namespace App.Features.CommandCenter;

/// <summary>What the grid can show of a position, and be sorted by, in the order in which the chooser lists it.</summary>
public enum PositionColumn
{
    Position,
    Class,
    Side,
    Sector,
    Underlying,
    Expiration,
    Quantity,
    Price,
    PriceSource,
    Value,
    Weight,
    Day,
    Pnl,
    Return,
    Cost,
    EntryPrice,
    Entered,
    Exposure,
    Beta,
    Volatility,
    Delta,
    Gamma,
    Theta,
    Vega,
    Rho,
    ImpliedVolatility,
}

/// <summary>What the chooser puts together.</summary>
public enum PositionColumnGroup
{
    Position,
    Value,
    Risk,
    Option,
}
