namespace App.Core.Market.Collecting;

/// <summary>A source's answer with nothing impossible left in it.</summary>
/// <param name="Bars">Ascending, each session once, prices positive, closes within high and low.</param>
/// <param name="Actions">Ascending, each kind at most once a session, values positive.</param>
/// <param name="Faults">What was dropped or mended, counted by rule, in words; empty when nothing was.</param>
internal sealed record ScreenedHistory(IReadOnlyList<DailyBar> Bars, IReadOnlyList<CorporateAction> Actions, IReadOnlyList<string> Faults);

/// <summary>Drops what is impossible in a source's answer, and mends what the close alone does not depend on.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>A bar whose close is 0 or less is dropped: there is never a zero price. So is one under a billionth or over a trillion, which no unit costs.</item>
/// <item>So is a bar of a day that is no session, or outside the days asked for.</item>
/// <item>Of two bars of a day the later in the answer stands.</item>
/// <item>Opens, highs and lows of 0 or less become the close; high and low are widened until they hold open and close. Figures stand on closes only.</item>
/// <item>An adjusted close of 0 or less is filled in from its neighbour's, by the move of the closes and the splits and dividends between.</item>
/// <item>A negative volume becomes 0.</item>
/// </list>
/// Splits and dividends are screened by <see cref="ActionScreen"/>.
/// </remarks>
internal sealed class BarScreen(TradingCalendar calendar)
{
    private const decimal Lowest = 1e-9m;
    private const decimal Highest = 1e12m;

    private readonly ActionScreen _actions = new(calendar);

    /// <summary>Screens an answer.</summary>
    public ScreenedHistory Of(PriceHistory history, HistoryRequest request)
    {
        var faults = new FaultCounts();
        var actions = _actions.Of(history.Actions, request, faults);
        List<DailyBar> bars = [];
        foreach (var bar in history.Bars)
        {
            if (bar.Close is < Lowest or > Highest)
            {
                faults.AddBar("without a possible close dropped");
            }
            else if (bar.Date < request.From || bar.Date > request.To)
            {
                faults.AddBar("outside the days asked for dropped");
            }
            else if (!IsSession(bar.Date))
            {
                faults.AddBar("of a day without a session dropped");
            }
            else
            {
                bars.Add(Mended(bar, faults));
            }
        }

        return new ScreenedHistory(Adjusted(OnceEach(bars, faults), actions, faults), actions, faults.Texts);
    }

    /// <summary>Screens the splits and dividends of an answer alone.</summary>
    public (IReadOnlyList<CorporateAction> Actions, IReadOnlyList<string> Faults) ActionsOf(PriceHistory history, HistoryRequest request)
    {
        var faults = new FaultCounts();
        return (_actions.Of(history.Actions, request, faults), faults.Texts);
    }

    private bool IsSession(DateOnly date) => date >= calendar.First && date <= calendar.Last && calendar.IsSession(date);

    private static DailyBar Mended(DailyBar bar, FaultCounts faults)
    {
        decimal Positive(decimal price) => price > 0 ? price : bar.Close;

        var (open, high, low) = (Positive(bar.Open), Positive(bar.High), Positive(bar.Low));
        var mended = bar with
        {
            Open = open,
            High = Math.Max(Math.Max(open, bar.Close), Math.Max(high, low)),
            Low = Math.Min(Math.Min(open, bar.Close), Math.Min(high, low)),
            Volume = Math.Max(0, bar.Volume),
        };
        if (mended != bar)
        {
            faults.AddBar("with an open, high, low or volume that did not fit the close mended");
        }

        return mended;
    }

    private static List<DailyBar> OnceEach(List<DailyBar> bars, FaultCounts faults)
    {
        var once = new SortedDictionary<DateOnly, DailyBar>();
        foreach (var bar in bars)
        {
            if (!once.TryAdd(bar.Date, bar))
            {
                once[bar.Date] = bar;
                faults.AddBar("given twice dropped");
            }
        }

        return [.. once.Values];
    }

    private static DailyBar[] Adjusted(List<DailyBar> bars, IReadOnlyList<CorporateAction> actions, FaultCounts faults)
    {
        var filled = bars.ToArray();
        var first = Array.FindIndex(filled, IsAdjusted);
        if (first < 0)
        {
            // With none to go by the first close is the base; the others follow from it.
            first = 0;
            Fill(0, bar => (double)bar.Close);
        }

        for (var i = first + 1; i < filled.Length; i++)
        {
            var before = filled[i - 1];
            Fill(i, bar => (double)before.AdjustedClose * TotalReturn.Between(before, bar, actions));
        }

        for (var i = first - 1; i >= 0; i--)
        {
            var after = filled[i + 1];
            Fill(i, bar => (double)after.AdjustedClose / TotalReturn.Between(bar, after, actions));
        }

        return filled;

        void Fill(int index, Func<DailyBar, double> adjusted)
        {
            if (index < filled.Length && !IsAdjusted(filled[index]))
            {
                faults.AddBar("without a possible adjusted close filled in from its neighbour");
                filled[index] = filled[index] with { AdjustedClose = (decimal)Math.Clamp(adjusted(filled[index]), (double)Lowest, (double)Highest) };
            }
        }
    }

    private static bool IsAdjusted(DailyBar bar) => bar.AdjustedClose is > 0 and <= Highest;
}
