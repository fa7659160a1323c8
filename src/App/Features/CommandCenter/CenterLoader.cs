using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Features.CommandCenter.Risk;

namespace App.Features.CommandCenter;

/// <summary>Loads what the command center and its report show, of one portfolio or of all.</summary>
public sealed class CenterLoader(GetOverview overview, GetAggregateOverview aggregate, GetNavHistory history, GetAggregateNavHistory aggregateHistory, GetRisk risk)
{
    /// <summary>The figures of a selection as of a day.</summary>
    public async Task<CenterState> StateAsync(
        Guid ownerId, IReadOnlyList<PortfolioListing> portfolios, CenterState.Selection selection, DateOnly? day, CancellationToken cancellationToken)
    {
        if (portfolios.Count == 0)
        {
            return new CenterState.Welcome();
        }

        if (selection.IsAll)
        {
            var all = await aggregate.HandleAsync(ownerId, day, cancellationToken);
            return all.Equity is null ? new CenterState.Uneven(portfolios, all) : new CenterState.Shown(portfolios, CenterView.Of(all));
        }

        // One that is deleted just now is like one that never was.
        return selection.PortfolioId is { } id
            ? (await overview.HandleAsync(ownerId, id, day, cancellationToken)).Match<CenterState>(
                found => new CenterState.Shown(portfolios, CenterView.Of(found)), _ => new CenterState.NotFound(portfolios))
            : new CenterState.NotFound(portfolios);
    }

    /// <summary>The line of equity; of all portfolios when no id is given.</summary>
    public async Task<IReadOnlyList<NavPoint>> PointsAsync(Guid ownerId, Guid? portfolioId, CancellationToken cancellationToken) => portfolioId is { } id
        ? (await history.HandleAsync(ownerId, id, cancellationToken)).Match(line => line, _ => [])
        : await aggregateHistory.HandleAsync(ownerId, cancellationToken);

    /// <summary>The risk at a session; null without one.</summary>
    public async Task<BookRisk?> RiskAsync(Guid ownerId, Guid? portfolioId, DateOnly? session, CancellationToken cancellationToken) => session is null
        ? null
        : portfolioId is { } id
            ? (await risk.HandleAsync(ownerId, id, session, cancellationToken)).Match(found => found, _ => null)
            : await risk.AggregateAsync(ownerId, session, cancellationToken);

    /// <summary>The risk with that of the session before and of the one a month ago beside it.</summary>
    public async Task<CenterRisk> CompareAsync(
        Guid ownerId, Guid? portfolioId, CenterRisk now, DateOnly session, IReadOnlyList<NavPoint> points, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(now);
        var last = points.LastOrDefault(point => point.Session < session && !point.IsReconstructed);
        var month = points.LastOrDefault(point => point.Session <= session.AddMonths(-1) && !point.IsReconstructed);
        return now with
        {
            Before = (
                await RiskAsync(ownerId, portfolioId, last?.Session, cancellationToken),
                month == last ? null : await RiskAsync(ownerId, portfolioId, month?.Session, cancellationToken)),
            EquityBefore = (last?.Equity, month?.Equity),
        };
    }
}
