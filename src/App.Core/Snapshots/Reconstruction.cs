namespace App.Core.Snapshots;

/// <summary>Equity before the anchor, rolled backward over the positions held then. To be shown as such, never stored and never in returns.</summary>
/// <remarks>
/// No flows are known before the anchor, and positions that were sold before the portfolio was given are not in it: the line tells how today's book
/// would have got here. It may pass below 0.
/// </remarks>
public static class Reconstruction
{
    /// <summary>equity_{t−1} = equity_t − day P&amp;L_t − dividends_t, from the last session of <paramref name="marks"/>, the anchor, back to its first.</summary>
    /// <param name="anchorEquity">The equity at the close of the last session of <paramref name="marks"/>.</param>
    /// <param name="positions">The positions, in the order of the rows of <paramref name="marks"/>; entries and exits count as in <see cref="Rollforward"/>.</param>
    /// <param name="marks">Their marks on every session to reconstruct and on the anchor.</param>
    /// <param name="dividends">What the positions earn on these sessions.</param>
    /// <returns>The equity at the close of every session of <paramref name="marks"/>, the anchor's last.</returns>
    public static decimal[] Backward(decimal anchorEquity, ReadOnlySpan<LedgerPosition> positions, MarkMatrix marks, ReadOnlySpan<DividendPayment> dividends = default)
    {
        ArgumentNullException.ThrowIfNull(marks);
        var sessions = marks.Sessions;
        var equity = new decimal[sessions.Length];
        if (equity.Length == 0)
        {
            return equity;
        }

        equity[^1] = anchorEquity;
        for (var index = equity.Length - 1; index > 0; index--)
        {
            var tally = LedgerTally.Of(positions, sessions[index - 1], sessions[index], marks.PricesOn(index - 1), marks.PricesOn(index));
            equity[index - 1] = equity[index] - tally.Pnl - DividendPayment.Sum(dividends, positions, sessions[index - 1], sessions[index]);
        }

        return equity;
    }
}
