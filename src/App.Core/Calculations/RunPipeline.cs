using App.Core.Risk;
using App.Core.Snapshots;
using App.Core.Targets;

namespace App.Core.Calculations;

/// <summary>The phases of a run, in order, for one portfolio or for many side by side. Each ticks its own steps; a step that an earlier attempt finished is not done again.</summary>
/// <remarks>
/// What is read and written is read and written for all of them at once, so that a hundred portfolios take hardly more of the database's calls than one.
/// What is computed is computed for each alone: a portfolio whose figures cannot be computed ends with its fault, and those beside it do not notice.
/// </remarks>
public sealed class RunPipeline(
    IBookStore books, MarketDataPhase marketData, ReleaseClaims claims, BookMarker marker, OvertakenSessions overtaken, SnapshotPhase snapshots, PositionValuePhase values, AnalyticsPhase analytics, IRunStore runs, IRiskSettingsStore riskSettings, ITargetPriceStore targets)
{
    /// <summary>Sends runs of one session through all phases.</summary>
    /// <param name="works">The runs; what became of each is in it afterwards.</param>
    /// <param name="window">The prices, up to the runs' session.</param>
    /// <param name="cancellationToken">Ends the work; what is stored by then stays.</param>
    public async Task RunAsync(IReadOnlyList<RunWork> works, MarketWindow window, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(works);
        ArgumentNullException.ThrowIfNull(window);
        await LoadAsync(works, cancellationToken);
        var settings = await riskSettings.CurrentAsync(cancellationToken);
        var aims = await targets.ListAsync([.. works.Select(work => work.Book?.Portfolio.OwnerId).OfType<Guid>().Distinct()], cancellationToken);
        foreach (var work in works.Where(work => work.Book is not null))
        {
            work.Terms = new RiskTerms(settings, aims.GetValueOrDefault(work.Book!.Portfolio.OwnerId, []));
        }

        foreach (var work in works.Where(work => work is { IsLive: true, Claim.Run.IsAmongMany: false }))
        {
            await work.AttemptAsync(each => CollectAsync(each, cancellationToken));
        }

        var prices = await MarkAsync(works, settings, window, cancellationToken);
        await snapshots.RunAsync(works, cancellationToken);
        await values.RunAsync(works, cancellationToken);
        await analytics.RunAsync(works, prices, cancellationToken);
    }

    private async Task LoadAsync(IReadOnlyList<RunWork> works, CancellationToken cancellationToken)
    {
        var loaded = await books.LoadAsync([.. works.Select(work => work.PortfolioId)], cancellationToken);
        foreach (var work in works)
        {
            work.Book = loaded.GetValueOrDefault(work.PortfolioId);
            if (work.Book is null)
            {
                work.Reporter.Warn("The portfolio was deleted before it was calculated.");
            }
        }
    }

    // For runs among many both were done for all of them, before. That nobody's claims are gone is no step of a portfolio's own run: its owner has no use for it.
    private async Task CollectAsync(RunWork work, CancellationToken cancellationToken)
    {
        await marketData.RunAsync(work.Claim, work.Book!, work.Reporter, cancellationToken);
        if (await claims.OfPortfolioAsync(work.PortfolioId, cancellationToken) is > 0 and var released)
        {
            work.Reporter.Log(FormattableString.Invariant($"Abandoned claims released: {released}"));
        }
    }

    private async Task<MarketPrices> MarkAsync(IReadOnlyList<RunWork> works, RiskSettings settings, MarketWindow window, CancellationToken cancellationToken)
    {
        await snapshots.LookBackAsync([.. works.Where(work => work.IsLive)], cancellationToken);
        var live = works.Where(work => work.IsLive).ToList();
        await overtaken.LookBackAsync(live, cancellationToken);
        var loaded = await LoadPricesAsync();
        if (live.FindAll(work => overtaken.LookForActions(work, loaded)).Count > 0)
        {
            loaded = await LoadPricesAsync();
        }

        foreach (var work in live)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await work.AttemptAsync(MarkAndTellAsync);
        }

        await overtaken.FindAsync(live, MarkFromAsync, cancellationToken);
        foreach (var session in live.Where(work => work is { IsLive: true, Claim.Run.Forced: false, Overtaken: null }).GroupBy(work => work.Session))
        {
            var known = await runs.CompletedIdentitiesAsync([.. session.Select(work => work.PortfolioId)], session.Key, cancellationToken);
            foreach (var work in session)
            {
                work.IsUnchanged = known.GetValueOrDefault(work.PortfolioId) == work.MarkedBook.Identity;
            }
        }

        return loaded;

        Task<MarketPrices> LoadPricesAsync() => window.LoadAsync(
            live.SelectMany(work => marker.NeedsOf(work.Book!, FirstSession(work), work.Session)).Concat(analytics.NeedsOf(settings, window.Last)), cancellationToken);

        async Task MarkFromAsync(RunWork work, DateOnly first)
        {
            work.CheckedFrom = first;
            Mark(work, await window.LoadAsync(marker.NeedsOf(work.Book!, first, work.Session).Concat(analytics.NeedsOf(settings, window.Last)), cancellationToken));
        }

        void Mark(RunWork work, MarketPrices prices)
        {
            var marked = marker.Mark(work.Book!, FirstSession(work), work.Session, prices);
            work.Marked = marked with { Identity = RiskLoader.IdentityOf(marked, prices, work.Terms) };
        }

        Task MarkAndTellAsync(RunWork work)
        {
            Mark(work, loaded);
            if (work.Claim.Run.IsAmongMany)
            {
                MarketDataPhase.Cover(work.Book!, work.Session, loaded, work.Reporter);
            }

            work.Reporter.Warn(work.MarkedBook.Warnings);
            var told = work.Reporter.Progress.Coverage?.Missing.Select(missing => missing.Symbol).ToHashSet(StringComparer.Ordinal) ?? [];
            work.Reporter.Warn(work.MarkedBook.AtEntry.Where(mark => !told.Contains(mark.PricedBy)).Select(mark => mark.Warning));
            return Task.CompletedTask;
        }
    }

    // The session whose marks are needed first: that of the first snapshot that is looked at again, of the last complete one, or the anchor.
    private static DateOnly FirstSession(RunWork work) => work.CheckedFrom ?? work.Last?.Session ?? work.Book!.Portfolio.EquityAsOf;
}
