using System.Globalization;
using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>How the book moves with one style at a time: the slope of its return on the return of one fund less another's.</summary>
/// <remarks>Each alone, over 180 days; for what is left of one style when the others are held still see <see cref="FactorExposures"/>.</remarks>
public sealed class SpreadFactors : IAnalytic
{
    /// <summary>The window.</summary>
    public const int Days = 180;

    /// <summary>The fewest returns that a slope is taken of.</summary>
    public const int FewestReturns = 60;

    // Those of the model but the market and the rates, which have betas of their own, and volatility, which the spec does not ask for alone.
    private static readonly string[] Spreads = ["growth_value", "momentum", "size", "quality"];

    /// <inheritdoc/>
    public string Id => "spreads";

    /// <inheritdoc/>
    public string Name => "Spread factors";

    /// <summary>What a slope is called: strong beyond .5, moderate beyond .2, else neutral.</summary>
    public static string Word(double slope) => Math.Abs(slope) switch { > 0.5 => "strong", > 0.2 => "moderate", _ => "neutral" };

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var from = data.Returns.IndexOf(data.Session.AddDays(-Days));
        return new RiskResult(
            Id, Spreads.Select(data.Settings.Factor).ToDictionary(factor => factor.Id, factor => Figure(data, factor, from), StringComparer.Ordinal), []);
    }

    private static RiskFigure Figure(RiskData data, FactorColumn factor, int from)
    {
        var spread = data.Returns.Of(factor);
        var window = string.Create(CultureInfo.InvariantCulture, $"{Days} days");
        var covered = data.Covered(symbol => ReturnTable.Pairs(spread, data.Returns.Of(symbol), from).X.Length >= FewestReturns);
        if (data.WhyNothing(covered, $"No holding has {FewestReturns} returns together with {factor.Name} in {Days} days.") is { } reason)
        {
            return RiskFigure.Unknown("ratio", reason) with { Window = window, Observations = 0, Coverage = data.CoverageOf(covered) };
        }

        var (kept, book) = BookReturns.Standing(data, covered, FewestReturns, spread, from);
        var (x, y) = ReturnTable.Pairs(spread, book, from);
        var fit = x.Length >= FewestReturns ? LinearFit.Of(x, y) : null;
        return fit is { } known
            ? new RiskFigure(known.Slope, "ratio")
            {
                Window = window,
                Observations = x.Length,
                Coverage = data.CoverageOf(kept),
                Words = Word(known.Slope),
                Note = known.RSquared is null ? Notes.Still : null,
                RSquared = known.RSquared,
                StandardError = known.StandardError,
            }
            : RiskFigure.Unknown("ratio", x.Length >= FewestReturns
                ? new RiskReason(UnknownCause.NothingMoves, $"{factor.Name} did not move.")
                : new RiskReason(UnknownCause.TooFewReturns, string.Create(CultureInfo.InvariantCulture, $"{x.Length} returns of all holdings together; {FewestReturns} are needed."))) with
            { Window = window, Observations = x.Length, Coverage = data.CoverageOf(kept) };
    }
}
