using App.Core.Operations;

namespace App.Core.Calculations;

/// <summary>Executes runs that were taken together: keeps them alive, sends them through the pipeline side by side, ends each as it went.</summary>
/// <remarks>
/// Side effects: snapshots, equity and position values stored; the runs' rows. When the database refuses what is written for all of them, each is tried alone, so that one
/// portfolio's rows do not fail the others'. When the database was away for longer than it is tried, they are given back.
/// </remarks>
public sealed class ExecuteChunk(IRunStore runs, IRunFeed feed, RunPipeline pipeline, CalculationOptions options, TimeProvider time)
{
    /// <summary>Executes them.</summary>
    /// <param name="claims">The runs, taken by this node, all of one session.</param>
    /// <param name="window">Their prices.</param>
    /// <param name="log">Told of each that failed.</param>
    /// <param name="stopping">Signalled when the node stops: the runs are given back.</param>
    public async Task HandleAsync(IReadOnlyList<RunClaim> claims, MarketWindow window, Action<RunExecution> log, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(log);
        var works = claims.Select(claim => new RunWork(claim, new RunReporter(claim, runs, feed, time))).ToList();
        foreach (var work in works.Where(work => work.Claim.Run.Attempt > options.MaxAttempts))
        {
            work.Fail(new InterruptedException());
        }

        using var busy = Telemetry.Work();
        using var span = Telemetry.Source.StartActivity("night chunk")?.SetTag("runs", claims.Count);
        await using var held = new HeldClaim(token => BeatAsync(claims, token), options, time, stopping);
        try
        {
            await pipeline.RunAsync([.. works.Where(work => work.Fault is null)], window, held.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await runs.ReleaseAsync(claims, CancellationToken.None);
            return;
        }
#pragma warning disable CA1031 // The border of the chunk: what went wrong for all of them ends on each one's row.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (works.Count > 1 && !held.IsTimedOut && !DatabaseFaults.IsOutage(exception))
            {
                await EachAloneAsync(claims, window, log, stopping);
                return;
            }

            works.ForEach(work => work.Fail(held.IsTimedOut ? new OverdueException() : exception));
        }

        await FinishAsync(works, log);
    }

    // Their heartbeat goes on meanwhile: it is that of the whole chunk.
    private async Task EachAloneAsync(IReadOnlyList<RunClaim> claims, MarketWindow window, Action<RunExecution> log, CancellationToken stopping)
    {
        foreach (var claim in claims)
        {
            await HandleAsync([claim], window, log, stopping);
        }
    }

    private async Task FinishAsync(List<RunWork> works, Action<RunExecution> log)
    {
        var again = works.Where(work => RunFaults.IsToBeTriedAgain(work.Fault, work.Claim.Run.Attempt, options)).ToList();
        if (again.Count > 0)
        {
            await runs.PostponeAsync(again.ConvertAll(work => work.Claim), CancellationToken.None);
            log(new RunExecution(FormattableString.Invariant($"{again.Count} runs are given back, the database was away"), null, again[0].Fault));
        }

        // What another node has taken over is that node's to end.
        var mine = works.Except(again).Where(work => work.Fault is not ClaimLostException).ToList();
        var finished = mine.ConvertAll(work => new FinishedRun(work.Claim, work.Fault is { } fault ? OutcomeOf(work.Reporter, fault) : RunOutcome.Of(work)));
        var isWritten = await runs.FinishAsync(finished, time.GetUtcNow(), CancellationToken.None);
        foreach (var (work, end, written) in mine.Zip(finished, isWritten))
        {
            if (written)
            {
                work.Reporter.Publish(end.Outcome.Status, end.Outcome.ErrorCode, end.Outcome.ErrorMessage);
            }

            if (work.Remarked is { } remark)
            {
                log(new RunExecution(FormattableString.Invariant($"{work.Claim.Run.Id} is without some figures"), null, remark) { Id = work.Claim.Run.Id });
            }

            if (work.Fault is { } fault)
            {
                log(new RunExecution(FormattableString.Invariant($"{work.Claim.Run.Id} failed"), end.Outcome.Progress.Steps.FirstOrDefault(step => step.Status == StepStatus.Failed)?.Id, fault) { Id = work.Claim.Run.Id });
            }
        }
    }

    private RunOutcome OutcomeOf(RunReporter reporter, Exception fault) => fault switch
    {
        InterruptedException => RunFaults.Interrupted(reporter, options),
        OverdueException => RunFaults.TimedOut(reporter, options),
        _ => RunFaults.Of(reporter, fault),
    };

    private async Task<bool> BeatAsync(IReadOnlyList<RunClaim> claims, CancellationToken cancellationToken)
    {
        await runs.BeatAsync(claims, time.GetUtcNow(), cancellationToken);
        return true;
    }

    private sealed class InterruptedException() : Exception("The run was interrupted as often as is allowed.");

    // Not a TimeoutException: the database throws those too.
    private sealed class OverdueException() : Exception("The time allowed for the run is over.");
}
