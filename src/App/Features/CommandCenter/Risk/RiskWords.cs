using App.Core.Risk;
using App.Core.Risk.Analytics;

namespace App.Features.CommandCenter.Risk;

/// <summary>What figures are called where a word says more than a number.</summary>
internal static class RiskWords
{
    /// <summary>How well a model fits.</summary>
    public static string OfFit(double rSquared) => rSquared switch { >= 0.7 => "excellent", >= 0.5 => "good", >= 0.3 => "fair", >= 0.1 => "poor", _ => "no" };

    /// <summary>How much a book moves with rates.</summary>
    public static string OfRateBeta(double beta) => Math.Abs(beta) switch { < 0.05 => "very low", < 0.15 => "low", < 0.3 => "moderate", < 0.5 => "high", _ => "very high" };

    /// <summary>How much a book leans to a style.</summary>
    public static string OfSpread(double slope) => SpreadFactors.Word(slope);

    /// <summary>How bad a scenario is.</summary>
    public static string ToWords(this ScenarioSeverity severity) => severity switch
    {
        ScenarioSeverity.Mild => "mild",
        ScenarioSeverity.Moderate => "moderate",
        ScenarioSeverity.Severe => "severe",
        _ => "extreme",
    };

    /// <summary>Whether volatility rises.</summary>
    public static string OfTrend(double slope) => slope switch { > 0 => "rising", < 0 => "falling", _ => "without a trend" };
}
