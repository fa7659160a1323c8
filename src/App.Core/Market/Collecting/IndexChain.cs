namespace App.Core.Market.Collecting;

/// <summary>Puts a source's adjusted closes on the base of the stored total-return index.</summary>
/// <remarks>
/// <para>A source adjusts its whole history anew after each dividend and split, so its adjusted closes only mean something as ratios within one answer. The
/// index starts as the first stored close; from there index(t) = index(s) × adjusted(t) ÷ adjusted(s), where s is a stored session that the answer has
/// too: the last one on or before t, else the first one after. What is stored never changes.</para>
/// <para>An answer that has no stored session in it is joined by the closes at the seam and the splits and dividends known in between, see <see cref="TotalReturn"/>.</para>
/// </remarks>
internal static class IndexChain
{
    /// <summary>The index of each bar of the answer.</summary>
    /// <param name="bars">The answer, screened: ascending, adjusted closes positive.</param>
    /// <param name="stored">Stored bars that can be built upon, ascending.</param>
    /// <param name="actions">Splits and dividends, ascending.</param>
    /// <param name="isTrusted">False for a session whose price in the answer stands out.</param>
    /// <param name="byCloses">True when there was no trusted session in common, and nothing but closes to join by.</param>
    public static double[] Of(
        IReadOnlyList<DailyBar> bars, IReadOnlyList<PriceBar> stored, IReadOnlyList<CorporateAction> actions, Func<DateOnly, bool> isTrusted, out bool byCloses)
    {
        byCloses = false;
        if (bars.Count == 0)
        {
            return [];
        }

        var scales = Common(bars, stored, isTrusted);
        if (scales.Count == 0)
        {
            var joined = ByCloses(bars, stored, actions, isTrusted);
            byCloses = joined is not null;
            scales = joined is { } seam ? [seam]
                : Common(bars, stored, _ => true) is { Count: > 0 } untrusted ? untrusted
                : [(bars[0].Date, (double)bars[0].Close / (double)bars[0].AdjustedClose)];
        }

        var index = new double[bars.Count];
        var anchor = 0;
        for (var i = 0; i < index.Length; i++)
        {
            while (anchor + 1 < scales.Count && scales[anchor + 1].Date <= bars[i].Date)
            {
                anchor++;
            }

            index[i] = (double)bars[i].AdjustedClose * scales[anchor].Scale;
        }

        return index;
    }

    // Stored index over the answer's adjusted close, for each session that both have.
    private static List<(DateOnly Date, double Scale)> Common(IReadOnlyList<DailyBar> bars, IReadOnlyList<PriceBar> stored, Func<DateOnly, bool> isTrusted)
    {
        List<(DateOnly, double)> common = [];
        for (int i = 0, j = 0; i < bars.Count && j < stored.Count;)
        {
            var order = bars[i].Date.CompareTo(stored[j].Date);
            if (order == 0 && isTrusted(bars[i].Date))
            {
                common.Add((bars[i].Date, stored[j].TotalReturnIndex / (double)bars[i].AdjustedClose));
            }

            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return common;
    }

    private static (DateOnly Date, double Scale)? ByCloses(
        IReadOnlyList<DailyBar> bars, IReadOnlyList<PriceBar> stored, IReadOnlyList<CorporateAction> actions, Func<DateOnly, bool> isTrusted)
    {
        var first = bars.FirstOrDefault(bar => isTrusted(bar.Date)) ?? bars[0];
        var last = bars.LastOrDefault(bar => isTrusted(bar.Date)) ?? bars[^1];
        if (stored.LastOrDefault(bar => bar.Date < first.Date) is { } before)
        {
            var growth = TotalReturn.Between(before.Date, before.Close, first.Date, first.Close, actions);
            return (first.Date, before.TotalReturnIndex * growth / (double)first.AdjustedClose);
        }

        if (stored.FirstOrDefault(bar => bar.Date > last.Date) is { } after)
        {
            var growth = TotalReturn.Between(last.Date, last.Close, after.Date, after.Close, actions);
            return (last.Date, after.TotalReturnIndex / growth / (double)last.AdjustedClose);
        }

        return null;
    }
}
