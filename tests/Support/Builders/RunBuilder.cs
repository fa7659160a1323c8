using App.Core.Calculations;

namespace App.Testing;

/// <summary>Makes a pending run; a test sets what it is about.</summary>
public sealed class RunBuilder
{
    /// <summary>The id.</summary>
    public Guid Id { get; init; } = TestIds.Next();

    /// <summary>The portfolio to calculate.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>The session to calculate up to.</summary>
    public DateOnly Session { get; init; } = TestTimes.Session;

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; init; } = TestTimes.Now;

    /// <summary>Makes it.</summary>
    public CalculationRun Build() => new()
    {
        Id = Id,
        PortfolioId = PortfolioId,
        Kind = RunKind.Manual,
        Status = RunStatus.Pending,
        Session = Session,
        Progress = RunSteps.NotBegun(import: null, CreatedAt),
        CreatedAt = CreatedAt,
    };

    /// <summary>The end of a run that went well.</summary>
    public static RunOutcome Completed(string identity = "identity") =>
        new(RunStatus.Completed, RunSteps.NotBegun(import: null, TestTimes.Now), identity, ErrorCode: null, ErrorMessage: null);
}
