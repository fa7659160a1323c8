using App.Core.Risk;
using App.Core.Risk.Analytics;

namespace App.Features.CommandCenter.Risk;

/// <summary>What figures are called where a word says more than a number.</summary>
internal static class RiskWords
{
    /// <summary>How well a model fits.</summary>
    public static string OfFit(double rSquared) => FactorExposures.FitWord(rSquared);

    /// <summary>How much a book moves with rates.</summary>
    public static string OfRateBeta(double beta) => BetaTo.RateWord(beta);

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

    /// <summary>Whether volatility rises. Reports of earlier versions have no words, and a slope of 0 where there is no trend.</summary>
    public static string OfTrend(RiskFigure trend)
    {
        ArgumentNullException.ThrowIfNull(trend);
        return trend.Words ?? trend.Value switch { > 0 => "rising", < 0 => "falling", _ => "no trend" };
    }
}
