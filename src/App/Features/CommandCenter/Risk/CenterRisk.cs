using App.Core.Risk;

namespace App.Features.CommandCenter.Risk;

/// <summary>The risk that the page shows, and that of the sessions it is compared with.</summary>
/// <param name="Now">Of the session shown; null when it has not been calculated.</param>
public sealed record CenterRisk(BookRisk? Now)
{
    /// <summary>Of the session before, and of the one a month ago; null while they are being asked for, and when there is none.</summary>
    public (BookRisk? LastSession, BookRisk? MonthAgo) Before { get; init; }

    /// <summary>The equity at the closes of <see cref="Before"/>; null when there is none.</summary>
    public (decimal? LastSession, decimal? MonthAgo) EquityBefore { get; init; }
}
