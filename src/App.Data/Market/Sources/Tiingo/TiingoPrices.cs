using App.Core.Market;

namespace App.Data.Market.Sources.Tiingo;

/// <summary>Reads Tiingo's days. They are as traded, with adjusted closes and the day's dividend and split beside them: nothing has to be undone.</summary>
internal static class TiingoPrices
{
    /// <summary>The bars and actions of the days wanted.</summary>
    public static PriceHistory Read(IReadOnlyList<TiingoDay?> days, DateOnly from, DateOnly to)
    {
        var bars = new SortedDictionary<DateOnly, DailyBar>();
        var actions = new List<CorporateAction>();
        foreach (var day in days)
        {
            // A day without its adjusted close would look like a jump beside those that have theirs.
            if (day is { Date: { } instant, Close: { } close, AdjClose: { } adjusted } && Figures.IsPrice(close) && Figures.IsPrice(adjusted)
                && DateOnly.FromDateTime(instant.UtcDateTime) is var date && date >= from && date <= to)
            {
                bars[date] = Figures.Bar(date, day.Open, day.High, day.Low, close, adjusted, Figures.Shares(day.Volume));
                actions.AddRange(Actions(date, day));
            }
        }

        return new PriceHistory([.. bars.Values], Adjustment.Among(actions.Distinct(), from, to));
    }

    private static IEnumerable<CorporateAction> Actions(DateOnly date, TiingoDay day)
    {
        if (day.SplitFactor is { } ratio && Figures.IsSplit(ratio))
        {
            yield return new CorporateAction(date, CorporateActionKind.Split, ratio);
        }

        if (day.DivCash is { } cash && Figures.IsPrice(cash))
        {
            yield return new CorporateAction(date, CorporateActionKind.Dividend, cash);
        }
    }
}
