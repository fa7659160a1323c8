namespace App.Core.Market.Collecting;

/// <summary>What an answer adds to what is stored.</summary>
/// <param name="Bars">New days.</param>
/// <param name="Changed">Stored days that are judged anew, or were quarantined and come with another price now.</param>
/// <param name="Actions">The answer's splits and dividends.</param>
/// <param name="Warnings">What is to be told: each price that stands out, and a seam without a common session.</param>
internal sealed record HistoryMerge(
    IReadOnlyList<PriceBar> Bars, IReadOnlyList<PriceBar> Changed, IReadOnlyList<CorporateAction> Actions, IReadOnlyList<string> Warnings)
{
    /// <summary>True when there is a price that was not stored before.</summary>
    public bool IsNews => Bars.Count + Changed.Count > 0;

    /// <summary>Joins an answer to the stored days around it. A stored price stays as it is, unless it stands out and the answer has another.</summary>
    public static HistoryMerge Of(string symbol, StoredHistory stored, ScreenedHistory answer)
    {
        var actions = Union(stored.Actions, answer.Actions);
        var known = stored.Bars.ToDictionary(bar => bar.Date);

        // The stored days judged by the new ones, and the answer's by the stored ones: the index is built upon sessions that are right in both.
        var wrong = OutliersOf(stored.Bars.Select(Judged), answer.Bars.Select(Judged), actions);
        var suspects = OutliersOf(answer.Bars.Select(Judged), stored.Bars.Where(bar => !wrong.Contains(bar.Date)).Select(Judged), actions);
        var index = IndexChain.Of(
            answer.Bars, [.. stored.Bars.Where(bar => !wrong.Contains(bar.Date))], actions, date => !suspects.Contains(date), out var byCloses);
        List<PriceBar> fresh = [];
        Dictionary<DateOnly, PriceBar> replaced = [];
        for (var i = 0; i < answer.Bars.Count; i++)
        {
            var bar = PriceBar.From(symbol, answer.Bars[i], index[i]);
            if (!known.TryGetValue(bar.Date, out var old))
            {
                fresh.Add(bar);
            }
            else if (wrong.Contains(bar.Date) && old.Close != bar.Close)
            {
                replaced.Add(bar.Date, bar);
            }
        }

        if (fresh.Count + replaced.Count == 0)
        {
            return new HistoryMerge([], [], [], []);
        }

        List<string> warnings = [.. replaced.Values.Select(bar => Text($"{symbol}: the price {known[bar.Date].Close} of {bar.Date:yyyy-MM-dd}, which stood out, is replaced by {bar.Close}."))];
        if (byCloses)
        {
            warnings.Add($"{symbol}: the new prices have no session in common with the stored ones; their returns are joined by closes and known splits and dividends.");
        }

        PriceBar[] all = [.. stored.Bars.Select(bar => replaced.GetValueOrDefault(bar.Date, bar)).Concat(fresh).OrderBy(bar => bar.Date)];
        var judged = Judge(symbol, all, actions, warnings);
        return new HistoryMerge(fresh, [.. replaced.Values.Concat(judged.Where(bar => known.ContainsKey(bar.Date) && !replaced.ContainsKey(bar.Date)))], answer.Actions, warnings);
    }

    private static JudgedClose Judged(PriceBar bar) => new(bar.Date, bar.Close, bar.IsQuarantined);

    private static JudgedClose Judged(DailyBar bar) => new(bar.Date, bar.Close, false);

    // The days on which one's prices stand out, with the other's on the days that the one lacks.
    private static HashSet<DateOnly> OutliersOf(IEnumerable<JudgedClose> one, IEnumerable<JudgedClose> other, IReadOnlyList<CorporateAction> actions)
    {
        JudgedClose[] closes = [.. one.Concat(other).DistinctBy(close => close.Date).OrderBy(close => close.Date)];
        var outliers = Outliers.Of(closes, actions);
        return [.. closes.Where((_, i) => outliers[i]).Select(close => close.Date)];
    }

    // Sets the bars' judgement and returns those whose judgement has changed.
    private static List<PriceBar> Judge(string symbol, PriceBar[] bars, IReadOnlyList<CorporateAction> actions, List<string> warnings)
    {
        var outliers = Outliers.Of([.. bars.Select(bar => new JudgedClose(bar.Date, bar.Close, bar.IsQuarantined))], actions);
        List<PriceBar> changed = [];
        var before = 0;
        for (var i = 0; i < bars.Length; i++)
        {
            if (outliers[i] != bars[i].IsQuarantined)
            {
                bars[i].IsQuarantined = outliers[i];
                changed.Add(bars[i]);
                warnings.Add(outliers[i]
                    ? new QuarantinedPrice(symbol, bars[i].Date, bars[i].Close, bars[before].Close, bars[i + 1].Close).Warning
                    : Text($"{symbol}: the price {bars[i].Close} of {bars[i].Date:yyyy-MM-dd} no longer stands out and is used again."));
            }

            before = outliers[i] ? before : i;
        }

        return changed;
    }

    private static CorporateAction[] Union(IReadOnlyList<CorporateAction> stored, IReadOnlyList<CorporateAction> answer) =>
        [.. answer.Concat(stored).DistinctBy(action => (action.ExDate, action.Kind)).OrderBy(action => action.ExDate).ThenBy(action => action.Kind)];

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
