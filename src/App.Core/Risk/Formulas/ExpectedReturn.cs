using App.Core.Results;

namespace App.Core.Risk.Formulas;

/// <summary>What a book would gain if prices went to their targets.</summary>
/// <remarks>
/// See docs/formulas/targets.md. Money is decimal and nothing is rounded; returns are fractions, 0.1 is 10 %. No time, no dividends, no probability: a target is
/// where somebody believes a price will stand, and this is what that belief is worth.
/// </remarks>
public static class ExpectedReturn
{
    /// <summary>
    /// The return of one position: held t ÷ p − 1, sold short 1 − t ÷ p, so that what is gained is positive on either side. Unknown when the price is not positive.
    /// </summary>
    /// <param name="price">Price per share today.</param>
    /// <param name="target">Price per share expected; above 0.</param>
    /// <param name="isShort">True for a position sold short.</param>
    /// <exception cref="ArgumentOutOfRangeException">The target is not above 0: none that is stored is.</exception>
    public static Measure<double> OfPosition(decimal price, decimal target, bool isShort)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(target);
        if (price <= 0)
        {
            return Measure.Unknown<double>("The price is 0, so nothing can be given as a share of it.");
        }

        var change = (target - price) / price;
        return Measure.Known((double)(isShort ? -change : change));
    }

    /// <summary>What a position gains on the way from the price to the target, dollars: (t − p) × quantity × multiplier. A short gains when the price falls.</summary>
    /// <param name="quantity">Shares or contracts, signed.</param>
    /// <param name="multiplier">Shares one of them stands for.</param>
    /// <param name="price">Price per share today.</param>
    /// <param name="target">Price per share expected.</param>
    public static decimal Upside(decimal quantity, int multiplier, decimal price, decimal target) => (target - price) * quantity * multiplier;

    /// <summary>The return of the book: Σ upside ÷ equity. Positions without a target count as going nowhere. Unknown without any upside, or without equity.</summary>
    /// <param name="upsides">What each position with a target gains, dollars.</param>
    /// <param name="equity">What the book belongs to, dollars.</param>
    public static Measure<double> OfBook(ReadOnlySpan<decimal> upsides, decimal equity)
    {
        if (upsides.IsEmpty)
        {
            return Measure.Unknown<double>("No position that is held has a target and a price.");
        }

        var sum = 0m;
        foreach (var upside in upsides)
        {
            sum += upside;
        }

        return Exposure.ShareOfEquity(sum, equity);
    }

    /// <summary>The share of the book that the figure rests on, 0 to 1: gross exposure with a target ÷ gross exposure. Unknown without exposure.</summary>
    /// <param name="withTarget">Exposures of the positions with a target, signed.</param>
    /// <param name="all">Exposures of all open positions, those with a target included.</param>
    public static Measure<double> Coverage(ReadOnlySpan<decimal> withTarget, ReadOnlySpan<decimal> all)
    {
        var gross = Exposure.Total(all).Gross;
        return gross > 0
            ? Measure.Known((double)(Exposure.Total(withTarget).Gross / gross))
            : Measure.Unknown<double>("Nothing is held that has a value.");
    }
}
