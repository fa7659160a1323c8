using App.Core.Results;
using App.Core.Risk.Formulas;

namespace App.Core.Snapshots;

/// <summary>
/// The chain of equity: equity_t = equity_{t−1} + flows + income + Σ q·m·(p_t − p_{t−1}), where a position's baseline on its entry day is its entry price and on
/// its exit day its price is its exit price.
/// </summary>
/// <remarks>
/// Pure: the result depends on the arguments only, whatever the order of positions, and running a day twice gives the same day. Private assets hold
/// their value through their marks. Nothing is rounded. See docs/formulas/rollforward.md.
/// </remarks>
public static class Rollforward
{
    /// <summary>One session.</summary>
    /// <param name="opening">Where the chain stood after the session before.</param>
    /// <param name="session">The session, after that of <paramref name="opening"/>.</param>
    /// <param name="cash">Money paid in or out, and earned or charged besides the prices' moves.</param>
    /// <param name="positions">All positions of the portfolio, held or not.</param>
    /// <param name="before">Their marks on the session of <paramref name="opening"/>; those of positions not held then are not looked at.</param>
    /// <param name="today">Their marks on <paramref name="session"/>.</param>
    /// <exception cref="ArgumentException">The sessions are not in order, or there is not one mark for each position.</exception>
    public static LedgerDay Step(
        in LedgerState opening, DateOnly session, in LedgerCash cash, ReadOnlySpan<LedgerPosition> positions, ReadOnlySpan<decimal> before, ReadOnlySpan<decimal> today)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(session, opening.Session);
        var tally = LedgerTally.Of(positions, opening.Session, session, before, today);
        var book = BookAt(session, positions, today);
        var pnl = tally.Pnl + cash.Income;
        var equity = opening.Equity + cash.Flow + pnl;
        var dayReturn = ReturnOf(pnl, opening.Equity + cash.Flow);
        return new LedgerDay
        {
            Opening = opening,
            Closing = new(session, equity, book.Exposure.Net, opening.CumulativePnl + pnl, Compound(opening.CumulativeReturn, dayReturn)),
            Flow = cash.Flow,
            Income = cash.Income,
            UnrealisedPnl = tally.Unrealised,
            RealisedPnl = tally.Realised,
            RealisedSinceEntry = tally.RealisedSinceEntry,
            Return = dayReturn,
            Residual = book.Exposure.Net - opening.NetMarketValue - tally.Bought + tally.Sold - tally.Pnl,
            Book = book,
            Cash = book.CashOf(equity),
            EnteredCount = tally.Entered,
            ExitedCount = tally.Exited,
        };
    }

    /// <summary>Every session after the first of <paramref name="marks"/>, on which <paramref name="opening"/> stands.</summary>
    /// <param name="opening">Where the chain starts: the anchor, or the close of the last snapshot.</param>
    /// <param name="positions">All positions of the portfolio, in the order of the rows of <paramref name="marks"/>.</param>
    /// <param name="marks">Their marks on the opening session and on those to calculate.</param>
    /// <param name="cash">The cash of each session of <paramref name="marks"/>, see <see cref="LedgerCash.BySession"/>; empty for none.</param>
    public static LedgerDay[] Run(in LedgerState opening, ReadOnlySpan<LedgerPosition> positions, MarkMatrix marks, ReadOnlySpan<LedgerCash> cash)
    {
        ArgumentNullException.ThrowIfNull(marks);
        ArgumentOutOfRangeException.ThrowIfNotEqual(marks.Sessions[0], opening.Session, nameof(marks));
        var days = new LedgerDay[marks.Sessions.Length - 1];
        var state = opening;
        for (var index = 1; index <= days.Length; index++)
        {
            days[index - 1] = Step(state, marks.Sessions[index], cash.IsEmpty ? default : cash[index], positions, marks.PricesOn(index - 1), marks.PricesOn(index));
            state = days[index - 1].Closing;
        }

        return days;
    }

    /// <summary>What is held at the close of <paramref name="session"/>, at <paramref name="prices"/>.</summary>
    public static LedgerBook BookAt(DateOnly session, ReadOnlySpan<LedgerPosition> positions, ReadOnlySpan<decimal> prices)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(prices.Length, positions.Length, nameof(prices));
        var (exposure, longs, shorts) = (default(ExposureTotals), 0, 0);
        for (var index = 0; index < positions.Length; index++)
        {
            ref readonly var position = ref positions[index];
            if (position.IsHeldAt(session))
            {
                exposure = exposure.With(position.Worth(prices[index]));
                (longs, shorts) = position.Quantity > 0 ? (longs + 1, shorts) : (longs, shorts + 1);
            }
        }

        return new LedgerBook(exposure, longs, shorts);
    }

    private static Measure<double> ReturnOf(decimal pnl, decimal capital) => capital > 0
        ? Measure.Known((double)(pnl / capital))
        : Measure.Unknown<double>("Equity and flows at the start of the day are not positive, so the day has no return.");

    private static Measure<double> Compound(Measure<double> soFar, Measure<double> day) =>
        !soFar.IsKnown ? soFar : !day.IsKnown ? day : Measure.Known((1 + soFar.Value!.Value) * (1 + day.Value!.Value) - 1);
}
