using App.Core.Results;

namespace App.Core.Calculations;

/// <summary>A run to cancel.</summary>
/// <param name="OwnerId">Who asks; only the owner may.</param>
/// <param name="PortfolioId">The portfolio.</param>
/// <param name="RunId">The run.</param>
/// <param name="By">Who asks, by name: the run's log says so.</param>
public sealed record CancelRequest(Guid OwnerId, Guid PortfolioId, Guid RunId, string By);

/// <summary>Stops a run that waits or goes on, on whichever node. What it has stored is kept, and the portfolio can be calculated again at once.</summary>
/// <remarks>
/// Side effects: the run's row says cancelled, and whoever watches is told. Its node is not asked: it notices at its next write, between two steps at the
/// latest, that the run is not its own any more and stores nothing from then on. Errors: ERR_BATCH_006; ERR_BATCH_007 when the run is over already.
/// </remarks>
public sealed class CancelRun(IRunStore runs, IRunFeed feed, TimeProvider time)
{
    /// <summary>Cancels it and returns it as it ended.</summary>
    public async Task<Result<RunView>> HandleAsync(CancelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var cancellation = await runs.CancelAsync(
            request.OwnerId, request.PortfolioId, request.RunId, request.By, time.GetUtcNow(), cancellationToken);
        switch (cancellation)
        {
            case null:
                return CalculationErrors.RunNotFound.Because("There is no such run among those of your portfolios.");
            case { IsDone: false, Run: var over }:
                return CalculationErrors.RunOver.Because(
                    $"The run {HowItEnded(over.Status)}. There is nothing left to cancel.",
                    details: new Dictionary<string, object?> { ["run_id"] = over.Id, ["status"] = over.Status });
            default:
                feed.Publish(cancellation.Run);
                feed.Stored(cancellation.Run.Id);
                return cancellation.Run;
        }
    }

    private static string HowItEnded(RunStatus status) => status switch
    {
        RunStatus.Failed => "has failed already",
        RunStatus.Cancelled => "was cancelled before",
        _ => "is complete already",
    };
}
