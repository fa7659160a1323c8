namespace App.Core.Imports.Brokers;

/// <summary>Tax lots stand below the position they add up to: one or the other is counted, never both.</summary>
internal static class Lots
{
    /// <summary>Takes the lots where they add up to their position, which then is not read; else the position, and its lots are not.</summary>
    public static void Settle(BrokerTable table)
    {
        Dictionary<int, (UnreadKind Kind, string Reason)> withdrawn = [];
        var entries = table.Entries;
        for (var index = 0; index < entries.Count; index++)
        {
            var count = LotsBelow(entries, index);
            if (count == 0)
                continue;
            var lots = entries.GetRange(index + 1, count);
            var isWhole = entries[index].Figures.Quantity is { } quantity
                && Math.Abs(lots.Sum(lot => lot.Figures.Quantity ?? 0) - quantity) <= 0.0005m * Math.Max(1, Math.Abs(quantity)) && lots.TrueForAll(lot => lot.Figures.Quantity is not null and not 0);
            if (isWhole)
            {
                withdrawn[entries[index].Line] = (UnreadKind.Lot, FormattableString.Invariant($"Its {count} lots were read instead, with their own days and costs."));
            }
            else
            {
                foreach (var lot in lots)
                    withdrawn[lot.Line] = (UnreadKind.Lot, FormattableString.Invariant($"A lot of the position on line {entries[index].Line}: the lots do not add up to it, so the position was read."));
            }

            index += count;
        }

        if (withdrawn.Count > 0)
            table.Withdraw(entry => withdrawn.TryGetValue(entry.Line, out var verdict) ? verdict : null);
    }

    private static int LotsBelow(List<BrokerEntry> entries, int index)
    {
        if (entries[index].IsLot || entries[index].IsOrphan)
            return 0;
        var count = 0;
        while (index + count + 1 < entries.Count && entries[index + count + 1] is { IsLot: true } lot && lot.Account == entries[index].Account)
            count++;
        return count;
    }
}
