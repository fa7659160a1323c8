using App.Core.Portfolios;

namespace App.Core.Calculations;

/// <summary>Which runs of all users.</summary>
public sealed record RunSearch
{
    /// <summary>Those of this status; null for all.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Part of the owner's address or name, in any case; null for all.</summary>
    public string? Who { get; init; }

    /// <summary>Those of a portfolio; null for all.</summary>
    public Guid? PortfolioId { get; init; }

    /// <summary>What they were started for; null for all.</summary>
    public RunKind? Kind { get; init; }

    /// <summary>Asked for on this day or later, UTC; null for all.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Asked for on this day or before, UTC; null for all.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Those that failed with this code; null for all.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Those of a night; null for all.</summary>
    public Guid? EndOfDayId { get; init; }

    /// <summary>Most runs of the answer, from 1.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Runs skipped, from the newest.</summary>
    public int Offset { get; init; }
}

/// <summary>A run as operators see it.</summary>
/// <param name="Run">The run.</param>
/// <param name="OwnerId">Whose portfolio it is.</param>
/// <param name="Owner">The owner's address.</param>
/// <param name="Portfolio">The portfolio's name.</param>
/// <param name="IsDeleted">True when the portfolio has been deleted.</param>
/// <param name="EndOfDayId">The night it is part of; null for one alone.</param>
/// <param name="Node">The node that has or had it.</param>
public sealed record OverseenRun(RunView Run, Guid OwnerId, string? Owner, string Portfolio, bool IsDeleted, Guid? EndOfDayId, string? Node);

/// <summary>The runs of all users, for operators.</summary>
public interface IRunOversight
{
    /// <summary>Lists them, those last asked for first.</summary>
    Task<Page<OverseenRun>> ListAsync(RunSearch search, CancellationToken cancellationToken);

    /// <summary>One of them; null when there is none.</summary>
    Task<OverseenRun?> FindAsync(Guid runId, CancellationToken cancellationToken);
}
