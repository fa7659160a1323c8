using System.Data.Common;

namespace App.Core.Calculations;

/// <summary>What became of a run that a node was told to execute; for the node's log.</summary>
/// <param name="Result">completed, failed, cancelled …, or why nothing was done.</param>
/// <param name="FailedStep">The step it failed in.</param>
/// <param name="Fault">The fault; null unless it failed.</param>
public sealed record RunExecution(string Result, string? FailedStep = null, Exception? Fault = null);

/// <summary>Executes one run: takes it, keeps it alive, sends it through the pipeline, ends it.</summary>
/// <remarks>
/// Side effects: market data fetched and stored; snapshots, equity and position values stored; the run's row. Safe to call twice for one run: the second
/// call finds it taken. Errors on the row: ERR_BATCH_002 a fault of a step, ERR_BATCH_003 the time allowed is over, ERR_BATCH_004 the database.
/// </remarks>
public sealed class ExecuteRun(IRunStore runs, IRunFeed feed, RunPipeline pipeline, CalculationOptions options, TimeProvider time)
{
    /// <summary>Executes the run if it is free to take.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="node">The name of this node, for the row.</param>
    /// <param name="stopping">Signalled when the node stops: the run is given back for any node to take at once.</param>
    public async Task<RunExecution> HandleAsync(Guid runId, string node, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        if (await runs.TryClaimAsync(runId, node, now, now - options.Lease, stopping) is not { } claim)
        {
            return new RunExecution("is taken or over");
        }

        var reporter = new RunReporter(claim, runs, feed, time);
        if (claim.Run.Attempt > options.MaxAttempts)
        {
            var given = $"The calculation was interrupted {options.MaxAttempts} times and is given up. What was done before is kept.";
            return await FailAsync(claim, reporter, CalculationErrors.PhaseFailed.Code, given, null);
        }

        if (claim.Run.Attempt > 1)
        {
            reporter.Log(FormattableString.Invariant($"Taken up again after an interruption, attempt {claim.Run.Attempt} of {options.MaxAttempts}"));
        }

        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var lost = new CancellationTokenSource();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stopping, timeout.Token, lost.Token);
        var heartbeat = BeatAsync(reporter, lost, linked.Token);
        try
        {
            return await CompleteAsync(claim, reporter, linked.Token);
        }
        catch (ClaimLostException)
        {
            return new RunExecution("was taken over by another node");
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            return new RunExecution("was taken over by another node");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await runs.ReleaseAsync(claim, CancellationToken.None);
            return new RunExecution("is given back, this node is stopping");
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested)
        {
            return await FailAsync(claim, reporter, CalculationErrors.TimedOut.Code, $"The calculation took longer than {options.Timeout} and was stopped.", exception);
        }
#pragma warning disable CA1031 // The border of the job: whatever went wrong ends on the run's row, where its owner sees it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return await FailAsync(claim, reporter, exception);
        }
        finally
        {
            await lost.CancelAsync();
            await heartbeat;
        }
    }

    private async Task<RunExecution> CompleteAsync(RunClaim claim, RunReporter reporter, CancellationToken cancellationToken)
    {
        reporter.Publish(RunStatus.Running);
        var identity = await pipeline.RunAsync(claim, reporter, cancellationToken);
        var status = reporter.Progress.Warnings.Count == 0 ? RunStatus.Completed : RunStatus.CompletedWithWarnings;
        reporter.Log(status == RunStatus.Completed ? "Calculation complete" : "Calculation complete, with warnings");
        if (!await runs.FinishAsync(claim, new RunOutcome(status, reporter.Progress, identity, null, null), time.GetUtcNow(), CancellationToken.None))
        {
            throw new ClaimLostException();
        }

        reporter.Publish(status);
        return new RunExecution(status == RunStatus.Completed ? "completed" : "completed with warnings");
    }

    private Task<RunExecution> FailAsync(RunClaim claim, RunReporter reporter, Exception exception)
    {
        var step = reporter.Progress.Steps.FirstOrDefault(step => step.Status == StepStatus.Running)?.Name ?? "the start";
        return Causes(exception).Any(cause => cause is DbException)
            ? FailAsync(claim, reporter, CalculationErrors.DatabaseFailed.Code, $"The database did not take the results of “{step}”.", exception)
            : FailAsync(claim, reporter, CalculationErrors.PhaseFailed.Code, $"“{step}” ended with a fault of the application.", exception);
    }

    private async Task<RunExecution> FailAsync(RunClaim claim, RunReporter reporter, string code, string message, Exception? fault)
    {
        var step = reporter.Progress.Steps.FirstOrDefault(step => step.Status == StepStatus.Running)?.Id;
        var progress = reporter.Failed($"{code}: {message}");
        if (await runs.FinishAsync(claim, new RunOutcome(RunStatus.Failed, progress, null, code, message), time.GetUtcNow(), CancellationToken.None))
        {
            reporter.Publish(RunStatus.Failed, code, message);
        }

        return new RunExecution("failed", step, fault ?? new InvalidOperationException(message));
    }

    // Ends when the run does, or tells it that it has been taken over.
    private async Task BeatAsync(RunReporter reporter, CancellationTokenSource lost, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Heartbeat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (!await TryBeatAsync(reporter, cancellationToken))
                {
                    await lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    // A database that does not take one beat may take the next. While it takes none the run's own writes do not arrive either, and the fence guards them.
    private static async Task<bool> TryBeatAsync(RunReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            return await reporter.BeatAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException || Causes(exception).Any(cause => cause is DbException))
        {
            return true;
        }
    }

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
