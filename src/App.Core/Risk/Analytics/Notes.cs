using System.Globalization;
using App.Core.Snapshots;

namespace App.Core.Risk.Analytics;

/// <summary>What figures say of how they are to be read.</summary>
internal static class Notes
{
    /// <summary>Of a slope without R².</summary>
    public const string Still = "No R²: the returns never moved, so there is nothing to explain.";

    /// <summary>Of a sum of slopes whose R² and error are those of the book's own return: why there are none, or of which part of the book they are. Null when there is nothing to say.</summary>
    /// <param name="covered">What the sum is of.</param>
    /// <param name="kept">What the book's return is of.</param>
    /// <param name="isFitted">True when the return could be explained.</param>
    /// <param name="rSquared">The share that was.</param>
    /// <param name="count">Returns of all of <paramref name="kept"/> together.</param>
    /// <param name="fewest">How many are needed.</param>
    public static string? OfFit(
        IReadOnlyCollection<RiskHolding> covered, IReadOnlyCollection<RiskHolding> kept, bool isFitted, double? rSquared, int count, int fewest) =>
        !isFitted ? string.Create(CultureInfo.InvariantCulture, $"No R² and error: {count} returns of all holdings together; {fewest} are needed.")
        : rSquared is null ? Still
        : kept.Count < covered.Count ? "R² and error are of a part of the exposure: the other holdings lack returns on too many of the days."
        : null;

    /// <summary>Where the volatility of an option is from; null when that is not known.</summary>
    public static string? OfVolatility(VolatilitySource? source) => source switch
    {
        VolatilitySource.EntryImplied => "volatility implied by the entry price",
        VolatilitySource.Realised => "volatility realised by the underlying over 63 sessions",
        VolatilitySource.Default => "volatility of 25 % by default",
        _ => null,
    };

    /// <summary>Of options that are priced without dividends; null when there are none.</summary>
    public static string? OfYields(IEnumerable<RiskHolding> options)
    {
        string[] symbols = [.. options.Where(option => option.LacksYield).Select(option => option.MovesWith).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return symbols.Length switch
        {
            0 => null,
            <= 5 => $"Priced without dividends, as no source states a yield: {string.Join(", ", symbols)}.",
            var count => string.Create(CultureInfo.InvariantCulture, $"Priced without dividends, as no source states a yield: {count} underlyings."),
        };
    }
}
