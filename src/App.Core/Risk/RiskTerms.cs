using System.Globalization;
using System.Text;
using App.Core.Targets;

namespace App.Core.Risk;

/// <summary>What the figures of a book depend on besides its positions and prices.</summary>
/// <param name="Settings">Factors and scenarios.</param>
/// <param name="Targets">The target prices of its owner.</param>
public sealed record RiskTerms(RiskSettings Settings, IReadOnlyList<TargetPrice> Targets)
{
    /// <summary>The factors of a new installation, and no targets.</summary>
    public static RiskTerms Standard { get; } = new(RiskSettings.Standard, []);

    /// <summary>Equal text, equal terms.</summary>
    public string ToIdentity()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Settings.Version}");
        foreach (var target in Targets)
        {
            text.Append(CultureInfo.InvariantCulture, $"|{target.Symbol},{(int)target.Direction},{target.EndOfYear},{target.NextYear},{target.Downside}");
        }

        return text.ToString();
    }
}
