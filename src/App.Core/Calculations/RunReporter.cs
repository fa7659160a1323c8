using System.Globalization;

namespace App.Core.Calculations;

/// <summary>That a run is no longer this holder's: another node has taken it. Whoever sees this stops and writes nothing.</summary>
public sealed class ClaimLostException() : Exception("The run has been taken over by another node.");

/// <summary>Keeps the progress of one run while it works: tells the watchers of this process at once, and the row at most every 250 ms besides the first and last of each step.</summary>
/// <remarks>Used by one run, one call at a time; <see cref="BeatAsync"/> may come in between from the heartbeat.</remarks>
/// <param name="claim">The run, as it was taken.</param>
/// <param name="runs">The rows.</param>
/// <param name="feed">The watchers.</param>
/// <param name="time">The clock.</param>
/// <param name="isQuiet">True for a run among many: its row is written when it ends, and whoever watches it meanwhile is told nothing but that it runs.</param>
public sealed class RunReporter(RunClaim claim, IRunStore runs, IRunFeed feed, TimeProvider time, bool isQuiet = false)
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private RunProgress _progress = claim.Run.Progress;
    private DateTimeOffset _savedAt;

    /// <summary>How far the run is.</summary>
    public RunProgress Progress
    {
        get
        {
            lock (_gate)
            {
                return _progress;
            }
        }
    }

    /// <summary>True when an earlier attempt finished the step, so that this one need not.</summary>
    public bool IsOver(string stepId) => Progress.Steps.Single(step => step.Id == stepId).IsOver;

    /// <summary>Begins a step.</summary>
    /// <exception cref="ClaimLostException">Another node has the run.</exception>
    public Task BeginAsync(string stepId, int? total, string? unit, CancellationToken cancellationToken)
    {
        Update(stepId, step => step with
        {
            Status = StepStatus.Running,
            StartedAt = time.GetUtcNow(),
            Current = total is null ? null : 0,
            Total = total,
            Unit = unit,
        });
        return SaveAsync(cancellationToken);
    }

    /// <summary>Says how many are done. Cheap: call it for each.</summary>
    /// <exception cref="ClaimLostException">Another node has the run.</exception>
    public Task AdvanceAsync(string stepId, int current, CancellationToken cancellationToken)
    {
        Update(stepId, step => step with { Current = current });
        return time.GetUtcNow() - _savedAt < SaveInterval ? Task.CompletedTask : SaveAsync(cancellationToken);
    }

    /// <summary>Ends a step.</summary>
    /// <param name="stepId">The step.</param>
    /// <param name="status">Completed, CompletedWithWarnings or Skipped.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="current">How many were done, when that differs from the total.</param>
    /// <exception cref="ClaimLostException">Another node has the run.</exception>
    public Task EndAsync(string stepId, StepStatus status, CancellationToken cancellationToken, int? current = null)
    {
        Update(stepId, step =>
        {
            var duration = step.StartedAt is { } started ? (long)(time.GetUtcNow() - started).TotalMilliseconds : 0;
            var done = step with { Status = status, DurationMs = duration, Current = current ?? step.Total };
            Append("info", status == StepStatus.Skipped
                ? $"{step.Name}: nothing has changed"
                : string.Create(CultureInfo.InvariantCulture, $"{step.Name}{Count(done)} in {duration} ms"));
            return done;
        });
        return SaveAsync(cancellationToken);
    }

    /// <summary>Notes something that was missing. The run goes on.</summary>
    public void Warn(string warning)
    {
        lock (_gate)
        {
            if (_progress.Warnings.Contains(warning))
            {
                return;
            }

            if (_progress.Warnings.Count < RunProgress.MaxWarnings)
            {
                _progress = _progress with { Warnings = [.. _progress.Warnings, warning] };
            }
            else if (_progress.Warnings.Count == RunProgress.MaxWarnings)
            {
                _progress = _progress with { Warnings = [.. _progress.Warnings, "Further warnings are in the activity log only."] };
            }

            Append("warning", warning);
        }
    }

    /// <summary>Adds a line to the activity log; it is stored with the next change of a step.</summary>
    public void Log(string message)
    {
        lock (_gate)
        {
            Append("info", message);
        }
    }

    /// <summary>Marks the running step failed and returns the last word on the run's progress. Nothing is stored.</summary>
    public RunProgress Failed(string message)
    {
        lock (_gate)
        {
            _progress = _progress with { Steps = [.. _progress.Steps.Select(Fail)] };
            Append("error", message);
            return _progress;
        }

        RunStep Fail(RunStep step) => step.Status != StepStatus.Running
            ? step
            : step with { Status = StepStatus.Failed, DurationMs = (long)(time.GetUtcNow() - (step.StartedAt ?? time.GetUtcNow())).TotalMilliseconds };
    }

    /// <summary>Says that the holder is alive.</summary>
    /// <returns>False when another node has the run.</returns>
    public Task<bool> BeatAsync(CancellationToken cancellationToken) => runs.SaveProgressAsync(claim, null, time.GetUtcNow(), cancellationToken);

    /// <summary>Tells the watchers how the run stands. The row says so already.</summary>
    public void Publish(RunStatus status, string? errorCode = null, string? errorMessage = null)
    {
        Show(status, errorCode, errorMessage);
        feed.Stored(claim.Run.Id);
    }

    private void Show(RunStatus status, string? errorCode = null, string? errorMessage = null) => feed.Publish(claim.Run.ToView() with
    {
        Status = status,
        Progress = Progress,
        ErrorCode = errorCode,
        ErrorMessage = errorMessage,
        FinishedAt = status is RunStatus.Running or RunStatus.Pending ? null : time.GetUtcNow(),
    });

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (isQuiet)
        {
            return;
        }

        _savedAt = time.GetUtcNow();
        if (!await runs.SaveProgressAsync(claim, Progress, _savedAt, cancellationToken))
        {
            throw new ClaimLostException();
        }

        feed.Stored(claim.Run.Id);
    }

    private void Update(string stepId, Func<RunStep, RunStep> change)
    {
        lock (_gate)
        {
            var steps = _progress.Steps.Select(step => step.Id == stepId ? change(step) : step).ToList();
            _progress = _progress with { Steps = steps };
        }

        if (!isQuiet)
        {
            // The watchers of this process see it before it is stored, so that no write delays them.
            Show(RunStatus.Running);
        }
    }

    private void Append(string level, string message)
    {
        var log = _progress.Log.Count < RunProgress.MaxLog ? _progress.Log : _progress.Log.Skip(_progress.Log.Count - RunProgress.MaxLog + 1);
        _progress = _progress with { Log = [.. log, new RunLogEntry(time.GetUtcNow(), level, message)] };
    }

    private static string Count(RunStep step) => (step.Current, step.Total) switch
    {
        ({ } current, { } total) when current != total => string.Create(CultureInfo.InvariantCulture, $": {current} of {total} {step.Unit}"),
        (1, _) => $": 1 {step.Unit?.TrimEnd('s')}",
        ({ } current, _) => string.Create(CultureInfo.InvariantCulture, $": {current} {step.Unit}"),
        _ => string.Empty,
    };
}
