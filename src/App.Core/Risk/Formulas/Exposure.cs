using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Risk.Formulas;

/// <summary>How much of the market a book is exposed to, and how that compares with the equity behind it.</summary>
/// <remarks>
/// See docs/formulas/exposure.md. Money is decimal and nothing is rounded. Two bases: market value (what a position would fetch) and
/// delta-adjusted (what it moves like); the caller keeps to one within a total.
/// </remarks>
public static class Exposure
{
    /// <summary>The exposure on the market-value basis: quantity × multiplier × price, signed by the quantity.</summary>
    public static decimal MarketValue(decimal quantity, int multiplier, decimal price) => quantity * multiplier * price;

    /// <summary>
    /// The exposure of an option on the delta-adjusted basis: quantity × multiplier × delta × price of the underlying. A put's delta is negative,
    /// so a put held is short and a put written long. For a stock it is its market value.
    /// </summary>
    /// <param name="quantity">Contracts, signed.</param>
    /// <param name="multiplier">Shares a contract stands for.</param>
    /// <param name="delta">Delta per share, in [−1, 1]; taken to 15 digits.</param>
    /// <param name="underlyingPrice">Price of the underlying per share.</param>
    public static decimal DeltaAdjusted(decimal quantity, int multiplier, double delta, decimal underlyingPrice) =>
        quantity * multiplier * underlyingPrice * (decimal)delta;

    /// <summary>The exposures by leg, each on the side of its own sign.</summary>
    public static ExposureTotals Total(ReadOnlySpan<decimal> exposures)
    {
        var totals = default(ExposureTotals);
        foreach (var exposure in exposures)
        {
            totals = totals.With(exposure);
        }

        return totals;
    }

    /// <summary>The exposures netted by underlying first: a covered call counts once, at what is left of the stock.</summary>
    public static ExposureTotals NettedByUnderlying(IEnumerable<(string Underlying, decimal Exposure)> exposures) =>
        Total([.. exposures.GroupBy(leg => leg.Underlying, StringComparer.Ordinal).Select(legs => legs.Sum(leg => leg.Exposure))]);

    /// <summary>The exposures by leg within each class that has any.</summary>
    public static IReadOnlyDictionary<InvestmentClass, ExposureTotals> ByClass(IEnumerable<(InvestmentClass Class, decimal Exposure)> exposures) =>
        exposures.GroupBy(leg => leg.Class).ToDictionary(legs => legs.Key, legs => Total([.. legs.Select(leg => leg.Exposure)]));

    /// <summary>Gross exposure ÷ equity; 1 is unlevered. Above 1 is a leveraged book, not an error.</summary>
    public static Measure<double> Leverage(decimal gross, decimal equity) => ShareOfEquity(gross, equity);

    /// <summary>An amount as a fraction of equity, signed; unknown when the equity is not positive.</summary>
    public static Measure<double> ShareOfEquity(decimal amount, decimal equity) => equity > 0
        ? Measure.Known((double)(amount / equity))
        : Measure.Unknown<double>("The equity is not positive, so nothing can be given as a share of it.");
}
