using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Risk;

namespace App.Core.Snapshots;

/// <summary>A page of a portfolio's snapshots.</summary>
/// <param name="Snapshots">The snapshots, ascending.</param>
/// <param name="Total">How many there are in the days asked for.</param>
/// <param name="Summaries">The figures of each session that has some; null when they were not asked for.</param>
public sealed record SnapshotPage(IReadOnlyList<PortfolioSnapshot> Snapshots, int Total, IReadOnlyDictionary<DateOnly, RiskSummary>? Summaries);

/// <summary>Which snapshots are asked for.</summary>
/// <param name="From">The first day; null for the first there is.</param>
/// <param name="To">The last day; null for the last there is.</param>
/// <param name="Limit">How many at most; the newest when there are more.</param>
/// <param name="Offset">How many of the newest are passed over.</param>
/// <param name="WithFigures">True with the risk of each session.</param>
public sealed record SnapshotRange(DateOnly? From, DateOnly? To, int Limit, int Offset, bool WithFigures);

/// <summary>A portfolio's complete snapshots.</summary>
/// <remarks>Side effects: none. Errors: ERR_PORT_012.</remarks>
public sealed class ListSnapshots(IPortfolioStore portfolios, ISnapshotStore snapshots, IRiskStore risk)
{
    /// <summary>Loads a page of them.</summary>
    public async Task<Result<SnapshotPage>> HandleAsync(Guid ownerId, Guid portfolioId, SnapshotRange range, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(range);
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is null)
        {
            return Portfolio.NotFound();
        }

        var page = await snapshots.ListAsync(ownerId, portfolioId, range.From, range.To, range.Limit + range.Offset, cancellationToken);
        IReadOnlyList<PortfolioSnapshot> shown = [.. page.Items.SkipLast(range.Offset).TakeLast(range.Limit)];
        return new SnapshotPage(
            shown,
            page.Total,
            !range.WithFigures ? null
                : shown.Count == 0 ? new Dictionary<DateOnly, RiskSummary>()
                : await risk.SummariesAsync(ownerId, portfolioId, shown[0].Session, shown[^1].Session, cancellationToken));
    }
}
