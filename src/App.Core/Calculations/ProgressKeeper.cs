using System.Globalization;
using App.Core.Market;
using App.Core.Operations;

namespace App.Core.Calculations;

/// <summary>Keeps the progress of a piece of work on its row: at the first and last of each step, and at most every 250 ms in between.</summary>
/// <remarks>Used by one piece of work, one call at a time; only <see cref="Progress"/> may be read from elsewhere meanwhile.</remarks>
/// <param name="begun">The progress to go on from.</param>
/// <param name="time">The clock.</param>
public abstract class ProgressKeeper(RunProgress begun, TimeProvider time)
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private RunProgress _progress = begun;
    private DateTimeOffset _savedAt;

    /// <summary>How far the work is.</summary>
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

    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>True when its steps are spans of their own.</summary>
    protected virtual bool IsTraced => true;

    /// <summary>True when an earlier attempt finished the step, so that this one need not.</summary>
    /// <remarks>A run that an earlier version of the application asked for lacks the steps that it did not know.</remarks>
    public bool IsOver(string stepId) => Progress.Steps.Any(step => step.Id == stepId && step.IsOver);

    /// <summary>Does a step, unless an earlier attempt finished it. It ends with warnings when there are more of them than before.</summary>
    /// <param name="stepId">The step.</param>
    /// <param name="total">How many there are to do; null when that is not known before.</param>
    /// <param name="unit">What is counted, in the plural.</param>
    /// <param name="work">The work, given what to tell how many are done; returns how many were.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClaimLostException">Another node has it.</exception>
    public async Task StepAsync(string stepId, int? total, string unit, Func<Func<int, Task>, Task<int>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (IsOver(stepId))
        {
            return;
        }

        await BeginAsync(stepId, total, unit, cancellationToken);
        var warnings = Progress.Warnings.Count;
        var done = await work(count => AdvanceAsync(stepId, count, cancellationToken));
        var status = Progress.Warnings.Count > warnings ? StepStatus.CompletedWithWarnings : StepStatus.Completed;
        await EndAsync(stepId, status, cancellationToken, done);
    }

    /// <summary>Begins a step.</summary>
    /// <exception cref="ClaimLostException">Another node has it.</exception>
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

    /// <summary>Begins those of several steps that are not over, all of which have nothing to count.</summary>
    /// <exception cref="ClaimLostException">Another node has it.</exception>
    public Task BeginAsync(IReadOnlyCollection<string> stepIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stepIds);
        var now = time.GetUtcNow();
        Change(progress => progress with
        {
            Steps = [.. progress.Steps.Select(step => !step.IsOver && stepIds.Contains(step.Id) ? step with { Status = StepStatus.Running, StartedAt = now } : step)],
        });
        Changed();
        return SaveAsync(cancellationToken);
    }

    /// <summary>Ends a step that took so long, one of several under way, unless an earlier attempt did. Cheap: it is stored with the next change when the last was just now.</summary>
    /// <exception cref="ClaimLostException">Another node has it.</exception>
    public Task TickAsync(string stepId, StepStatus status, TimeSpan took, CancellationToken cancellationToken)
    {
        var (now, wasOver) = (time.GetUtcNow(), IsOver(stepId));
        Change(progress => progress.Steps.FirstOrDefault(step => step.Id == stepId && !step.IsOver) is not { } found ? progress : progress
            .WithStep(stepId, step => step with { Status = status, DurationMs = (long)took.TotalMilliseconds })
            .Logged("info", LineOf(found with { DurationMs = (long)took.TotalMilliseconds }), now));
        if (!wasOver)
        {
            Measure(Progress.Steps.FirstOrDefault(step => step.Id == stepId));
        }

        Changed();
        return SaveSometimesAsync(cancellationToken);
    }

    /// <summary>Says how many are done. Cheap: call it for each.</summary>
    /// <exception cref="ClaimLostException">Another node has it.</exception>
    public Task AdvanceAsync(string stepId, int current, CancellationToken cancellationToken)
    {
        Update(stepId, step => step with { Current = current });
        return SaveSometimesAsync(cancellationToken);
    }

    /// <summary>Ends a step.</summary>
    /// <param name="stepId">The step.</param>
    /// <param name="status">Completed or CompletedWithWarnings.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="current">How many were done, when that differs from the total.</param>
    /// <exception cref="ClaimLostException">Another node has it.</exception>
    public Task EndAsync(string stepId, StepStatus status, CancellationToken cancellationToken, int? current = null) =>
        EndAsync(stepId, status, current, LineOf, cancellationToken);

    /// <summary>The progress with a step completed. Nothing changes here: for work that stores its progress together with what it has done.</summary>
    /// <param name="stepId">The step.</param>
    /// <param name="current">How many were done.</param>
    public RunProgress Completing(string stepId, int current) => Ended(Progress, stepId, StepStatus.Completed, current, LineOf);

    /// <summary>Ends a step that is not needed, unless an earlier attempt did.</summary>
    /// <param name="stepId">The step.</param>
    /// <param name="reason">Why it is not, for the log.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClaimLostException">Another node has it.</exception>
    public Task SkipAsync(string stepId, string reason, CancellationToken cancellationToken) =>
        IsOver(stepId) ? Task.CompletedTask : EndAsync(stepId, StepStatus.Skipped, null, step => $"{step.Name}: {reason}", cancellationToken);

    /// <summary>Ends those of several steps that are not over, since they are not needed.</summary>
    /// <param name="stepIds">The steps.</param>
    /// <param name="line">What the log says of all of them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClaimLostException">Another node has it.</exception>
    public Task SkipAsync(IReadOnlyCollection<string> stepIds, string line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stepIds);
        Change(progress => (progress with
        {
            Steps = [.. progress.Steps.Select(step => !step.IsOver && stepIds.Contains(step.Id) ? step with { Status = StepStatus.Skipped, DurationMs = 0 } : step)],
        }).Logged("info", line, time.GetUtcNow()));
        Changed();
        return SaveAsync(cancellationToken);
    }

    /// <summary>Notes something that was missing. The work goes on.</summary>
    public void Warn(string warning) => Change(progress => progress.Warned(warning, time.GetUtcNow()));

    /// <summary>Notes several.</summary>
    public void Warn(IEnumerable<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(warnings);
        foreach (var warning in warnings)
        {
            Warn(warning);
        }
    }

    /// <summary>Adds a line to the activity log; it is stored with the next change of a step.</summary>
    public void Log(string message) => Change(progress => progress.Logged("info", message, time.GetUtcNow()));

    /// <summary>Says what share of the book has prices; it is stored with the next change of a step.</summary>
    public void Cover(MarketCoverage coverage) => Change(progress => progress with { Coverage = coverage });

    /// <summary>Marks the running step failed and returns the last word on the progress. Nothing is stored.</summary>
    public RunProgress Failed(string message)
    {
        foreach (var step in Progress.Steps.Where(step => step.Status == StepStatus.Running))
        {
            Measure(step with { Status = StepStatus.Failed, DurationMs = (long)(time.GetUtcNow() - (step.StartedAt ?? time.GetUtcNow())).TotalMilliseconds });
        }

        Change(progress => progress.Stopped(StepStatus.Failed, "error", message, time.GetUtcNow()));
        return Progress;
    }

    /// <summary>Stores the progress.</summary>
    /// <returns>False when another node has the work.</returns>
    protected abstract Task<bool> StoreAsync(RunProgress progress, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Called after each change of a step, before it is stored.</summary>
    protected virtual void Changed()
    {
    }

    private Task EndAsync(string stepId, StepStatus status, int? current, Func<RunStep, string> line, CancellationToken cancellationToken)
    {
        Change(progress => Ended(progress, stepId, status, current, line));
        Measure(Progress.Steps.FirstOrDefault(step => step.Id == stepId));
        Changed();
        return SaveAsync(cancellationToken);
    }

    private RunProgress Ended(RunProgress progress, string stepId, StepStatus status, int? current, Func<RunStep, string> line)
    {
        var now = time.GetUtcNow();
        var ended = progress.WithStep(stepId, step => step with
        {
            Status = status,
            DurationMs = (long)(now - (step.StartedAt ?? now)).TotalMilliseconds,
            Current = current ?? step.Total,
        });
        return ended.Steps.FirstOrDefault(step => step.Id == stepId) is { } over ? ended.Logged("info", line(over), now) : ended;
    }

    private Task SaveSometimesAsync(CancellationToken cancellationToken) => time.GetUtcNow() - _savedAt < SaveInterval ? Task.CompletedTask : SaveAsync(cancellationToken);

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        _savedAt = time.GetUtcNow();
        if (!await StoreAsync(Progress, _savedAt, cancellationToken))
        {
            throw new ClaimLostException();
        }
    }

    // What was skipped took no time, and would hide what the others take.
    private void Measure(RunStep? step)
    {
        if (step is { DurationMs: { } took, Status: not StepStatus.Skipped })
        {
            var lasted = TimeSpan.FromMilliseconds(took);
            Telemetry.PhaseEnded(step.Id, RunCodes.Steps.NameOf(step.Status), step.StartedAt ?? (time.GetUtcNow() - lasted), lasted, IsTraced);
        }
    }

    private void Update(string stepId, Func<RunStep, RunStep> change)
    {
        Change(progress => progress.WithStep(stepId, change));
        Changed();
    }

    private void Change(Func<RunProgress, RunProgress> change)
    {
        lock (_gate)
        {
            _progress = change(_progress);
        }
    }

    private static string LineOf(RunStep step) => string.Create(CultureInfo.InvariantCulture, $"{step.Name}{Count(step)} in {step.DurationMs} ms");

    private static string Count(RunStep step) => (step.Current, step.Total) switch
    {
        ({ } current, { } total) when current != total => string.Create(CultureInfo.InvariantCulture, $": {current} of {total} {step.Unit}"),
        (1, _) => $": 1 {step.Unit?.TrimEnd('s')}",
        ({ } current, _) => string.Create(CultureInfo.InvariantCulture, $": {current} {step.Unit}"),
        _ => string.Empty,
    };
}
