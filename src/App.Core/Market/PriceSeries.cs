namespace App.Core.Market;

/// <summary>The closes of one symbol, ascending by date; the arrays are parallel.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Dates">Sessions with a price that is not quarantined.</param>
/// <param name="Closes">Closes as they were traded: what a unit was worth that day.</param>
/// <param name="TotalReturnIndex">For returns, which are its ratios: closes with splits and dividends taken into account, on a base of the symbol's own.</param>
public sealed record PriceSeries(string Symbol, DateOnly[] Dates, decimal[] Closes, double[] TotalReturnIndex)
{
    /// <summary>
    /// Splits and dividends with an ex date on or after the first day asked for, ascending; of one day the split first, for a dividend is paid on the new shares. Those after the last
    /// day are among them: a position may be stated by what a later split made of a share.
    /// </summary>
    public IReadOnlyList<CorporateAction> Actions { get; init; } = [];

    /// <summary>When each of <see cref="Actions"/> became known, parallel to them; null where that is not known. Empty when none is.</summary>
    public IReadOnlyList<DateTimeOffset?> ActionsKnownAt { get; init; } = [];

    /// <summary>Index of the last price on or before <paramref name="date"/>; −1 when there is none.</summary>
    public int IndexOnOrBefore(DateOnly date)
    {
        var index = Array.BinarySearch(Dates, date);
        return index >= 0 ? index : ~index - 1;
    }
}
