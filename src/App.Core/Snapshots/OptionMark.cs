using App.Core.Portfolios;

namespace App.Core.Snapshots;

/// <summary>An option as it was entered.</summary>
/// <param name="Terms">The contract.</param>
/// <param name="EntryDate">The day of entry, session or not.</param>
/// <param name="EntryPrice">Price per share at entry; positive.</param>
public readonly record struct OptionEntry(OptionTerms Terms, DateOnly EntryDate, decimal EntryPrice);

/// <summary>What the model takes from the market besides prices.</summary>
/// <param name="Rate">Annual interest rate, continuously compounded, as a fraction.</param>
/// <param name="DividendYield">Annual dividend yield of the underlying, continuously compounded, as a fraction.</param>
public readonly record struct OptionMarket(double Rate, double DividendYield);

/// <summary>Where the volatility in an option's model price is from, the best first.</summary>
public enum VolatilitySource
{
    /// <summary>Implied by the entry price and the underlying's price at entry.</summary>
    EntryImplied,

    /// <summary>The underlying's realised volatility over 63 sessions.</summary>
    Realised,

    /// <summary>The default of 25 %, for want of data.</summary>
    Default,
}

/// <summary>An annual volatility, as a fraction, and where it is from.</summary>
/// <param name="Value">The volatility; positive.</param>
/// <param name="Source">Where it is from.</param>
public readonly record struct OptionVolatility(double Value, VolatilitySource Source);

/// <summary>The mark of an option without a quote.</summary>
/// <param name="Mark">Price per share and source: Model, Stale when the underlying's price was carried, Entry when there was none.</param>
/// <param name="Volatility">The volatility it was priced with; null from expiration on and for the entry price.</param>
public readonly record struct OptionMark(Mark Mark, OptionVolatility? Volatility);
