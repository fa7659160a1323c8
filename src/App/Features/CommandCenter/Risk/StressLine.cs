using App.Core.Risk;
using App.Core.Risk.Analytics;

namespace App.Features.CommandCenter.Risk;

/// <summary>What a scenario would do, as the table and its drill-down show it.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Direct">Profit with the factors that are not shocked held still, dollars.</param>
/// <param name="DirectShare">The same over equity.</param>
/// <param name="Correlated">Profit with those moved as they mostly do.</param>
/// <param name="CorrelatedShare">The same over equity.</param>
public sealed record StressLine(Scenario Scenario, ScenarioSeverity Severity, RiskFigure? Direct, RiskFigure? DirectShare, RiskFigure? Correlated, RiskFigure? CorrelatedShare)
{
    /// <summary>The worse of the two; null when neither is known.</summary>
    public double? Worst => (Direct?.Value, Correlated?.Value) switch
    {
        ({ } direct, { } correlated) => Math.Min(direct, correlated),
        var (direct, correlated) => direct ?? correlated,
    };

    /// <summary>The scenarios in their order; those that the settings no longer have are left out.</summary>
    public static IReadOnlyList<StressLine> Of(BookRisk risk)
    {
        ArgumentNullException.ThrowIfNull(risk);
        var rows = risk.Find("stress")?.Rows.ToDictionary(row => row.Key, StringComparer.Ordinal) ?? [];
        return [.. risk.Settings.Scenarios.Where(scenario => rows.ContainsKey(scenario.Id)).Select(scenario =>
        {
            var row = rows[scenario.Id];
            return new StressLine(
                scenario, scenario.SeverityWith(risk.Settings.Rates), row.Figure("direct"), row.Figure("direct_share"), row.Figure("correlated"), row.Figure("correlated_share"));
        })];
    }

    /// <summary>What each position would gain or lose, the worst first; holdings of one title together.</summary>
    public static IReadOnlyList<(string Title, decimal Profit)> ByPosition(BookRisk risk, string scenario, IReadOnlyList<PositionRow> positions)
    {
        ArgumentNullException.ThrowIfNull(risk);
        if (risk.Table("stress", "by_position") is not { } table)
        {
            return [];
        }

        var titles = positions.ToDictionary(row => row.Position.Id.ToString(), row => row.LongTitle, StringComparer.OrdinalIgnoreCase);
        return [.. table.Rows
            .Select(row => (Title: titles.GetValueOrDefault(row.Key), Profit: (decimal?)table.Value(row, scenario)))
            .Where(each => each is { Title: not null, Profit: not null })
            .GroupBy(each => each.Title!, StringComparer.Ordinal)
            .Select(lots => (lots.Key, lots.Sum(each => each.Profit!.Value)))
            .OrderBy(each => each.Item2).ThenBy(each => each.Key, StringComparer.Ordinal)];
    }

    /// <summary>What each factor has of the profit with the others held still, the worst first; they sum to it.</summary>
    public static IReadOnlyList<(string Name, decimal Profit)> ByFactor(BookRisk risk, string scenario)
    {
        ArgumentNullException.ThrowIfNull(risk);
        return risk.Table("stress", "by_factor") is not { } table
            ? []
            : [.. table.Rows.Select(row => (Name: row.Key == StressTests.VolatilityRow ? "Volatility of options" : risk.Settings.Factors.FirstOrDefault(factor => factor.Id == row.Key)?.Name ?? row.Key, Profit: (decimal)(table.Value(row, scenario) ?? 0)))
                .Where(each => each.Profit != 0).OrderBy(each => each.Profit)];
    }

    /// <summary>The shocks in words.</summary>
    public IEnumerable<(string Factor, double Shock, bool IsYield)> Shocks(RiskSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (Scenario.Market is { } market)
        {
            yield return ("Market", market, false);
        }

        if (Scenario.Rate is { } rate)
        {
            yield return ("Yields", rate, true);
        }

        foreach (var (style, shock) in Scenario.Styles)
        {
            yield return (settings.RidgeFactors.Concat(settings.Factors).FirstOrDefault(factor => factor.Id == style)?.Name ?? style, shock, false);
        }
    }
}
