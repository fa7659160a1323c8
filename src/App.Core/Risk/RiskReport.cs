using App.Core.Calculations;

namespace App.Core.Risk;

/// <summary>The risk figures of a portfolio at a session, as its newest run of that session computed them.</summary>
public sealed class RiskReport
{
    /// <summary>For how many days back all figures of a session are kept, and not its summary alone: with five hundred positions they are a megabyte a night.</summary>
    public const int KeptDays = 35;

    /// <summary>The portfolio.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>The session.</summary>
    public required DateOnly Session { get; init; }

    /// <summary>The run that computed it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The version of the factors and scenarios.</summary>
    public int SettingsVersion { get; init; } = 1;

    /// <summary>What the figures were computed from, as of the run's own session on its row: equal inputs, equal identity. Null where it was stored before it was kept.</summary>
    public string? InputIdentity { get; init; }

    /// <summary>The figures that the session is remembered by.</summary>
    public RiskSummary Summary { get; init; } = RiskSummary.None;

    /// <summary>True when there is only the summary: all figures of a session that was caught up, or is long gone, are computed anew for the few who ask.</summary>
    public bool IsTrimmed { get; init; }

    /// <summary>One result for each analytic; none of a trimmed report. Equal inputs give equal bytes.</summary>
    public required IReadOnlyList<RiskResult> Results { get; init; }
}

/// <summary>The figures that a run has computed.</summary>
public sealed record CalculatedRisk(RunClaim Claim, RiskReport Report);

/// <summary>A session that has a complete snapshot and no risk figures.</summary>
/// <param name="PortfolioId">The portfolio.</param>
/// <param name="Session">The session.</param>
/// <param name="Equity">Equity at its close.</param>
public sealed record UnrememberedSession(Guid PortfolioId, DateOnly Session, decimal Equity);

/// <summary>What tells a report from others of its portfolio.</summary>
/// <param name="Session">The session.</param>
/// <param name="RunId">The run that computed it.</param>
public sealed record RiskReportKey(DateOnly Session, Guid RunId);

/// <summary>The risk figures by portfolio and session.</summary>
public interface IRiskStore
{
    /// <summary>Replaces reports in one transaction that first checks that each run is still this holder's.</summary>
    /// <returns>For each of <paramref name="calculated"/> whether it was stored; false when the run is another's.</returns>
    Task<IReadOnlyList<bool>> ReplaceAsync(IReadOnlyList<CalculatedRisk> calculated, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The sessions of portfolios that have a complete snapshot and no report, from a day to before another, ascending by session and then by portfolio.</summary>
    Task<IReadOnlyList<UnrememberedSession>> UnrememberedAsync(IReadOnlyCollection<Guid> portfolioIds, DateOnly from, DateOnly before, CancellationToken cancellationToken);

    /// <summary>The owner's portfolio's report of a session, or its newest; null when there is none, when it is trimmed, or the portfolio is another's.</summary>
    Task<RiskReport?> FindAsync(Guid ownerId, Guid portfolioId, DateOnly? session, CancellationToken cancellationToken);

    /// <summary>Of what session and run the report of <see cref="FindAsync"/> is: what it takes to know whether one has it already. Null as there.</summary>
    Task<RiskReportKey?> FindKeyAsync(Guid ownerId, Guid portfolioId, DateOnly? session, CancellationToken cancellationToken);

    /// <summary>The summaries of the owner's portfolio by session, from one to another; a session whose risk no run has computed is not in it.</summary>
    Task<IReadOnlyDictionary<DateOnly, RiskSummary>> SummariesAsync(Guid ownerId, Guid portfolioId, DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>Leaves of the reports of sessions before a day their summaries; the newest of each portfolio stays whole.</summary>
    /// <returns>How many were trimmed.</returns>
    Task<int> TrimAsync(DateOnly before, CancellationToken cancellationToken);
}
