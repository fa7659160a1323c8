using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Risk.Analytics;
using App.Core.Snapshots;

namespace App.Core.Risk;

/// <summary>The risk of one book at a session.</summary>
/// <param name="Session">The session.</param>
/// <param name="RunId">The run that computed it; null when it was computed for whoever asked.</param>
/// <param name="Equity">The equity that shares are of; null when it was read as stored.</param>
/// <param name="Results">One for each analytic.</param>
/// <param name="Settings">The factors and scenarios, for their names.</param>
public sealed record BookRisk(DateOnly Session, Guid? RunId, decimal? Equity, IReadOnlyList<RiskResult> Results, RiskSettings Settings)
{
    /// <summary>The few that the session is remembered by.</summary>
    public RiskSummary ToSummary() => RiskSummary.Of(Results);

    /// <summary>What an analytic said; null when it said nothing.</summary>
    public RiskResult? Find(string analytic) => Results.FirstOrDefault(result => result.Id == analytic);
}

/// <summary>The risk of a portfolio, or of all of an owner's as one book.</summary>
/// <remarks>
/// As stored by the run where there is one of that session; else computed from stored snapshots and prices, by the same functions. Several portfolios are pooled: their
/// positions are one book over the sum of their equity, computed again, for neither volatility nor R² can be averaged. Side effects: none. Errors: ERR_PORT_012.
/// </remarks>
public sealed class GetRisk(IPortfolioStore portfolios, IRiskStore stored, ISnapshotStore snapshots, IRiskSettingsStore settings, LoadBooks books, RiskLoader loader, AnalyticSet analytics)
{
    /// <summary>The risk of one portfolio at a session, or at the newest; null when there is no snapshot of it.</summary>
    public async Task<Result<BookRisk?>> HandleAsync(Guid ownerId, Guid portfolioId, DateOnly? session, CancellationToken cancellationToken)
    {
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is null)
        {
            return Portfolio.NotFound();
        }

        if (await stored.FindAsync(ownerId, portfolioId, session, cancellationToken) is { } report)
        {
            // Those it was computed by: a scenario may have other shocks since.
            var then = await settings.FindAsync(report.SettingsVersion, cancellationToken) ?? await settings.CurrentAsync(cancellationToken);
            return new BookRisk(report.Session, report.RunId, null, report.Results, then);
        }

        return session is { } day ? Result<BookRisk?>.Of(await ComputeAsync([portfolioId], day, cancellationToken)) : Result<BookRisk?>.Of(null);
    }

    /// <summary>The few figures that a session is remembered by; null when there is no snapshot of it. Cheaper than all of them where a run has stored them.</summary>
    public async Task<RiskSummary?> SummaryAsync(Guid ownerId, Guid portfolioId, DateOnly session, CancellationToken cancellationToken)
    {
        var known = await stored.SummariesAsync(ownerId, portfolioId, session, session, cancellationToken);
        return known.TryGetValue(session, out var summary) && summary.Figures.Count > 0
            ? summary
            : (await HandleAsync(ownerId, portfolioId, session, cancellationToken)).Match(risk => risk?.ToSummary(), _ => null);
    }

    /// <summary>The risk of all active portfolios as one book, at a session or at the newest that all of them have; null when there is none.</summary>
    public async Task<BookRisk?> AggregateAsync(Guid ownerId, DateOnly? session, CancellationToken cancellationToken)
    {
        var page = await portfolios.ListAsync(ownerId, includeInactive: false, ListPortfolios.Most, 0, cancellationToken);
        Guid[] ids = [.. page.Items.Select(summary => summary.Portfolio.Id)];
        if (session is { } day)
        {
            return await ComputeAsync(ids, day, cancellationToken);
        }

        var newest = await snapshots.LastCompleteAsync(ids, DateOnly.MaxValue, cancellationToken);
        return newest.Count < ids.Length || ids.Length == 0 ? null : await ComputeAsync(ids, newest.Values.Min(snapshot => snapshot.Session), cancellationToken);
    }

    private async Task<BookRisk?> ComputeAsync(Guid[] ids, DateOnly session, CancellationToken cancellationToken)
    {
        if (await books.HandleAsync(ids, session, cancellationToken) is not { } loaded)
        {
            return null;
        }

        var data = loader.Load(loaded.Books, loaded.Prices, loaded.Equity, loaded.Terms);

        // Not on the circuit's own thread: a book of thousands takes a second.
        var results = await Task.Run(() => analytics.All.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(analytic => Attempt(analytic, data)).ToList(), cancellationToken);
        return new BookRisk(session, null, loaded.Equity, results, loaded.Terms.Settings);
    }

    private static RiskResult Attempt(IAnalytic analytic, RiskData data)
    {
        try
        {
            return analytic.Compute(data);
        }
#pragma warning disable CA1031 // The border of one analytic among many, as in a run: the others are shown.
        catch (Exception)
#pragma warning restore CA1031
        {
            return RiskResult.Failed(analytic.Id);
        }
    }
}
