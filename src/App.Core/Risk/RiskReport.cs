using App.Core.Calculations;

namespace App.Core.Risk;

/// <summary>The risk figures of a portfolio at a session, as its newest run of that session computed them.</summary>
public sealed class RiskReport
{
    /// <summary>The portfolio.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>The session.</summary>
    public required DateOnly Session { get; init; }

    /// <summary>The run that computed it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>One result for each analytic. Equal inputs give equal bytes.</summary>
    public required IReadOnlyList<RiskResult> Results { get; init; }
}

/// <summary>The figures that a run has computed.</summary>
public sealed record CalculatedRisk(RunClaim Claim, RiskReport Report);

/// <summary>The risk figures by portfolio and session.</summary>
public interface IRiskStore
{
    /// <summary>Replaces reports in one transaction that first checks that each run is still this holder's.</summary>
    /// <returns>For each of <paramref name="calculated"/> whether it was stored; false when the run is another's.</returns>
    Task<IReadOnlyList<bool>> ReplaceAsync(IReadOnlyList<CalculatedRisk> calculated, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The owner's portfolio's report of a session, or its newest; null when there is none or the portfolio is another's.</summary>
    Task<RiskReport?> FindAsync(Guid ownerId, Guid portfolioId, DateOnly? session, CancellationToken cancellationToken);
}
