using System.Globalization;
using App.Core.Market;

namespace App.Core.Risk.Analytics;

/// <summary>The holdings of a book that an analytic can speak of, and those of one symbol together.</summary>
internal static class Holdings
{
    /// <summary>Why a book that holds nothing has no figures.</summary>
    public static RiskReason NothingHeld { get; } = new(UnknownCause.NothingHeld, "Nothing is held.");

    /// <summary>Why options have no figures.</summary>
    public static RiskReason NoOptionPriced { get; } = new(UnknownCause.NoOptionPrice, "The options that are held have expired, or their underlyings have no price.");

    /// <summary>Those whose symbol satisfies a condition, and cash, which moves with nothing.</summary>
    public static List<RiskHolding> Covered(this RiskData data, Func<string, bool> isKnown) =>
        [.. data.Holdings.Where(holding => holding.IsCash || (holding.DeltaAdjusted is not null && holding.MovesWith is { } symbol && isKnown(symbol)))];

    /// <summary>The symbols that holdings move with, ascending, with their delta-adjusted exposure over equity.</summary>
    public static IReadOnlyList<(string Symbol, double Weight)> Weights(this RiskData data, IEnumerable<RiskHolding> holdings) =>
        [.. holdings.Where(holding => !holding.IsCash && holding.MovesWith is not null)
            .GroupBy(holding => holding.MovesWith!, StringComparer.Ordinal)
            .Select(group => (Symbol: group.Key, Weight: (double)(group.Sum(holding => holding.DeltaAdjusted!.Value) / data.Equity)))
            .OrderBy(each => each.Symbol, StringComparer.Ordinal)];

    /// <summary>A figure of the session itself, of all that is held.</summary>
    /// <param name="data">The book.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="coverage">The share of the book that had the data.</param>
    public static RiskFigure OfTheDay(this RiskData data, RiskFigure figure, double coverage) =>
        figure with { Window = RiskFigure.OneDay, Observations = data.Holdings.Count, Coverage = coverage };

    /// <summary>Why a book has no figure that is a share of its equity; null when it may have.</summary>
    /// <param name="data">The book.</param>
    /// <param name="covered">The holdings that can be spoken of.</param>
    /// <param name="nothingKnown">What to say when there are none.</param>
    /// <param name="cause">The kind of that.</param>
    public static RiskReason? WhyNothing(this RiskData data, IReadOnlyCollection<RiskHolding> covered, string nothingKnown, UnknownCause cause = UnknownCause.TooFewReturns) =>
        data.Equity <= 0 ? new(UnknownCause.NoEquity, "The equity is not positive, so nothing can be given as a share of it.")
        : data.WhyNoMoves() ?? (covered.Count == 0 ? new(cause, nothingKnown) : null);

    /// <summary>Why a book has no figure of how it moves: nothing in it moves with a market, or too little of it has a price. Null when it may have.</summary>
    public static RiskReason? WhyNoMoves(this RiskData data) =>
        data.Holdings.Count == 0 ? NothingHeld
        : data.Holdings.All(holding => holding.MovesWith is null) ? new(UnknownCause.NoMarketPrice, "Nothing that is held has a market price.")
        : data.Holdings.All(holding => holding.MovesWith is null || holding.DeltaAdjusted is null) ? NoOptionPriced
        : data.WhyNotReady();

    /// <summary>Why a book has no figure of how it moves though a part of it may: too little of it has a price. Null when it is ready.</summary>
    public static RiskReason? WhyNotReady(this RiskData data) => data.PricedShare >= MarketCoverage.ReadyShare
        ? null
        : new(UnknownCause.NotReady, string.Create(
            CultureInfo.InvariantCulture, $"Only {Math.Floor(data.PricedShare * 100)} % of what needs a price, by cost, has one; {MarketCoverage.ReadyShare * 100:0} % are needed for figures of the whole."));
}
