namespace App.Core.Calculations;

/// <summary>The phases of a run, in order. Each ticks its own steps; a step that an earlier attempt finished is not done again.</summary>
public sealed class RunPipeline(IBookStore books, MarketDataPhase marketData, BookMarker marker, SnapshotPhase snapshots, PositionValuePhase values, IRunStore runs)
{
    /// <summary>Sends a run through all phases.</summary>
    /// <returns>The identity of what the results were computed from; null when there was nothing to compute any more.</returns>
    public async Task<string?> RunAsync(RunClaim claim, RunReporter reporter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(reporter);
        if (await books.LoadAsync(claim.Run.PortfolioId, cancellationToken) is not { } book)
        {
            reporter.Warn("The portfolio was deleted before it was calculated.");
            return null;
        }

        await marketData.RunAsync(claim, book, reporter, cancellationToken);
        var marked = await marker.MarkAsync(book, await snapshots.FirstSessionAsync(claim, book, cancellationToken), claim.Run.Session, cancellationToken);
        foreach (var warning in marked.Warnings)
        {
            reporter.Warn(warning);
        }

        var unchanged = !claim.Run.Forced
            && await runs.CompletedIdentityAsync(claim.Run.PortfolioId, claim.Run.Session, cancellationToken) == marked.Identity;
        await snapshots.RunAsync(claim, marked, reporter, cancellationToken);
        await values.RunAsync(claim, marked, unchanged, reporter, cancellationToken);
        return marked.Identity;
    }
}
