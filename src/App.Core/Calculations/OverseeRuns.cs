using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Calculations;

/// <summary>Retries and cancels anybody's run, for operators.</summary>
/// <remarks>
/// Side effects: those of <see cref="StartCalculation"/> and <see cref="CancelRun"/>, in the owner's name; the audit trail has who did it. Errors: ERR_BATCH_006 when there is no such run,
/// else those of the two.
/// </remarks>
public sealed class OverseeRuns(IRunOversight runs, IEndOfDayStore nights, StartCalculation start, CancelRun cancel)
{
    /// <summary>Lists runs, those last asked for first.</summary>
    public Task<Page<OverseenRun>> ListAsync(RunSearch search, CancellationToken cancellationToken) => runs.ListAsync(search, cancellationToken);

    /// <summary>The newest calculations of all portfolios.</summary>
    public async Task<IReadOnlyList<EndOfDayView>> NightsAsync(int most, CancellationToken cancellationToken) => (await nights.ListAsync(most, 0, cancellationToken)).Items;

    /// <summary>Asks for the session of a run to be calculated again, although nothing may have changed, and returns the new run.</summary>
    public async Task<Result<RunView>> RetryAsync(Guid runId, CancellationToken cancellationToken) => await runs.FindAsync(runId, cancellationToken) is { } found
        ? await start.HandleAsync(new CalculationRequest(found.OwnerId, found.Run.PortfolioId, Force: true, found.Run.Session), cancellationToken)
        : NoSuchRun();

    /// <summary>Cancels a run and returns it as it ended.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="by">Who wants it, by name, for the run's log.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<RunView>> CancelAsync(Guid runId, string by, CancellationToken cancellationToken) => await runs.FindAsync(runId, cancellationToken) is { } found
        ? await cancel.HandleAsync(new CancelRequest(found.OwnerId, found.Run.PortfolioId, runId, by), cancellationToken)
        : NoSuchRun();

    private static Error NoSuchRun() => CalculationErrors.RunNotFound.Because("There is no such run. It may have been removed, or its portfolio deleted for good.");
}
