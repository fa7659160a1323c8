using App.Core.Portfolios;

namespace App.Core.Snapshots;

/// <summary>The money of a session besides what the prices' moves made.</summary>
/// <param name="Flow">Paid in (positive) or taken out by the owner at the start of the day: no profit.</param>
/// <param name="Income">Dividends and interest earned, less fees and taxes: profit or loss of the day.</param>
public readonly record struct LedgerCash(decimal Flow, decimal Income)
{
    /// <summary>
    /// Sums entries by session: one dated on a day without a session counts on the next one. Those on or before the first session are in the opening equity already
    /// and those after the last are not due; both are left out.
    /// </summary>
    public static LedgerCash[] BySession(ReadOnlySpan<DateOnly> sessions, IEnumerable<CashEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var sums = new LedgerCash[sessions.Length];
        foreach (var entry in entries)
        {
            var found = sessions.BinarySearch(entry.Date);
            var index = found >= 0 ? found : ~found;
            if (index > 0 && index < sums.Length)
            {
                sums[index] = entry.IsExternal
                    ? sums[index] with { Flow = sums[index].Flow + entry.Amount }
                    : sums[index] with { Income = sums[index].Income + entry.Amount };
            }
        }

        return sums;
    }
}
