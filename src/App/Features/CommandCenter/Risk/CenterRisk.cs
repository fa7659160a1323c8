using App.Core.Risk;

namespace App.Features.CommandCenter.Risk;

/// <summary>A session that the one shown is compared with.</summary>
/// <param name="Session">The session.</param>
/// <param name="Equity">The equity at its close.</param>
/// <param name="Figures">Its figures; <see cref="RiskSummary.None"/> when there are none.</param>
public sealed record EarlierRisk(DateOnly Session, decimal Equity, RiskSummary Figures);

/// <summary>The sessions that the one shown is compared with.</summary>
/// <param name="LastSession">The session before; null when there is none.</param>
/// <param name="MonthAgo">The one a month ago; null when there is none.</param>
public sealed record RiskBefore(EarlierRisk? LastSession, EarlierRisk? MonthAgo);

/// <summary>The risk that the page shows, and that of the sessions it is compared with.</summary>
/// <param name="Now">Of the session shown; null when it has not been calculated.</param>
public sealed record CenterRisk(BookRisk? Now)
{
    /// <summary>The sessions it is compared with; null while they are being asked for.</summary>
    public RiskBefore? Before { get; init; }
}
