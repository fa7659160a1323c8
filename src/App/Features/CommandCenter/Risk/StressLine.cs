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

    /// <summary>True when the worse of the two is the correlated one: who is to blame is then told of that.</summary>
    public bool IsWorstCorrelated => Correlated?.Value is { } correlated && !(Direct?.Value <= correlated);

    /// <summary>The worse of the two, with what it takes to trust it.</summary>
    public RiskFigure? WorstFigure => IsWorstCorrelated ? Correlated : Direct;

    /// <summary>The same over equity.</summary>
    public RiskFigure? WorstShare => IsWorstCorrelated ? CorrelatedShare : DirectShare;

    /// <summary>Which of the two is the worse, in a word.</summary>
    public string WorstKind => IsWorstCorrelated ? "correlated" : "direct";

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

    /// <summary>What each position would gain or lose, the worst first by the kind that is worse for the book; holdings of one title together.</summary>
    public IReadOnlyList<StressPart> ByPosition(BookRisk risk, IReadOnlyList<PositionRow> positions)
    {
        ArgumentNullException.ThrowIfNull(risk);
        var titles = positions.ToDictionary(row => row.Position.Id.ToString(), row => row.LongTitle, StringComparer.OrdinalIgnoreCase);
        return InOrder(PartsOf(risk, "by_position", StringComparer.OrdinalIgnoreCase)
            .Where(each => each.Direct is not null && titles.ContainsKey(each.Name))
            .GroupBy(each => titles[each.Name], StringComparer.Ordinal)
            .Select(lots => lots.Aggregate((sum, lot) => sum.And(lot)) with { Name = lots.Key }));
    }

    /// <summary>What each factor has of the profit, those without a part left out; they sum to it either way.</summary>
    public IReadOnlyList<StressPart> ByFactor(BookRisk risk)
    {
        ArgumentNullException.ThrowIfNull(risk);
        return InOrder(PartsOf(risk, "by_factor", StringComparer.Ordinal)
            .Where(each => each.Direct is not (null or 0) || each.Correlated is not (null or 0))
            .Select(each => each with
            {
                Name = each.Name == StressTests.VolatilityRow ? "Volatility of options" : risk.Settings.Factors.FirstOrDefault(factor => factor.Id == each.Name)?.Name ?? each.Name,
            }));
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

    private IReadOnlyList<StressPart> InOrder(IEnumerable<StressPart> parts) => [.. parts.OrderBy(part => part.Of(IsWorstCorrelated)).ThenBy(part => part.Name, StringComparer.Ordinal)];

    // The four tables of a kind: dollars and shares of equity, with the other factors held still and moved. Reports of earlier versions have the first only.
    private IEnumerable<StressPart> PartsOf(BookRisk risk, string id, StringComparer comparer)
    {
        var (direct, directShare) = (ColumnOf(id), ColumnOf(id + "_share"));
        var (correlated, correlatedShare) = (ColumnOf(id + "_correlated"), ColumnOf(id + "_correlated_share"));
        return direct.Select(each => new StressPart(
            each.Key, (decimal?)each.Value, directShare.GetValueOrDefault(each.Key), (decimal?)correlated.GetValueOrDefault(each.Key), correlatedShare.GetValueOrDefault(each.Key)));

        Dictionary<string, double?> ColumnOf(string table) => risk.Table("stress", table) is not { } found
            ? []
            : found.Rows.ToDictionary(row => row.Key, row => found.Value(row, Scenario.Id), comparer);
    }
}

/// <summary>What a position or a factor has of what a scenario does.</summary>
/// <param name="Name">The position or the factor.</param>
/// <param name="Direct">With the factors that are not shocked held still, dollars.</param>
/// <param name="DirectShare">The same over equity; null where equity is not positive.</param>
/// <param name="Correlated">With those moved as they mostly do; null in reports of earlier versions.</param>
/// <param name="CorrelatedShare">The same over equity.</param>
public sealed record StressPart(string Name, decimal? Direct, double? DirectShare, decimal? Correlated, double? CorrelatedShare)
{
    /// <summary>The dollars of one kind.</summary>
    public decimal? Of(bool isCorrelated) => isCorrelated ? Correlated : Direct;

    /// <summary>Together with another lot of the same.</summary>
    public StressPart And(StressPart other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Name, Direct + other.Direct, DirectShare + other.DirectShare, Correlated + other.Correlated, CorrelatedShare + other.CorrelatedShare);
    }
}
