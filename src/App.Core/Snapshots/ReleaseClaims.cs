namespace App.Core.Snapshots;

/// <summary>Removes claims on sessions that nobody works on any more.</summary>
/// <remarks>Side effects: incomplete snapshots are removed. A claim whose run is alive stays, however old it is.</remarks>
public sealed class ReleaseClaims(ISnapshotStore snapshots, TimeProvider time)
{
    // A run is given up after half an hour: a claim that is a day old is nobody's.
    private static readonly TimeSpan OfTheNight = TimeSpan.FromHours(24);
    private static readonly TimeSpan OfTheOperator = TimeSpan.FromHours(1);

    /// <summary>Before the portfolios of a session are calculated: those over a day old.</summary>
    /// <returns>How many.</returns>
    public Task<int> NightlyAsync(CancellationToken cancellationToken) => snapshots.ReleaseAbandonedAsync(time.GetUtcNow() - OfTheNight, null, cancellationToken);

    /// <summary>Before a portfolio is calculated by a run of its own: those of the portfolio over a day old.</summary>
    /// <returns>How many.</returns>
    public Task<int> OfPortfolioAsync(Guid portfolioId, CancellationToken cancellationToken) =>
        snapshots.ReleaseAbandonedAsync(time.GetUtcNow() - OfTheNight, portfolioId, cancellationToken);

    /// <summary>When the operator cleans up: those over an hour old.</summary>
    /// <returns>How many.</returns>
    public Task<int> CleanUpAsync(CancellationToken cancellationToken) => snapshots.CleanUpAsync(time.GetUtcNow() - OfTheOperator, cancellationToken);
}
