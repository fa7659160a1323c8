using App.Core.Risk;
using App.Core.Targets;
using App.Shared;

namespace App.Features.Targets;

/// <summary>Directions, horizons and prices in words for readers.</summary>
internal static class TargetWords
{
    public static string ToWords(this TargetDirection direction) => direction == TargetDirection.Long ? "long" : "short";

    public static string ToWords(this TargetHorizon horizon) => horizon switch
    {
        TargetHorizon.EndOfYear => "End of year",
        TargetHorizon.NextYear => "Next year",
        _ => "Downside",
    };

    /// <summary>A symbol with its side, such as <c>TSLA, short</c>.</summary>
    public static string ToWords(this TargetKey key) => $"{key.Symbol}, {key.Direction.ToWords()}";

    /// <summary>The book's return as a figure that explains itself.</summary>
    public static RiskFigure ToFigure(this HorizonReturn horizon) =>
        RiskFigure.Of(horizon.Return, "ratio") with { Window = RiskFigure.OneDay, Observations = horizon.Holdings, Coverage = horizon.Coverage.Value };

    /// <summary>A price as a cell shows it and reads it again, in the reader's spelling.</summary>
    public static string ToCell(decimal? price, Formats formats) => TypedNumber.Write(price, formats.Culture);
}
