namespace App.Core.Market.Collecting;

/// <summary>Drops splits and dividends that cannot be.</summary>
/// <remarks>
/// One of 0 or less, one outside the days asked for and a split by over a million are dropped and counted. An ex date without a session becomes the next session. The same one
/// given twice counts once; several dividends of a day are added up, several splits multiplied.
/// </remarks>
internal sealed class ActionScreen(TradingCalendar calendar)
{
    private const decimal MostSplit = 1e6m;
    private const decimal MostPaid = 1e12m;

    /// <summary>The sound ones, ascending, the split of a day before its dividend.</summary>
    public CorporateAction[] Of(IReadOnlyList<CorporateAction> actions, HistoryRequest request, FaultCounts faults)
    {
        var kept = new SortedDictionary<(DateOnly, CorporateActionKind), CorporateAction>();
        foreach (var action in actions.Distinct())
        {
            if (!IsPossible(action) || action.ExDate < request.From || action.ExDate > request.To || action.ExDate < calendar.First || action.ExDate > calendar.Last)
            {
                faults.AddAction(action.Kind, "that cannot be, or outside the days asked for, dropped");
                continue;
            }

            var valid = action with { ExDate = calendar.SessionOnOrAfter(action.ExDate) };
            kept[(valid.ExDate, valid.Kind)] = kept.TryGetValue((valid.ExDate, valid.Kind), out var other) ? Joined(other, valid) : valid;
        }

        return [.. kept.Values];
    }

    private static bool IsPossible(CorporateAction action) => action.Kind == CorporateActionKind.Split
        ? action.Value is >= 1 / MostSplit and <= MostSplit
        : action.Value is > 0 and <= MostPaid;

    private static CorporateAction Joined(CorporateAction one, CorporateAction other) =>
        one with { Value = one.Kind == CorporateActionKind.Split ? one.Value * other.Value : one.Value + other.Value };
}
