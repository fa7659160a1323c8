using App.Core.Portfolios;

namespace App.Core.Risk.Analytics;

/// <summary>The book's beta by what a data source states for each symbol: Σ delta-adjusted exposure × stated beta over equity. Public positions only.</summary>
/// <remarks>How the source comes by it is not known; it is to be seen beside our own.</remarks>
public sealed class ProviderBeta : IAnalytic
{
    private const string AsStated = "as the source states it";

    /// <inheritdoc/>
    public string Id => "provider_beta";

    /// <inheritdoc/>
    public string Name => "Provider beta";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        List<RiskHolding> covered = [.. data.Holdings.Where(holding =>
            holding.IsCash || (holding.Class == InvestmentClass.Public && holding is { DeltaAdjusted: not null, ProviderBeta: not null }))];
        var beta = data.WhyNothing(covered, "No source states a beta for any holding.", UnknownCause.NoStatedBeta) is { } reason
            ? RiskFigure.Unknown("ratio", reason) with { Window = AsStated, Observations = 0, Coverage = data.CoverageOf(covered) }
            : new RiskFigure(covered.Where(holding => !holding.IsCash).Sum(holding => (double)(holding.DeltaAdjusted!.Value / data.Equity) * holding.ProviderBeta!.Value), "ratio")
            {
                Window = AsStated,
                Observations = covered.Count,
                Coverage = data.CoverageOf(covered),
            };
        return new RiskResult(Id, new Dictionary<string, RiskFigure>(StringComparer.Ordinal) { ["beta"] = beta }, []);
    }
}
