using App.Core.Market;

namespace App.Core.Calculations;

/// <summary>Where a run is.</summary>
public enum RunStatus
{
    /// <summary>Asked for; no node has taken it yet.</summary>
    Pending,

    /// <summary>A node works on it and says so by its heartbeat.</summary>
    Running,

    /// <summary>Done, nothing missing.</summary>
    Completed,

    /// <summary>Done with what there was; the warnings say what was missing.</summary>
    CompletedWithWarnings,

    /// <summary>Given up; what was done before is kept.</summary>
    Failed,

    /// <summary>Stopped on request.</summary>
    Cancelled,
}

/// <summary>What a run was started for.</summary>
public enum RunKind
{
    /// <summary>The first run of a portfolio, right after its import.</summary>
    Onboarding,

    /// <summary>The button or the API.</summary>
    Manual,

    /// <summary>The schedule.</summary>
    Nightly,
}

/// <summary>Where one step of a run is.</summary>
public enum StepStatus
{
    /// <summary>Not begun.</summary>
    Pending,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Done, and something was missing; the run's warnings say what.</summary>
    CompletedWithWarnings,

    /// <summary>Not needed: its inputs have not changed.</summary>
    Skipped,

    /// <summary>This is where the run failed.</summary>
    Failed,

    /// <summary>This is where the run was cancelled; what it had counted by then is kept.</summary>
    Cancelled,
}

/// <summary>One step of a run as it stands. Immutable; a change makes a new one.</summary>
public sealed record RunStep
{
    /// <summary>The stable id in snake_case, such as <c>pnl_calculated</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The phase of the pipeline the step belongs to: <c>import</c>, or <c>0</c> to <c>6</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>The name shown.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is.</summary>
    public StepStatus Status { get; init; }

    /// <summary>How many of <see cref="Total"/> are done; null where there is nothing to count.</summary>
    public int? Current { get; init; }

    /// <summary>How many there are to do.</summary>
    public int? Total { get; init; }

    /// <summary>What is counted: symbols, sessions, positions.</summary>
    public string? Unit { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How long it took, in milliseconds; null until it ends.</summary>
    public long? DurationMs { get; init; }

    /// <summary>True once nothing more happens in this step.</summary>
    public bool IsOver => Status is not (StepStatus.Pending or StepStatus.Running);
}

/// <summary>One line of a run's activity log.</summary>
/// <param name="At">When.</param>
/// <param name="Level">info, warning or error.</param>
/// <param name="Message">What happened, in words for the owner.</param>
public sealed record RunLogEntry(DateTimeOffset At, string Level, string Message);

/// <summary>How far a run is: the part of its row that changes while it works. Immutable.</summary>
/// <param name="Steps">The steps in order.</param>
/// <param name="Warnings">What was missing, at most <see cref="MaxWarnings"/>.</param>
/// <param name="Log">The newest <see cref="MaxLog"/> lines of the activity log, ascending.</param>
public sealed record RunProgress(IReadOnlyList<RunStep> Steps, IReadOnlyList<string> Warnings, IReadOnlyList<RunLogEntry> Log)
{
    /// <summary>Warnings kept; the last one says how many more there were.</summary>
    public const int MaxWarnings = 200;

    /// <summary>Lines of the log kept.</summary>
    public const int MaxLog = 500;

    /// <summary>Share of the steps that are over, with the running one counted by its own progress; 0 to 100.</summary>
    public int Percent => Steps.Count == 0 ? 0 : (int)Math.Floor(100 * Done / Steps.Count);

    /// <summary>How many steps are over, with the running one counted by its own progress. Grows while a run goes on.</summary>
    internal double Done => Steps.Sum(step => step switch
    {
        { Status: StepStatus.Running or StepStatus.Cancelled, Current: { } current, Total: > 0 } => Math.Min(1.0, (double)current / step.Total.Value),
        { Status: StepStatus.Cancelled } => 0.0,
        { IsOver: true } => 1.0,
        _ => 0.0,
    });

    /// <summary>What share of the book has prices; null until they are collected.</summary>
    public MarketCoverage? Coverage { get; init; }

    /// <summary>The same with one step changed.</summary>
    public RunProgress WithStep(string id, Func<RunStep, RunStep> change) => this with { Steps = [.. Steps.Select(step => step.Id == id ? change(step) : step)] };

    /// <summary>The same with a line more in the log; of more than <see cref="MaxLog"/> the oldest goes.</summary>
    public RunProgress Logged(string level, string message, DateTimeOffset now) =>
        this with { Log = [.. Log.Skip(Log.Count - MaxLog + 1), new RunLogEntry(now, level, message)] };

    /// <summary>The same with a warning more, in the log too. One that was given before is not given again; after <see cref="MaxWarnings"/> they are in the log only.</summary>
    public RunProgress Warned(string warning, DateTimeOffset now)
    {
        if (Warnings.Contains(warning))
        {
            return this;
        }

        var kept = Warnings.Count switch
        {
            < MaxWarnings => this with { Warnings = [.. Warnings, warning] },
            MaxWarnings => this with { Warnings = [.. Warnings, "Further warnings are in the activity log only."] },
            _ => this,
        };
        return kept.Logged("warning", warning, now);
    }

    /// <summary>The last word: the step that is under way ends where it is, and the log says why.</summary>
    /// <param name="end">Failed or Cancelled.</param>
    /// <param name="level">info or error.</param>
    /// <param name="reason">Why, in words for the owner.</param>
    /// <param name="now">When.</param>
    public RunProgress Stopped(StepStatus end, string level, string reason, DateTimeOffset now)
    {
        var stopped = this with { Steps = [.. Steps.Select(step => step.Status == StepStatus.Running ? Stop(step) : step)] };
        return stopped.Logged(level, reason, now);

        RunStep Stop(RunStep step) => step with { Status = end, DurationMs = (long)(now - (step.StartedAt ?? now)).TotalMilliseconds };
    }

    /// <summary>The last word on a run that is cancelled: the log says who wanted it.</summary>
    /// <param name="by">Who, by name.</param>
    /// <param name="now">When.</param>
    public RunProgress Cancelled(string by, DateTimeOffset now) => Stopped(StepStatus.Cancelled, "info", $"Cancelled by {by}. What was done is kept.", now);
}

/// <summary>A run as pages, endpoints and the hub show it.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="PortfolioId">The portfolio calculated.</param>
/// <param name="Kind">What it was started for.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Session">The session calculated for.</param>
/// <param name="Attempt">How many times a node has taken it, from 1; 0 while pending for the first time.</param>
/// <param name="Progress">Steps, warnings, log.</param>
/// <param name="ErrorCode">Why it failed; null unless it did.</param>
/// <param name="ErrorMessage">The same in words.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="StartedAt">When a node first took it.</param>
/// <param name="FinishedAt">When it ended.</param>
public sealed record RunView(
    Guid Id,
    Guid PortfolioId,
    RunKind Kind,
    RunStatus Status,
    DateOnly Session,
    int Attempt,
    RunProgress Progress,
    string? ErrorCode,
    string? ErrorMessage,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    /// <summary>True while it is pending or running.</summary>
    public bool IsActive => Status is RunStatus.Pending or RunStatus.Running;

    /// <summary>From when a node first took it, or from when it was asked for if none did, to its end; null until then.</summary>
    public TimeSpan? Duration => FinishedAt - (StartedAt ?? CreatedAt);

    /// <summary>0 to 100; 100 exactly when the run has completed.</summary>
    public int Percent => Status is RunStatus.Completed or RunStatus.CompletedWithWarnings ? 100 : Math.Min(99, Progress.Percent);
}
