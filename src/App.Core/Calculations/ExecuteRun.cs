using System.Runtime.ExceptionServices;
using App.Core.Market;
using App.Core.Operations;

namespace App.Core.Calculations;

/// <summary>What became of a run that a node was told to execute; for the node's log.</summary>
/// <param name="Result">completed, failed, cancelled …, or why nothing was done.</param>
/// <param name="FailedStep">The step it failed in.</param>
/// <param name="Fault">The fault; null when there was none.</param>
public sealed record RunExecution(string Result, string? FailedStep = null, Exception? Fault = null)
{
    /// <summary>The run, or the calculation of all portfolios, that it is about; null where the caller knows.</summary>
    public Guid? Id { get; init; }
}

/// <summary>Executes one run: takes it, keeps it alive, sends it through the pipeline, ends it.</summary>
/// <remarks>
/// Side effects: market data fetched and stored; snapshots, equity and position values stored; the run's row. Safe to call twice for one run: the second
/// call finds it taken. Errors on the row: ERR_BATCH_002 a fault of a step, ERR_BATCH_003 the time allowed is over, ERR_BATCH_004 the database.
/// </remarks>
public sealed class ExecuteRun(
    IRunStore runs, IRunFeed feed, RunPipeline pipeline, IPriceStore prices, TradingCalendar calendar, RunsInHand inHand, CalculationOptions options, TimeProvider time)
{
    /// <summary>Executes the run if it is free to take.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="node">The name of this node, for the row.</param>
    /// <param name="stopping">Signalled when the node stops: the run is given back for any node to take at once.</param>
    public async Task<RunExecution> HandleAsync(Guid runId, string node, CancellationToken stopping)
    {
        // Whoever asked for it: what a run does, the application does by itself.
        using var alone = Actor.Nobody();
        using var hold = inHand.TryTake(runId);
        if (hold is null)
        {
            return new RunExecution("is worked on here");
        }

        var now = time.GetUtcNow();
        if (await runs.TryClaimAsync(runId, node, now, now - options.Lease, stopping) is not { } claim)
        {
            return new RunExecution("is taken or over");
        }

        var reporter = new RunReporter(claim, runs, feed, time);
        if (claim.Run.Attempt > options.MaxAttempts)
        {
            return await FailAsync(claim, reporter, RunFaults.Interrupted(reporter, options), null);
        }

        if (claim.Run.Attempt > 1)
        {
            reporter.Log(FormattableString.Invariant($"Taken up again after an interruption, attempt {claim.Run.Attempt} of {options.MaxAttempts}"));
        }

        using var busy = Telemetry.Work();
        await using var held = new HeldClaim(token => reporter.BeatAsync(token), options, time, stopping);
        try
        {
            return await CompleteAsync(claim, reporter, held.Token);
        }
        catch (ClaimLostException)
        {
            return new RunExecution("was taken over by another node");
        }
        catch (OperationCanceledException) when (held.IsLost)
        {
            return new RunExecution("was taken over by another node");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await runs.ReleaseAsync([claim], CancellationToken.None);
            return new RunExecution("is given back, this node is stopping");
        }
        catch (OperationCanceledException exception) when (held.IsTimedOut)
        {
            return await FailAsync(claim, reporter, RunFaults.TimedOut(reporter, options), exception);
        }
        catch (Exception exception) when (RunFaults.IsToBeTriedAgain(exception, claim.Run.Attempt, options))
        {
            await runs.PostponeAsync([claim], CancellationToken.None);
            return new RunExecution("is given back, the database was away", null, exception);
        }
#pragma warning disable CA1031 // The border of the job: whatever went wrong ends on the run's row, where its owner sees it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return await FailAsync(claim, reporter, RunFaults.Of(reporter, exception), exception);
        }
    }

    private async Task<RunExecution> CompleteAsync(RunClaim claim, RunReporter reporter, CancellationToken cancellationToken)
    {
        reporter.Publish(RunStatus.Running);
        using var window = new MarketWindow(prices, calendar, claim.Run.Session);
        var work = new RunWork(claim, reporter);
        await pipeline.RunAsync([work], window, cancellationToken);
        if (work.Fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }

        var outcome = RunOutcome.Of(work);
        if (!await FinishAsync(claim, outcome))
        {
            throw new ClaimLostException();
        }

        reporter.Publish(outcome.Status);
        return new RunExecution(outcome.Status == RunStatus.Completed ? "completed" : "completed with warnings", null, work.Remarked);
    }

    private async Task<RunExecution> FailAsync(RunClaim claim, RunReporter reporter, RunOutcome outcome, Exception? fault)
    {
        var step = outcome.Progress.Steps.FirstOrDefault(step => step.Status == StepStatus.Failed)?.Id;
        if (await FinishAsync(claim, outcome))
        {
            reporter.Publish(RunStatus.Failed, outcome.ErrorCode, outcome.ErrorMessage);
        }

        return new RunExecution("failed", step, fault ?? new InvalidOperationException(outcome.ErrorMessage));
    }

    private async Task<bool> FinishAsync(RunClaim claim, RunOutcome outcome) =>
        (await runs.FinishAsync([new FinishedRun(claim, outcome)], time.GetUtcNow(), CancellationToken.None))[0];
}
