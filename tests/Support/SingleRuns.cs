using App.Core.Calculations;
using App.Core.Snapshots;

namespace App.Testing;

/// <summary>The stores' calls for many runs, made for one.</summary>
public static class SingleRuns
{
    public static async Task<PortfolioSnapshot?> LastCompleteAsync(this ISnapshotStore snapshots, Guid portfolioId, DateOnly session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        return (await snapshots.LastCompleteAsync([portfolioId], session, cancellationToken)).GetValueOrDefault(portfolioId);
    }

    public static async Task<bool> ClaimAsync(
        this ISnapshotStore snapshots, RunClaim claim, DateOnly session, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        return await snapshots.ClaimAsync([new WantedSessions(claim, [session])], now, lease, cancellationToken) is [1];
    }

    public static async Task<bool> CompleteAsync(
        this ISnapshotStore snapshots, RunClaim claim, PortfolioSnapshot snapshot, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        return (await snapshots.CompleteAsync([new CalculatedSessions(claim, [snapshot])], now, cancellationToken))[0];
    }

    public static async Task<bool> ReplaceAsync(
        this IPositionValueStore values, RunClaim claim, IReadOnlyList<PositionValue> calculated, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        return (await values.ReplaceAsync([new CalculatedValues(claim, calculated)], claim.Run.CreatedAt, cancellationToken))[0];
    }

    public static async Task<bool> FinishAsync(this IRunStore runs, RunClaim claim, RunOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return (await runs.FinishAsync([new FinishedRun(claim, outcome)], now, cancellationToken))[0];
    }

    public static async Task<Book?> LoadAsync(this IBookStore books, Guid portfolioId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(books);
        return (await books.LoadAsync([portfolioId], cancellationToken)).GetValueOrDefault(portfolioId);
    }

    public static async Task<string?> CompletedIdentityAsync(this IRunStore runs, Guid portfolioId, DateOnly session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return (await runs.CompletedIdentitiesAsync([portfolioId], session, cancellationToken)).GetValueOrDefault(portfolioId);
    }
}
