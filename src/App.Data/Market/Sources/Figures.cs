using App.Core.Market;

namespace App.Data.Market.Sources;

/// <summary>Turns figures of a source into those of a bar.</summary>
internal static class Figures
{
    /// <summary>No price that a share or fund ever had is beyond it; a figure that is, is none.</summary>
    private const decimal HighestPrice = 1e9m;

    /// <summary>True for a figure that can be a price.</summary>
    public static bool IsPrice(decimal? figure) => figure is > 0 and < HighestPrice;

    /// <summary>True for a ratio that can be a split's: it changes something, and by less than a million.</summary>
    public static bool IsSplit(decimal ratio) => ratio is > 1e-6m and < 1e6m and not 1;

    /// <summary>Whole shares; 0 for none, for less than none, and when the source does not tell. Sources that adjust volumes give fractions.</summary>
    public static long Shares(decimal? figure) => figure is > 0 and < long.MaxValue ? (long)Math.Round(figure.Value) : 0;

    /// <summary>A bar of what a source has of a day: the close stands in for an opening, highest or lowest price that is missing.</summary>
    public static DailyBar Bar(DateOnly date, decimal? open, decimal? high, decimal? low, decimal close, decimal adjustedClose, long volume) =>
        new(date, PriceOr(open, close), PriceOr(high, close), PriceOr(low, close), close, adjustedClose, volume);

    private static decimal PriceOr(decimal? figure, decimal close) => IsPrice(figure) ? figure!.Value : close;
}
