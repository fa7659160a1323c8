using System.Globalization;

namespace App.Features.CommandCenter.Risk;

/// <summary>How a coefficient is drawn: the stronger the deeper, one colour for together and another for apart; the number stands in it too.</summary>
internal static class HeatCell
{
    /// <summary>The style of a cell.</summary>
    public static string StyleOf(double? coefficient)
    {
        if (coefficient is not { } value)
        {
            return "";
        }

        // At most 50 %: beyond that the digits cannot be read in both themes.
        var depth = (Math.Min(1, Math.Abs(value)) * 50).ToString("0.#", CultureInfo.InvariantCulture);
        return $"background: color-mix(in oklab, var({(value < 0 ? "--c3" : "--c2")}) {depth}%, var(--card))";
    }
}
