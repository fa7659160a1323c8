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
    IBookStore books, MarketDataPhase marketData, ReleaseClaims claims, MarkingPhase marking, SnapshotPhase snapshots, PositionValuePhase values, AnalyticsPhase analytics, IRiskSettingsStore riskSettings, ITargetPriceStore targets)
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

        var prices = await marking.RunAsync([.. works.Where(work => work.IsLive)], settings, window, cancellationToken);
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
}
