using App.Core.Portfolios;

namespace App.Core.Calculations;

/// <summary>The calculation of one session for every portfolio: one row, worked on by every node.</summary>
/// <remarks>
/// First one node prepares it: it collects the market data of all portfolios at once and puts a pending run for each portfolio in place. Then every node takes
/// runs a chunk at a time until none is left. What a portfolio's run is and how far it came is that run's row alone.
/// </remarks>
public sealed class EndOfDay
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The session. At most one calculation of a session is under way; the database sees to it.</summary>
    public required DateOnly Session { get; init; }

    /// <summary>Who asked; null for the schedule.</summary>
    public Guid? RequestedBy { get; init; }

    /// <summary>Calculate portfolios although nothing has changed.</summary>
    public bool Forced { get; init; }

    /// <summary>Where it is.</summary>
    public required RunStatus Status { get; set; }

    /// <summary>True once the market data is collected and the portfolios' runs are in place.</summary>
    public bool IsPrepared { get; set; }

    /// <summary>How many portfolios there are to calculate; 0 until it is prepared.</summary>
    public int Portfolios { get; set; }

    /// <summary>The node that prepares it, or did.</summary>
    public string? Node { get; set; }

    /// <summary>Grows by one each time a node takes the preparation.</summary>
    public long Fence { get; set; }

    /// <summary>How many times its preparation was taken, not counting those given back: from the second on a node had died over it.</summary>
    public int Attempt { get; set; }

    /// <summary>When that node last said that it was alive.</summary>
    public DateTimeOffset? HeartbeatAt { get; set; }

    /// <summary>Steps of the preparation, warnings, log.</summary>
    public required RunProgress Progress { get; set; }

    /// <summary>Why it failed.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a node first took it.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The run of one of its portfolios, to be put in place.</summary>
    public CalculationRun RunOf(Guid portfolio, Guid id, DateTimeOffset now) => new()
    {
        Id = id,
        PortfolioId = portfolio,
        RequestedBy = RequestedBy,
        Kind = RunKind.Nightly,
        EndOfDayId = Id,
        Status = RunStatus.Pending,
        Session = Session,
        Forced = Forced,
        Progress = RunSteps.AmongMany(),
        CreatedAt = now,
    };
}

/// <summary>How many of the portfolios' runs stand how.</summary>
/// <param name="Pending">Not taken yet.</param>
/// <param name="Running">Taken.</param>
/// <param name="Completed">Done, with warnings or without.</param>
/// <param name="Failed">Given up.</param>
/// <param name="Cancelled">Stopped.</param>
public sealed record EndOfDayCounts(int Pending, int Running, int Completed, int Failed, int Cancelled)
{
    /// <summary>How many are over.</summary>
    public int Done => Completed + Failed + Cancelled;

    /// <summary>How many there are.</summary>
    public int Total => Done + Pending + Running;
}

/// <summary>A calculation of a session as it is shown.</summary>
public sealed record EndOfDayView(EndOfDay Day, EndOfDayCounts Counts);

/// <summary>That a node prepares a session's calculation: what its writes are checked against.</summary>
public sealed record EndOfDayClaim(EndOfDay Day, long Fence);

/// <summary>The rows of sessions' calculations, and the portfolios' runs as their queue.</summary>
public interface IEndOfDayStore
{
    /// <summary>Stores a new one. When the session has one under way nothing is stored and that one is returned.</summary>
    Task<EndOfDay?> AddAsync(EndOfDay day, CancellationToken cancellationToken);

    /// <summary>Stores a new one unless the session has one that is completed or was cancelled. When it has one under way nothing is stored and that one is returned.</summary>
    /// <returns>The one under way now; null when the session's is over.</returns>
    Task<EndOfDay?> AddMissedAsync(EndOfDay day, CancellationToken cancellationToken);

    /// <summary>The oldest one under way; null when there is none.</summary>
    Task<EndOfDay?> ActiveAsync(CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<Page<EndOfDayView>> ListAsync(int limit, int offset, CancellationToken cancellationToken);

    /// <summary>One of them; null when there is none.</summary>
    Task<EndOfDayView?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The newest session that was calculated for all; null when none was.</summary>
    Task<DateOnly?> LastSessionAsync(CancellationToken cancellationToken);

    /// <summary>Takes the preparation when it is nobody's, or its node has not been heard of since <paramref name="deadBefore"/>.</summary>
    Task<EndOfDayClaim?> TryPrepareAsync(Guid id, string node, DateTimeOffset now, DateTimeOffset deadBefore, CancellationToken cancellationToken);

    /// <summary>Says that the preparing node is alive and, unless null, how far it is.</summary>
    /// <returns>False when the claim no longer holds.</returns>
    Task<bool> SaveProgressAsync(EndOfDayClaim claim, RunProgress? progress, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The next active portfolios with positions after <paramref name="after"/> whose chain begins by <paramref name="session"/>, ascending by id.</summary>
    Task<IReadOnlyList<Guid>> PortfoliosAsync(DateOnly session, Guid after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a pending run in place for every active portfolio with positions, and marks the day prepared, in one transaction. A portfolio whose own run is
    /// under way is left out: that run sees to it, or <see cref="TryFinishAsync"/> does.
    /// </summary>
    /// <param name="claim">The claim.</param>
    /// <param name="runOf">The run of a portfolio.</param>
    /// <param name="progressOf">How far the day is with so many runs in place.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is put in place then.</param>
    /// <returns>False when the claim no longer holds.</returns>
    Task<bool> EnqueueAsync(EndOfDayClaim claim, Func<Guid, CalculationRun> runOf, Func<int, RunProgress> progressOf, CancellationToken cancellationToken);

    /// <summary>
    /// Takes runs that are pending, or whose holder has not been heard of since <paramref name="deadBefore"/>, that no other node is taking at this moment.
    /// One that was interrupted before is taken alone, so that a portfolio that brings a node down does not take others with it.
    /// </summary>
    /// <param name="id">The day.</param>
    /// <param name="node">Who takes.</param>
    /// <param name="limit">Runs at most.</param>
    /// <param name="now">The time of the claims.</param>
    /// <param name="deadBefore">A holder that has not been heard of since is dead.</param>
    /// <param name="inHand">Runs that are not taken however late their holder is, since that is the taker itself.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is taken then.</param>
    Task<IReadOnlyList<RunClaim>> TakeAsync(
        Guid id, string node, int limit, DateTimeOffset now, DateTimeOffset deadBefore, IReadOnlyCollection<Guid> inHand, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the day when every run of it is over. Called by every node; one of the calls does it. Before that, portfolios that were left out because of a run for an
    /// earlier session get theirs: the day waits for those that were asked for before it began.
    /// </summary>
    /// <param name="id">The day.</param>
    /// <param name="runOf">The run of a portfolio.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when this call ended it, or put further runs in place.</returns>
    Task<bool> TryFinishAsync(Guid id, Func<Guid, CalculationRun> runOf, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends the preparation with a fault.</summary>
    Task FailAsync(EndOfDayClaim claim, RunProgress progress, string errorCode, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives the preparation back, for any node to take at once.</summary>
    Task ReleaseAsync(EndOfDayClaim claim, CancellationToken cancellationToken);

    /// <summary>Gives the preparation back after an attempt that an outage ended: it counts.</summary>
    Task PostponeAsync(EndOfDayClaim claim, CancellationToken cancellationToken);

    /// <summary>The runs of a day that ended with a fault, by portfolio.</summary>
    Task<IReadOnlyList<RunView>> FailedAsync(Guid id, int limit, CancellationToken cancellationToken);

    /// <summary>Removes what ended before a day: the runs of days, but the newest of each portfolio, and days without runs. What the runs computed stays.</summary>
    /// <returns>How many runs were removed.</returns>
    Task<int> RemoveOldAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken);

    /// <summary>Stops the day and every run of it that is not over. What was done stays; the logs name <paramref name="by"/>.</summary>
    /// <returns>False when it is over already.</returns>
    Task<bool> CancelAsync(Guid id, string by, DateTimeOffset now, CancellationToken cancellationToken);
}
