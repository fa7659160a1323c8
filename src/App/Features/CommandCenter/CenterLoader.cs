using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Core.Targets;
using App.Features.CommandCenter.Risk;

namespace App.Features.CommandCenter;

/// <summary>Loads what the command center and its report show, of one portfolio or of all.</summary>
public sealed class CenterLoader(GetOverview overview, GetAggregateOverview aggregate, GetNavHistory history, GetAggregateNavHistory aggregateHistory, GetRisk risk, ListTargets targets)
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
            return all.Equity is null
                ? new CenterState.Uneven(portfolios, all)
                : new CenterState.Shown(portfolios, CenterView.Of(all) with { Expected = day is null ? ExpectedReturns.Of(all, await targets.HandleAsync(ownerId, cancellationToken)).Horizons : null });
        }

        if (selection.PortfolioId is not { } id)
        {
            return new CenterState.NotFound(portfolios);
        }

        // One that is deleted just now is like one that never was.
        var found = await overview.HandleAsync(ownerId, id, day, cancellationToken);
        var aims = day is null ? await targets.HandleAsync(ownerId, cancellationToken) : null;
        return found.Match<CenterState>(
            one => new CenterState.Shown(portfolios, CenterView.Of(one) with { Expected = aims is null ? null : ExpectedReturns.Of(one, aims).Horizons }),
            _ => new CenterState.NotFound(portfolios));
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
            Before = (await EarlierAsync(ownerId, portfolioId, last, cancellationToken), month == last ? null : await EarlierAsync(ownerId, portfolioId, month, cancellationToken)),
        };
    }

    private async Task<EarlierRisk?> EarlierAsync(Guid ownerId, Guid? portfolioId, NavPoint? point, CancellationToken cancellationToken)
    {
        if (point is null)
        {
            return null;
        }

        var figures = portfolioId is { } id
            ? await risk.SummaryAsync(ownerId, id, point.Session, cancellationToken)
            : (await risk.AggregateAsync(ownerId, point.Session, cancellationToken))?.ToSummary();
        return new EarlierRisk(point.Session, point.Equity, figures ?? RiskSummary.None);
    }
}
