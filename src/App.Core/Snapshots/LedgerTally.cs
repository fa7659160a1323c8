namespace App.Core.Snapshots;

/// <summary>What the positions made between two sessions, by the ledger's rules for days of entry and exit.</summary>
internal readonly record struct LedgerTally(
    decimal Unrealised, decimal Realised, decimal RealisedSinceEntry, decimal Bought, decimal Sold, int Entered, int Exited)
{
    /// <summary>The P&amp;L of the session.</summary>
    public decimal Pnl => Unrealised + Realised;

    /// <summary>Sums over the positions that were held at some time after the close of <paramref name="yesterday"/> and until that of <paramref name="today"/>.</summary>
    public static LedgerTally Of(
        ReadOnlySpan<LedgerPosition> positions, DateOnly yesterday, DateOnly today, ReadOnlySpan<decimal> before, ReadOnlySpan<decimal> after)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(before.Length, positions.Length, nameof(before));
        ArgumentOutOfRangeException.ThrowIfNotEqual(after.Length, positions.Length, nameof(after));
        var tally = default(LedgerTally);
        for (var index = 0; index < positions.Length; index++)
        {
            ref readonly var position = ref positions[index];
            var isEntered = position.IsEnteredOn(yesterday, today);
            if (isEntered || position.IsHeldAt(yesterday))
            {
                tally = tally.With(position, isEntered, position.IsExitedOn(yesterday, today), before[index], after[index]);
            }
        }

        return tally;
    }

    private LedgerTally With(in LedgerPosition position, bool isEntered, bool isExited, decimal before, decimal after)
    {
        var baseline = isEntered ? position.EntryPrice : before;
        var last = isExited ? position.ExitPrice ?? after : after;
        var pnl = position.Worth(last - baseline);
        return new(
            isExited ? Unrealised : Unrealised + pnl,
            isExited ? Realised + pnl : Realised,
            isExited ? RealisedSinceEntry + position.Worth(last - position.EntryPrice) : RealisedSinceEntry,
            isEntered ? Bought + position.Worth(position.EntryPrice) : Bought,
            isExited ? Sold + position.Worth(last) : Sold,
            isEntered ? Entered + 1 : Entered,
            isExited ? Exited + 1 : Exited);
    }
}
