namespace App.Core.Calculations;

/// <summary>The row of a run: the truth about it, whoever works on it.</summary>
/// <remarks>
/// A node owns a run while <see cref="Fence"/> is the number it got when it took the run. Every write of the run's results checks that number in
/// the same transaction, so that a process that was paused and comes back writes nothing.
/// </remarks>
public sealed class CalculationRun
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The portfolio to calculate.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>The user who asked; null for the schedule.</summary>
    public Guid? RequestedBy { get; init; }

    /// <summary>The calculation of all portfolios that it is part of; null for one that was asked for alone.</summary>
    public Guid? EndOfDayId { get; init; }

    /// <summary>True for a run among those of all portfolios: its market data was collected with theirs, and nobody waits to see each step of it.</summary>
    public bool IsAmongMany => EndOfDayId is not null;

    /// <summary>What it was started for.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>Where it is. At most one run of a portfolio is pending or running; the database sees to it.</summary>
    public required RunStatus Status { get; set; }

    /// <summary>The session to calculate up to.</summary>
    public required DateOnly Session { get; init; }

    /// <summary>Calculate although nothing has changed.</summary>
    public bool Forced { get; init; }

    /// <summary>How many times a node has taken it.</summary>
    public int Attempt { get; set; }

    /// <summary>Grows by one each time a node takes the run.</summary>
    public long Fence { get; set; }

    /// <summary>The node that has it.</summary>
    public string? Node { get; set; }

    /// <summary>When that node last said it was alive.</summary>
    public DateTimeOffset? HeartbeatAt { get; set; }

    /// <summary>Steps, warnings, log.</summary>
    public required RunProgress Progress { get; set; }

    /// <summary>Identity of what the results were computed from; null until they were.</summary>
    public string? InputIdentity { get; set; }

    /// <summary>Why it failed.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The same in words.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a node first took it.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The run as it is shown.</summary>
    public RunView ToView() => new(
        Id, PortfolioId, Kind, Status, Session, Attempt, Progress, ErrorCode, ErrorMessage, CreatedAt, StartedAt, FinishedAt);
}
