using System.Globalization;
using App.Core.Market;

namespace App.Data.Market.Sources.Yahoo;

/// <summary>Reads a chart as prices of the days they were traded on.</summary>
/// <remarks>
/// Yahoo divides open, high, low, close and dividends by every split since, and multiplies volumes. The splits come with the chart, so a chart that reaches
/// to now can be undone; the caller asks for that and the days beyond those wanted are cut off here. Figures pass through single precision at Yahoo: 189.69
/// arrives as 189.69000244140625 and is read as the shortest number that is the same single.
/// </remarks>
internal static class YahooChart
{
    // The years 5 and 9891, and fourteen hours: what can be added to each other without leaving the calendar.
    private const long EarliestTime = -62_000_000_000;
    private const long LatestTime = 250_000_000_000;
    private const int DaysEdge = 50_400;

    /// <summary>The bars and actions from <paramref name="from"/> to <paramref name="to"/>; without bars when there are none.</summary>
    /// <param name="chart">Yahoo's answer, reaching from before the days wanted to now.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    public static Reading<PriceHistory> Read(YahooChartResult chart, DateOnly from, DateOnly to)
    {
        if (chart is { Meta.DataGranularity: { } granularity } && granularity != "1d")
        {
            return Reading.Unavailable<PriceHistory>($"answered with bars of “{granularity}” instead of days");
        }

        var day = DaysOf(chart.Meta);
        var splits = Splits(chart.Events, day);
        var actions = splits.Concat(Dividends(chart.Events, day, splits));
        return Reading.Of(new PriceHistory(Bars(chart, day, splits, from, to), Adjustment.Among(actions, from, to)));
    }

    private static IReadOnlyList<DailyBar> Bars(YahooChartResult chart, Func<long, DateOnly?> day, List<CorporateAction> splits, DateOnly from, DateOnly to)
    {
        if (chart.Timestamp is not { } times || chart.Indicators?.Quote is not [{ Close: { } closes } quote, ..])
        {
            return [];
        }

        // Without adjusted closes (indices have none) the divided close stands in; with them, a day that lacks one is no day.
        var adjusted = chart.Indicators.Adjusted is [{ Closes: { } series }, ..] ? series : closes;
        var bars = new SortedDictionary<DateOnly, DailyBar>();
        for (var i = 0; i < times.Length; i++)
        {
            if (times[i] is { } time && day(time) is { } date && date >= from && date <= to && Figures.IsPrice(At(closes, i)) && Figures.IsPrice(At(adjusted, i)))
            {
                // A running or just ended session comes twice; the later one is complete.
                bars[date] = Bar(quote, i, date, Single(At(adjusted, i))!.Value, Adjustment.SharesSince(splits, date));
            }
        }

        return [.. bars.Values];
    }

    private static DailyBar Bar(YahooQuote quote, int i, DateOnly date, decimal adjustedClose, decimal sharesSince)
    {
        decimal? Traded(decimal?[]? prices) => Figures.IsPrice(At(prices, i)) ? Adjustment.AsTraded(Single(At(prices, i))!.Value, sharesSince) : null;
        return Figures.Bar(
            date, Traded(quote.Open), Traded(quote.High), Traded(quote.Low), Traded(quote.Close)!.Value, adjustedClose, Figures.Shares(At(quote.Volume, i) / sharesSince));
    }

    private static List<CorporateAction> Splits(YahooChartEvents? events, Func<long, DateOnly?> day)
    {
        List<CorporateAction> splits = [];
        foreach (var split in events?.Splits?.Values ?? Enumerable.Empty<YahooSplit?>())
        {
            if (split is { Date: { } time, Numerator: { } shares and > 0, Denominator: { } old and > 0 } && day(time) is { } date && Figures.IsSplit(shares / old))
            {
                splits.Add(new CorporateAction(date, CorporateActionKind.Split, shares / old));
            }
        }

        return splits;
    }

    private static List<CorporateAction> Dividends(YahooChartEvents? events, Func<long, DateOnly?> day, List<CorporateAction> splits)
    {
        List<CorporateAction> dividends = [];
        foreach (var dividend in events?.Dividends?.Values ?? Enumerable.Empty<YahooDividend?>())
        {
            if (dividend is { Date: { } time, Amount: { } amount } && Figures.IsPrice(amount) && day(time) is { } date)
            {
                dividends.Add(new CorporateAction(date, CorporateActionKind.Dividend, Adjustment.AsTraded(Single(amount)!.Value, Adjustment.SharesSince(splits, date))));
            }
        }

        return dividends;
    }

    /// <summary>Turns a time into the exchange's day; null for a time beyond the calendar of this world.</summary>
    private static Func<long, DateOnly?> DaysOf(YahooChartMeta? meta)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(meta?.ExchangeTimezoneName ?? string.Empty, out var found) ? found : null;
        var offset = TimeSpan.FromSeconds(Math.Clamp(meta?.GmtOffset ?? 0, -DaysEdge, DaysEdge));
        return time =>
        {
            if (time is < EarliestTime or > LatestTime)
            {
                return null;
            }

            var instant = DateTimeOffset.FromUnixTimeSeconds(time);
            return DateOnly.FromDateTime(zone is null ? instant.UtcDateTime + offset : TimeZoneInfo.ConvertTime(instant, zone).DateTime);
        };
    }

    private static decimal? At(decimal?[]? figures, int index) => figures is not null && index < figures.Length ? figures[index] : null;

    private static decimal? Single(decimal? figure) => figure is { } value
        ? decimal.Parse(((float)value).ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)
        : null;
}
