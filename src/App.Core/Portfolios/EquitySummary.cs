using App.Core.Results;
using App.Core.Risk.Formulas;
using App.Core.Snapshots;

namespace App.Core.Portfolios;

/// <summary>Equity and what the newest session did to it: of one portfolio, or of several pooled.</summary>
/// <param name="Session">The session.</param>
/// <param name="Equity">Equity at its close, dollars.</param>
/// <param name="DayPnl">Profit of the session.</param>
/// <param name="DayBase">What the day's return is a share of: equity at the previous close and what was paid in since.</param>
/// <param name="IsFromPositionsHeld">
/// True when the chain of equity begins on the session: the day's profit is then that of the positions held, computed from prices, and no part of the chain.
/// </param>
/// <param name="Cash">max(0, equity − long + |short|).</param>
/// <param name="LongCount">Open positions with a positive quantity.</param>
/// <param name="ShortCount">Open positions with a negative quantity.</param>
public sealed record EquitySummary(
    DateOnly Session, decimal Equity, decimal DayPnl, decimal DayBase, bool IsFromPositionsHeld, decimal Cash, int LongCount, int ShortCount)
{
    /// <summary>The day's profit as a share of <see cref="DayBase"/>.</summary>
    public Measure<double> DayReturn => DayBase > 0
        ? Measure.Known((double)(DayPnl / DayBase))
        : Measure.Unknown<double>("Equity at the start of the day was not positive, so the day has no return.");

    /// <summary>Reads a snapshot; on the first of a chain the day's profit comes from the positions.</summary>
    /// <remarks>Cash and counts are those of the positions held now, which an import may have replaced after the session's snapshot was taken.</remarks>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="positionsDayPnl">The session's profit over the positions held.</param>
    /// <param name="book">The positions held.</param>
    public static EquitySummary Of(PortfolioSnapshot snapshot, decimal positionsDayPnl, in LedgerBook book)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var (pnl, start) = snapshot.IsAnchor
            ? (positionsDayPnl, snapshot.Equity - positionsDayPnl)
            : (snapshot.DayPnl, snapshot.OpeningEquity + snapshot.Flows);
        return new(snapshot.Session, snapshot.Equity, pnl, start, snapshot.IsAnchor, book.CashOf(snapshot.Equity), book.LongCount, book.ShortCount);
    }

    /// <summary>Adds up summaries of one session as those of one account. Cash is that of the pool: what one account has is not free while another has borrowed it.</summary>
    /// <param name="parts">The summaries.</param>
    /// <param name="together">Long and short of all their open positions together.</param>
    /// <exception cref="ArgumentException">There are none, or they are of different sessions: their sum would be of no day.</exception>
    public static EquitySummary Pool(IReadOnlyList<EquitySummary> parts, ExposureTotals together)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0 || parts.Any(part => part.Session != parts[0].Session))
        {
            throw new ArgumentException("Only summaries of one session can be added up.", nameof(parts));
        }

        var book = new LedgerBook(together, parts.Sum(part => part.LongCount), parts.Sum(part => part.ShortCount));
        var equity = parts.Sum(part => part.Equity);
        return new(
            parts[0].Session,
            equity,
            parts.Sum(part => part.DayPnl),
            parts.Sum(part => part.DayBase),
            parts.Any(part => part.IsFromPositionsHeld),
            book.CashOf(equity),
            book.LongCount,
            book.ShortCount);
    }
}
