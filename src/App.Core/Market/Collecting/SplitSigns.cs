namespace App.Core.Market.Collecting;

/// <summary>Finds days on which the closes as traded and the adjusted ones part as they do at a split.</summary>
/// <remarks>
/// From one session to the next both move alike, but for what was paid or split in between: adjusted move ÷ traded move is the split, times what a dividend adds. A factor
/// of 1.2 or more, or its inverse, that lies within 1 % of a ratio with a whole number up to 4 on one side is taken for a split. A dividend of that size may look like one.
/// </remarks>
internal static class SplitSigns
{
    private const double Least = 1.2;
    private const double Tolerance = 0.01;
    private const int MostOldShares = 4;

    /// <summary>What to say of the days among <paramref name="fresh"/> that look like it.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="source">The name of the source.</param>
    /// <param name="bars">Its answer, ascending.</param>
    /// <param name="fresh">The days of it that were not stored before: what was told once is not told again.</param>
    public static IEnumerable<string> WarningsOf(string symbol, string source, IReadOnlyList<DailyBar> bars, IReadOnlyList<PriceBar> fresh)
    {
        var days = fresh.Select(bar => bar.Date).ToHashSet();
        for (var i = 1; i < bars.Count; i++)
        {
            var (before, bar) = (bars[i - 1], bars[i]);
            var factor = (double)bar.AdjustedClose / (double)before.AdjustedClose / ((double)bar.Close / (double)before.Close);
            if (days.Contains(bar.Date) && RatioOf(factor) is var (shares, old))
            {
                yield return FormattableString.Invariant(
                    $"{symbol}: the closes of {source} look as after a split of {shares} for {old} on {bar.Date:yyyy-MM-dd}, and none of the sources asked tells splits: until one does its positions are counted as before it.");
            }
        }
    }

    /// <summary>New shares for old ones; null when the factor is not that of a split.</summary>
    internal static (int Shares, int Old)? RatioOf(double factor)
    {
        var isForward = factor >= 1;
        var size = isForward ? factor : 1 / factor;
        if (!(size >= Least && size < int.MaxValue / MostOldShares))
        {
            return null;
        }

        for (var old = 1; old <= MostOldShares; old++)
        {
            var shares = (int)Math.Round(size * old);
            if (shares > old && Math.Abs((shares / (double)old / size) - 1) <= Tolerance)
            {
                return isForward ? (shares, old) : (old, shares);
            }
        }

        return null;
    }
}
