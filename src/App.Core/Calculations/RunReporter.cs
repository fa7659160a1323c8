using System.Diagnostics;
using App.Core.Operations;

namespace App.Core.Calculations;

/// <summary>That a run is no longer this holder's: another node has taken it. Whoever sees this stops and writes nothing.</summary>
public sealed class ClaimLostException() : Exception("The run has been taken over by another node.");

/// <summary>Keeps the progress of one run, and tells the watchers of this process at once.</summary>
/// <remarks>A run among those of all portfolios is quiet: its row is written when it ends, and whoever watches it meanwhile is told nothing but that it runs.</remarks>
/// <param name="claim">The run, as it was taken.</param>
/// <param name="runs">The rows.</param>
/// <param name="feed">The watchers.</param>
/// <param name="time">The clock.</param>
public sealed class RunReporter(RunClaim claim, IRunStore runs, IRunFeed feed, TimeProvider time) : ProgressKeeper(claim.Run.Progress, time)
{
    /// <summary>Says that the holder is alive. May come between the other calls.</summary>
    /// <returns>False when another node has the run.</returns>
    public Task<bool> BeatAsync(CancellationToken cancellationToken) => runs.SaveProgressAsync(claim, null, Time.GetUtcNow(), cancellationToken);

    /// <summary>Tells the watchers how the run stands. The row says so already.</summary>
    public void Publish(RunStatus status, string? errorCode = null, string? errorMessage = null)
    {
        Show(status, errorCode, errorMessage);
        feed.Stored(claim.Run.Id);
        if (status is not (RunStatus.Pending or RunStatus.Running))
        {
            var took = Time.GetUtcNow() - (claim.Run.StartedAt ?? claim.Run.CreatedAt);
            Telemetry.RunEnded(RunCodes.Kinds.NameOf(claim.Run.Kind), RunCodes.Statuses.NameOf(status), took, claim.Run.IsAmongMany ? null : Activity.Current);
        }
    }

    /// <inheritdoc />
    protected override bool IsTraced => !claim.Run.IsAmongMany;

    /// <inheritdoc />
    protected override async Task<bool> StoreAsync(RunProgress progress, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (claim.Run.IsAmongMany)
        {
            return true;
        }

        var isHeld = await runs.SaveProgressAsync(claim, progress, now, cancellationToken);
        if (isHeld)
        {
            feed.Stored(claim.Run.Id);
        }

        return isHeld;
    }

    /// <inheritdoc />
    protected override void Changed()
    {
        if (!claim.Run.IsAmongMany)
        {
            // The watchers of this process see it before it is stored, so that no write delays them.
            Show(RunStatus.Running);
        }
    }

    private void Show(RunStatus status, string? errorCode = null, string? errorMessage = null) => feed.Publish(claim.Run.ToView() with
    {
        Status = status,
        Progress = Progress,
        ErrorCode = errorCode,
        ErrorMessage = errorMessage,
        FinishedAt = status is RunStatus.Running or RunStatus.Pending ? null : Time.GetUtcNow(),
    });
}
