using App.Core.Results;

namespace App.Core.Snapshots;

/// <summary>Where the chain stands after a session's close: all that the next step needs of the past.</summary>
/// <param name="Session">The session.</param>
/// <param name="Equity">The portfolio's equity at its close.</param>
/// <param name="NetMarketValue">Σ q·m·p of what was held at its close, as it was valued then.</param>
/// <param name="CumulativePnl">The sum of the days' P&amp;L since the anchor.</param>
/// <param name="CumulativeReturn">Π(1 + day return) − 1 since the anchor; unknown from the first day whose return is.</param>
public readonly record struct LedgerState(
    DateOnly Session, decimal Equity, decimal NetMarketValue, decimal CumulativePnl, Measure<double> CumulativeReturn)
{
    /// <summary>The start of a chain: the equity is given, positions held at the close are simply held.</summary>
    /// <param name="session">The anchor session.</param>
    /// <param name="equity">The account's net value at its close, exactly as given.</param>
    /// <param name="positions">The positions of the portfolio.</param>
    /// <param name="prices">Their marks on the anchor session, one for each.</param>
    public static LedgerState Anchor(DateOnly session, decimal equity, ReadOnlySpan<LedgerPosition> positions, ReadOnlySpan<decimal> prices) =>
        new(session, equity, Rollforward.BookAt(session, positions, prices).Exposure.Net, 0, Measure.Known(0.0));
}
