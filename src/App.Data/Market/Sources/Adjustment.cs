using App.Core.Market;

namespace App.Data.Market.Sources;

/// <summary>Between prices as they were traded and prices adjusted for what the company did to its shares later.</summary>
internal static class Adjustment
{
    /// <summary>What one share of <paramref name="day"/> has become through the splits after it: 4 when it was split four for one since.</summary>
    /// <param name="actions">Splits and dividends, in any order; dividends do not count.</param>
    /// <param name="day">The day. A split takes effect before trading on its ex date, so one on that day does not count.</param>
    public static decimal SharesSince(IReadOnlyList<CorporateAction> actions, DateOnly day)
    {
        var shares = 1m;
        foreach (var action in actions)
        {
            shares *= action.Kind == CorporateActionKind.Split && action.ExDate > day ? action.Value : 1;
        }

        return shares;
    }

    /// <summary>The actions of some days, in the order of an answer.</summary>
    public static IReadOnlyList<CorporateAction> Among(IEnumerable<CorporateAction> actions, DateOnly from, DateOnly to) =>
        [.. actions.Where(action => action.ExDate >= from && action.ExDate <= to).OrderBy(action => action.ExDate).ThenBy(action => action.Kind)];

    /// <summary>A price of before some splits, from the price that was divided by them.</summary>
    /// <remarks>
    /// The divided price was rounded, so the product is rounded to six digits, and not to less than cents: 14.287143 × 7 is 100.01 and not 100.010001.
    /// </remarks>
    public static decimal AsTraded(decimal divided, decimal sharesSince)
    {
        if (sharesSince == 1)
        {
            return divided;
        }

        var price = divided * sharesSince;
        var wholeDigits = (int)Math.Floor(Math.Log10((double)price)) + 1;
        return Math.Round(price, Math.Clamp(6 - wholeDigits, 2, 10), MidpointRounding.AwayFromZero) is > 0 and var rounded ? rounded : price;
    }

    /// <summary>Bars with their closes adjusted for the actions, as if read on the last bar's day.</summary>
    /// <remarks>
    /// The method of the Center for Research in Security Prices, which the sources use: going back in time, closes before a split are divided by its ratio,
    /// closes before a dividend are multiplied by 1 − dividend / last close before the ex date. Actions on one day: the split comes first, the dividend is one of
    /// a new share. A dividend that is no smaller than that close cannot be one of the same share, and adjusts nothing.
    /// </remarks>
    /// <param name="bars">As traded, ascending; their adjusted closes are not looked at.</param>
    /// <param name="actions">Splits and dividends with ex dates among the bars' days.</param>
    public static IReadOnlyList<DailyBar> Adjust(IReadOnlyList<DailyBar> bars, IReadOnlyList<CorporateAction> actions)
    {
        var latestFirst = actions.OrderByDescending(action => action.ExDate).ThenBy(action => action.Kind).ToList();
        var adjusted = new DailyBar[bars.Count];
        var (factor, next) = (1m, 0);
        for (var i = bars.Count - 1; i >= 0; i--)
        {
            for (; next < latestFirst.Count && latestFirst[next].ExDate > bars[i].Date; next++)
            {
                // An action after the last bar changes nothing about the ratios within the answer.
                factor *= i == bars.Count - 1 ? 1 : Keep(latestFirst, next, bars[i].Close);
            }

            adjusted[i] = bars[i] with { AdjustedClose = bars[i].Close * factor };
        }

        return adjusted;
    }

    /// <summary>What an action leaves of the prices before it, as a fraction.</summary>
    private static decimal Keep(List<CorporateAction> actions, int index, decimal lastClose)
    {
        var action = actions[index];
        if (action.Kind == CorporateActionKind.Split)
        {
            return 1 / action.Value;
        }

        var split = actions.Where(other => other.ExDate == action.ExDate && other.Kind == CorporateActionKind.Split).Aggregate(1m, (product, other) => product * other.Value);
        var share = action.Value * split / lastClose;
        return share < 1 ? 1 - share : 1;
    }
}
