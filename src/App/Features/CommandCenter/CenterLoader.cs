using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Core.Targets;
using App.Features.CommandCenter.Risk;

namespace App.Features.CommandCenter;

/// <summary>Loads what the command center and its report show, of one portfolio or of all.</summary>
/// <remarks>
/// None of it is done on the caller's thread, which is a circuit's: SQLite answers while one waits, a report of risk is read from a megabyte of JSON, and earlier sessions are
/// marked and computed. What is asked for together runs side by side; each call has a context of its own.
/// </remarks>
public sealed partial class CenterLoader(
    ListPortfolios list,
    ListSessions sessions,
    GetOverview overview,
    GetAggregateOverview aggregate,
    GetNavHistory history,
    GetAggregateNavHistory aggregateHistory,
    GetRisk risk,
    ListTargets targets,
    ILogger<CenterLoader> logger)
{
    /// <summary>The portfolios there are to choose from.</summary>
    public Task<IReadOnlyList<Portfolio>> PortfoliosAsync(Guid ownerId, CancellationToken cancellationToken) => Task.Run(() => list.PlainAsync(ownerId, cancellationToken), cancellationToken);

    /// <summary>Those of them that are added up.</summary>
    public Task<IReadOnlyList<Portfolio>> BooksAsync(Guid ownerId, CancellationToken cancellationToken) => Task.Run(() => list.BooksAsync(ownerId, cancellationToken), cancellationToken);

    /// <summary>The sessions there are figures of, ascending; none of a selection of nothing.</summary>
    public Task<IReadOnlyList<DateOnly>> SessionsAsync(Guid ownerId, CenterState.Selection selection, CancellationToken cancellationToken) =>
        selection is { IsAll: false, PortfolioId: null }
            ? Task.FromResult<IReadOnlyList<DateOnly>>([])
            : Task.Run(() => sessions.HandleAsync(ownerId, selection.PortfolioId, cancellationToken), cancellationToken);

    /// <summary>The figures of a selection as of a day.</summary>
    public async Task<CenterState> StateAsync(
        Guid ownerId, IReadOnlyList<Portfolio> portfolios, CenterState.Selection selection, DateOnly? day, CancellationToken cancellationToken)
    {
        if (portfolios.Count == 0)
        {
            return new CenterState.Welcome();
        }

        // Targets of now say nothing of an earlier session.
        var aims = day is null ? Task.Run(() => targets.HandleAsync(ownerId, cancellationToken), cancellationToken) : Task.FromResult<IReadOnlyList<TargetPrice>>([]);
        if (selection.IsAll)
        {
            var all = await Task.Run(() => aggregate.HandleAsync(ownerId, day, cancellationToken), cancellationToken);
            var set = await aims;
            return all.Equity is null
                ? new CenterState.Uneven(portfolios, all)
                : new CenterState.Shown(portfolios, CenterView.Of(all) with { Expected = day is null ? ExpectedReturns.Of(all, set).Horizons : null });
        }

        if (selection.PortfolioId is not { } id)
        {
            return new CenterState.NotFound(portfolios);
        }

        // One that is deleted just now is like one that never was.
        var found = await Task.Run(() => overview.HandleAsync(ownerId, id, day, cancellationToken), cancellationToken);
        var known = await aims;
        return found.Match<CenterState>(
            one => new CenterState.Shown(portfolios, CenterView.Of(one) with { Expected = day is null ? ExpectedReturns.Of(one, known).Horizons : null }),
            _ => new CenterState.NotFound(portfolios));
    }

    /// <summary>The line of equity; of all portfolios when no id is given.</summary>
    /// <param name="ownerId">Who asks.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="from">The first day that is to be shown; null for all there is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<NavPoint>> PointsAsync(Guid ownerId, Guid? portfolioId, DateOnly? from, CancellationToken cancellationToken) => Task.Run(
        async () => portfolioId is { } id
            ? (await history.HandleAsync(ownerId, id, from, cancellationToken)).Match(line => line, _ => [])
            : await aggregateHistory.HandleAsync(ownerId, from, cancellationToken),
        cancellationToken);

    /// <summary>The risk at a session; null without one.</summary>
    public Task<BookRisk?> RiskAsync(Guid ownerId, Guid? portfolioId, DateOnly? session, CancellationToken cancellationToken) => session is null
        ? Task.FromResult<BookRisk?>(null)
        : Task.Run(
            async () => portfolioId is { } id
                ? (await risk.HandleAsync(ownerId, id, session, cancellationToken)).Match(found => found, _ => null)
                : await risk.AggregateAsync(ownerId, session, cancellationToken),
            cancellationToken);

    /// <summary>The risk of the session before and of the one a month ago; null where there is none.</summary>
    public async Task<RiskBefore> BeforeAsync(Guid ownerId, Guid? portfolioId, DateOnly session, IReadOnlyList<NavPoint> points, CancellationToken cancellationToken)
    {
        var last = points.LastOrDefault(point => point.Session < session && !point.IsReconstructed);
        var month = points.LastOrDefault(point => point.Session <= session.AddMonths(-1) && !point.IsReconstructed);
        var (ofLast, ofMonth) = (EarlierAsync(ownerId, portfolioId, last, cancellationToken), EarlierAsync(ownerId, portfolioId, month == last ? null : month, cancellationToken));
        await Task.WhenAll(ofLast, ofMonth);
        return new RiskBefore(await ofLast, await ofMonth);
    }

    /// <summary>A part of the page whose fault is told where the part would be: the others are shown.</summary>
    /// <param name="what">What the log calls it.</param>
    /// <param name="part">The part, being loaded.</param>
    public async Task<CenterPart<T>> AttemptAsync<T>(string what, Task<T> part)
    {
        ArgumentNullException.ThrowIfNull(part);
        try
        {
            return new(await part, false);
        }
#pragma warning disable CA1031 // The border of one part among many.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFailure(exception, what);
            return new(default, true);
        }
    }

    private Task<EarlierRisk?> EarlierAsync(Guid ownerId, Guid? portfolioId, NavPoint? point, CancellationToken cancellationToken) => point is null
        ? Task.FromResult<EarlierRisk?>(null)
        : Task.Run<EarlierRisk?>(
            async () =>
            {
                var figures = portfolioId is { } id
                    ? await risk.SummaryAsync(ownerId, id, point.Session, cancellationToken)
                    : (await risk.AggregateAsync(ownerId, point.Session, cancellationToken))?.ToSummary();
                return new EarlierRisk(point.Session, point.Equity, figures ?? RiskSummary.None);
            },
            cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Part} of the command center could not be loaded; the others are shown")]
    private partial void LogFailure(Exception exception, string part);
}

/// <summary>A part of the page that was asked for.</summary>
/// <param name="Value">The part; the default when it failed.</param>
/// <param name="IsFailed">True when it could not be loaded, for a fault of the application.</param>
public readonly record struct CenterPart<T>(T? Value, bool IsFailed);

/// <summary>The parts of the page that could not be loaded.</summary>
[Flags]
public enum CenterFaults
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The line of equity.</summary>
    Line = 1,

    /// <summary>The risk.</summary>
    Risk = 2,

    /// <summary>The risk of earlier sessions.</summary>
    Before = 4,
}
