namespace App.Core.Market.Collecting;

/// <summary>A close with what is needed to judge it.</summary>
/// <param name="Date">Its session.</param>
/// <param name="Close">As traded; positive.</param>
/// <param name="IsQuarantined">As it was judged before.</param>
internal readonly record struct JudgedClose(DateOnly Date, decimal Close, bool IsQuarantined);

/// <summary>Finds closes that stand out from both their neighbours by over half: what a misplaced decimal point or a foreign symbol's price looks like.</summary>
/// <remarks>
/// <para>A close is an outlier when it is over 1.5 times, or under half, both the last good close before it and the close after it. Compared is in shares of
/// one day: a split is no move. A price that falls or rises by half and stays there is none, nor is one on the way of a longer fall.</para>
/// <para>The first and the last close have one neighbour only and keep the judgement they had; the last is judged when the next comes. Two bad closes in a row at one
/// level vouch for each other: that limit is the rule's.</para>
/// </remarks>
internal static class Outliers
{
    private const double Limit = 0.5;

    /// <summary>For each close, ascending by date, whether it is an outlier.</summary>
    public static bool[] Of(IReadOnlyList<JudgedClose> closes, IReadOnlyList<CorporateAction> actions)
    {
        var levels = Levels(closes, actions);
        var outliers = new bool[closes.Count];
        var before = -1;
        for (var i = 0; i < outliers.Length; i++)
        {
            outliers[i] = before < 0 || i == outliers.Length - 1
                ? closes[i].IsQuarantined
                : StandsOut(levels[i] / levels[before], levels[i] / levels[i + 1]);
            before = outliers[i] ? before : i;
        }

        return outliers;
    }

    private static bool StandsOut(double overBefore, double overAfter) =>
        (overBefore > 1 + Limit && overAfter > 1 + Limit) || (overBefore < 1 - Limit && overAfter < 1 - Limit);

    private static double[] Levels(IReadOnlyList<JudgedClose> closes, IReadOnlyList<CorporateAction> actions)
    {
        var levels = new double[closes.Count];
        var splits = 1.0;
        var next = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            for (; next < actions.Count && actions[next].ExDate <= closes[i].Date; next++)
            {
                splits *= actions[next].Kind == CorporateActionKind.Split ? (double)actions[next].Value : 1;
            }

            levels[i] = (double)closes[i].Close * splits;
        }

        return levels;
    }
}
