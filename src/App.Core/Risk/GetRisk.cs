using App.Core.Portfolios;
using App.Core.Results;
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
public sealed class GetRisk(IPortfolioStore portfolios, IRiskStore stored, ISnapshotStore snapshots, IRiskSettingsStore settings, ComputeRisk compute, RiskMemory memory)
{
    /// <summary>The risk of one portfolio at a session, or at the newest; null when there is no snapshot of it.</summary>
    public async Task<Result<BookRisk?>> HandleAsync(Guid ownerId, Guid portfolioId, DateOnly? session, CancellationToken cancellationToken)
    {
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is not { } portfolio)
        {
            return Portfolio.NotFound();
        }

        return await StoredAsync(ownerId, portfolioId, session, cancellationToken) is { } known ? known
            : session is { } day ? Result<BookRisk?>.Of(await compute.HandleAsync([portfolio], day, cancellationToken))
            : Result<BookRisk?>.Of(null);
    }

    /// <summary>The few figures that a session is remembered by; null when there is no snapshot of it. Cheaper than all of them where a run has stored them.</summary>
    public async Task<RiskSummary?> SummaryAsync(Guid ownerId, Guid portfolioId, DateOnly session, CancellationToken cancellationToken)
    {
        var known = await stored.SummariesAsync(ownerId, portfolioId, session, session, cancellationToken);
        return known.TryGetValue(session, out var summary) && summary.Figures.Count > 0
            ? summary
            : (await HandleAsync(ownerId, portfolioId, session, cancellationToken)).Match(risk => risk?.ToSummary(), _ => null);
    }

    /// <summary>The risk of all portfolios that are added up as one book, at a session or at the newest that all of them have; null when there is none.</summary>
    public async Task<BookRisk?> AggregateAsync(Guid ownerId, DateOnly? session, CancellationToken cancellationToken)
    {
        var books = await portfolios.BooksAsync(ownerId, ListPortfolios.Most, cancellationToken);
        if (session is { } day)
        {
            return await compute.HandleAsync(books, day, cancellationToken);
        }

        var newest = await snapshots.LastCompleteAsync([.. books.Select(portfolio => portfolio.Id)], DateOnly.MaxValue, cancellationToken);
        return newest.Count < books.Count || books.Count == 0 ? null : await compute.HandleAsync(books, newest.Values.Min(snapshot => snapshot.Session), cancellationToken);
    }

    // A megabyte of figures is read once for all who look at them: which run they are of is asked first.
    private async Task<BookRisk?> StoredAsync(Guid ownerId, Guid portfolioId, DateOnly? session, CancellationToken cancellationToken)
    {
        if (await stored.FindKeyAsync(ownerId, portfolioId, session, cancellationToken) is not { } key)
        {
            return null;
        }

        if (memory.Stored.TryFind((portfolioId, key.Session, key.RunId), out var known))
        {
            return known;
        }

        if (await stored.FindAsync(ownerId, portfolioId, key.Session, cancellationToken) is not { } report)
        {
            return null;
        }

        // Those it was computed by: a scenario may have other shocks since.
        var then = await settings.FindAsync(report.SettingsVersion, cancellationToken) ?? await settings.CurrentAsync(cancellationToken);
        var risk = new BookRisk(report.Session, report.RunId, null, report.Results, then);
        memory.Stored.Put((portfolioId, report.Session, report.RunId), risk);
        return risk;
    }
}
