using System.Globalization;
using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>
/// Historical value at risk and expected shortfall of one day, at 95 and 99 %, by what the book of today would have returned on each day of a year; and of how many days
/// the shortfall is the mean.
/// </summary>
public sealed class TailLosses : IAnalytic
{
    /// <summary>The fewest days that a loss is told of: of fewer the hundredth part is the worst alone.</summary>
    public const int FewestReturns = 60;

    private const string Window = "252 returns";

    /// <inheritdoc/>
    public string Id => "tail";

    /// <inheritdoc/>
    public string Name => "Tail losses";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var covered = data.Covered(symbol => ReturnTable.Known(data.Returns.Of(symbol)).Length >= FewestReturns);
        var reason = data.WhyNothing(covered, $"No holding has {FewestReturns} returns in a year.");
        var (kept, series) = reason is null ? BookReturns.Standing(data, covered, FewestReturns) : (covered, []);
        var returns = ReturnTable.Known(series);
        var coverage = data.CoverageOf(kept);
        if (reason is null && returns.Length < FewestReturns)
        {
            reason = new(UnknownCause.TooFewReturns, string.Create(CultureInfo.InvariantCulture, $"{returns.Length} returns of all holdings together; {FewestReturns} are needed."));
        }

        Dictionary<string, RiskFigure> figures = new(StringComparer.Ordinal);
        foreach (var (level, name) in new[] { (0.95, "95"), (0.99, "99") })
        {
            if (reason is not null || TailLoss.Of(returns, level) is not { } tail)
            {
                var unknown = RiskFigure.Unknown("ratio", reason ?? new(UnknownCause.TooFewReturns, "There are no returns.")) with { Window = Window, Observations = returns.Length, Coverage = coverage };
                figures["var_" + name] = figures["es_" + name] = unknown;
                figures["days_" + name] = unknown with { Unit = "count" };
                continue;
            }

            figures["var_" + name] = Of(tail.ValueAtRisk, "ratio");
            figures["es_" + name] = Of(tail.ExpectedShortfall, "ratio");
            figures["days_" + name] = Of(tail.Days, "count");
            RiskFigure Of(double value, string unit) => new(value, unit) { Window = Window, Observations = tail.Observations, Coverage = coverage };
        }

        return new RiskResult(Id, figures, []);
    }
}
