using App.Core.Risk;

namespace App.Core.Calculations;

/// <summary>Between collecting and calculating: finds out where the runs' chains stand, loads their prices, marks their books, and says which runs have nothing to do.</summary>
/// <remarks>Side effects: reads; what is found is in the runs.</remarks>
public sealed class MarkingPhase(SnapshotPhase snapshots, OvertakenSessions overtaken, BookMarker marker, AnalyticsPhase analytics, IRunStore runs)
{
    /// <summary>Marks the books of runs that are live.</summary>
    /// <param name="works">The runs; one that cannot be marked ends with its fault.</param>
    /// <param name="settings">The factors, whose prices are loaded along.</param>
    /// <param name="window">The prices, up to the runs' session.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The prices that were loaded, those of the market's series among them.</returns>
    public async Task<MarketPrices> RunAsync(IReadOnlyList<RunWork> works, RiskSettings settings, MarketWindow window, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(works);
        ArgumentNullException.ThrowIfNull(window);
        await snapshots.LookBackAsync(works, cancellationToken);
        await overtaken.LookBackAsync(works, cancellationToken);
        var prices = await LoadAsync(works);
        if (overtaken.LookForActions(works, prices))
        {
            prices = await LoadAsync(works);
        }

        foreach (var work in works)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await work.AttemptAsync(each =>
            {
                Mark(each, prices);
                Tell(each, prices);
                return Task.CompletedTask;
            });
        }

        await overtaken.FindAsync(works, MarkFromAsync, cancellationToken);
        await FindUnchangedAsync(works, cancellationToken);
        return prices;

        Task<MarketPrices> LoadAsync(IEnumerable<RunWork> some) => window.LoadAsync(
            some.SelectMany(work => marker.NeedsOf(work.Book!, FirstSession(work), work.Session)).Concat(analytics.NeedsOf(settings, window.Last)), cancellationToken);

        async Task MarkFromAsync(RunWork work, DateOnly first)
        {
            work.CheckedFrom = first;
            Mark(work, await LoadAsync([work]));
        }
    }

    // The session whose marks are needed first: that of the first snapshot that is looked at again, of the last complete one, or the anchor.
    private static DateOnly FirstSession(RunWork work) => work.CheckedFrom ?? work.Last?.Session ?? work.Book!.Portfolio.EquityAsOf;

    private void Mark(RunWork work, MarketPrices prices)
    {
        var marked = marker.Mark(work.Book!, FirstSession(work), work.Session, prices);
        work.Marked = marked with { Identity = RiskLoader.IdentityOf(marked, prices, work.Terms) };
    }

    // A run of its own was told what is missing when it collected; one among many is told here, of what was collected for all.
    private static void Tell(RunWork work, MarketPrices prices)
    {
        if (work.Claim.Run.IsAmongMany)
        {
            MarketDataPhase.Cover(work.Book!, work.Session, prices, work.Reporter);
        }

        work.Reporter.Warn(work.MarkedBook.Warnings);
        var told = work.Reporter.Progress.Coverage?.Missing.Select(missing => missing.Symbol).ToHashSet(StringComparer.Ordinal) ?? [];
        work.Reporter.Warn(work.MarkedBook.AtEntry.Where(mark => !told.Contains(mark.PricedBy)).Select(mark => mark.Warning));
    }

    private async Task FindUnchangedAsync(IReadOnlyList<RunWork> works, CancellationToken cancellationToken)
    {
        foreach (var session in works.Where(work => work is { IsLive: true, Claim.Run.Forced: false, Overtaken: null }).GroupBy(work => work.Session))
        {
            var known = await runs.CompletedIdentitiesAsync([.. session.Select(work => work.PortfolioId)], session.Key, cancellationToken);
            foreach (var work in session)
            {
                work.IsUnchanged = known.GetValueOrDefault(work.PortfolioId) == work.MarkedBook.Identity;
            }
        }
    }
}
