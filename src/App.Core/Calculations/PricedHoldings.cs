using App.Core.Market;
using App.Core.Portfolios;

namespace App.Core.Calculations;

/// <summary>The positions of a book as what needs prices: the one place that says which do, and what each counts for.</summary>
internal static class PricedHoldings
{
    /// <summary>A position; null for what no market prices, and for an option that has expired before the session and needs no price any more.</summary>
    /// <remarks>What it cost stands for what it is worth: without a price there is no other value, and a measure of how much is priced must not depend on how prices went.</remarks>
    public static PricedHolding? Of(Position position, DateOnly session)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.PricedBy is { } symbol && !(position.ExpirationDate < session)
            ? new PricedHolding(
                symbol,
                Math.Abs(position.Quantity) * position.Multiplier * position.EntryPrice,
                position is not { Class: InvestmentClass.Public, Subtype: InvestmentSubtype.Cash })
            : null;
    }
}
