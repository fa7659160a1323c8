namespace App.Core.Market.Collecting;

/// <summary>What a unit grows to between two sessions, by closes and the splits and dividends between them.</summary>
/// <remarks>
/// c₂·S ÷ c₁ ÷ Π(1 − dᵢ/pᵢ): closes as traded, S the product of the splits, dᵢ a dividend per share and pᵢ the earlier close in shares of that day. It is the
/// convention of adjusted closes (a dividend is put back in at the close before its ex date), exact when the two sessions follow each other. Over
/// sessions that are missing the close before each ex date is unknown and c₁ stands in. A dividend not under pᵢ is left out: no share pays more than it is worth.
/// </remarks>
internal static class TotalReturn
{
    /// <summary>The growth from <paramref name="earlier"/> to <paramref name="later"/> as a factor; 1 is no change. Positive.</summary>
    public static double Between(DailyBar earlier, DailyBar later, IReadOnlyList<CorporateAction> actions) =>
        Between(earlier.Date, earlier.Close, later.Date, later.Close, actions);

    /// <inheritdoc cref="Between(DailyBar, DailyBar, IReadOnlyList{CorporateAction})"/>
    public static double Between(DateOnly from, decimal fromClose, DateOnly to, decimal toClose, IReadOnlyList<CorporateAction> actions)
    {
        var (splits, kept) = (1.0, 1.0);
        foreach (var action in actions)
        {
            if (action.ExDate <= from || action.ExDate > to)
            {
                continue;
            }

            if (action.Kind == CorporateActionKind.Split)
            {
                splits *= (double)action.Value;
            }
            else if ((double)action.Value * splits / (double)fromClose is var share and < 1)
            {
                kept *= 1 - share;
            }
        }

        return (double)toClose * splits / (double)fromClose / kept;
    }
}
