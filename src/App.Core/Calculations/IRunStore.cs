using App.Core.Portfolios;

namespace App.Core.Calculations;

/// <summary>That a node has a run: what every write for it is checked against.</summary>
/// <param name="Run">The row as it was when taken.</param>
/// <param name="Fence">The number that makes this holder the holder.</param>
public sealed record RunClaim(CalculationRun Run, long Fence);

/// <summary>Finds a run: all that whoever watches one needs of the rows.</summary>
public interface IRunReader
{
    /// <summary>A run of the owner's portfolio; the latest when <paramref name="runId"/> is null. Null when there is none, or it is another's.</summary>
    Task<RunView?> FindAsync(Guid ownerId, Guid portfolioId, Guid? runId, CancellationToken cancellationToken);
}

/// <summary>The runs' rows.</summary>
public interface IRunStore : IRunReader
{
    /// <summary>Stores a pending run. When the portfolio already has one under way nothing is stored and that run's id is returned.</summary>
    /// <returns>Null when <paramref name="run"/> was stored; the id of the run in its way otherwise.</returns>
    Task<Guid?> AddAsync(CalculationRun run, CancellationToken cancellationToken);

    /// <summary>Takes a run that is pending, or whose holder has shown no sign of life since <paramref name="deadBefore"/>.</summary>
    /// <returns>Null when another has it, or it is over.</returns>
    Task<RunClaim?> TryClaimAsync(Guid runId, string node, DateTimeOffset now, DateTimeOffset deadBefore, CancellationToken cancellationToken);

    /// <summary>Says that the holder is alive and how far it is.</summary>
    /// <returns>False when the claim no longer holds: stop, write nothing more.</returns>
    Task<bool> SaveProgressAsync(RunClaim claim, RunProgress? progress, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Says that the holder of all these runs is alive. Runs that are no longer its are left alone.</summary>
    Task BeatAsync(IReadOnlyCollection<RunClaim> claims, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends runs, in one transaction.</summary>
    /// <returns>For each of <paramref name="finished"/> whether its claim still held; nothing was written for the others.</returns>
    Task<IReadOnlyList<bool>> FinishAsync(IReadOnlyList<FinishedRun> finished, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives runs back, pending, so that any node may take them at once; does not count as an attempt. Those whose claim no longer holds are left alone.</summary>
    Task ReleaseAsync(IReadOnlyCollection<RunClaim> claims, CancellationToken cancellationToken);

    /// <summary>Gives runs back, pending, after an attempt that an outage ended: it counts, so that what ends every attempt is given up some time. Those whose claim no longer holds are left alone.</summary>
    Task PostponeAsync(IReadOnlyCollection<RunClaim> claims, CancellationToken cancellationToken);

    /// <summary>Runs to be taken, those that are part of a calculation of all portfolios aside: pending since before <paramref name="pendingBefore"/>, or held by a node not heard of since <paramref name="deadBefore"/>.</summary>
    Task<IReadOnlyList<Guid>> DueAsync(DateTimeOffset pendingBefore, DateTimeOffset deadBefore, int limit, CancellationToken cancellationToken);

    /// <summary>The latest run of each active portfolio of the owner, by portfolio; those never calculated are not in it.</summary>
    Task<IReadOnlyDictionary<Guid, RunView>> LatestAsync(Guid ownerId, CancellationToken cancellationToken);

    /// <summary>Input identity of the newest completed run of each portfolio for the session; those without one are not in it.</summary>
    Task<IReadOnlyDictionary<Guid, string?>> CompletedIdentitiesAsync(
        IReadOnlyCollection<Guid> portfolioIds, DateOnly session, CancellationToken cancellationToken);

    // What owners do with their runs.

    /// <summary>Cancels a run of the owner's portfolio that is pending or running. Its holder's claim holds no longer, so that it writes nothing more.</summary>
    /// <param name="ownerId">The owner.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="runId">The run.</param>
    /// <param name="by">Who cancels it, by name, for the run's log.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run as it is now, and whether this call has cancelled it; null when there is no such run, or it is another's.</returns>
    Task<RunCancellation?> CancelAsync(Guid ownerId, Guid portfolioId, Guid runId, string by, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The runs of the owner's portfolio, newest first; none when it is another's.</summary>
    Task<Page<RunView>> ListAsync(Guid ownerId, Guid portfolioId, RunFilter filter, CancellationToken cancellationToken);
}

/// <summary>What came of cancelling a run.</summary>
/// <param name="Run">The run as it is now.</param>
/// <param name="IsDone">False when it was over already.</param>
public sealed record RunCancellation(RunView Run, bool IsDone);

/// <summary>Which runs of a portfolio.</summary>
/// <param name="Status">Those of this status; null for all.</param>
/// <param name="Limit">Most runs of the answer, from 1.</param>
/// <param name="Offset">Runs skipped, from the newest.</param>
public sealed record RunFilter(RunStatus? Status, int Limit, int Offset);

/// <summary>How a run ended.</summary>
/// <param name="Status">Completed, CompletedWithWarnings, Failed or Cancelled.</param>
/// <param name="Progress">The last word on its steps.</param>
/// <param name="InputIdentity">What the results were computed from; null when there are none.</param>
/// <param name="ErrorCode">Why it failed.</param>
/// <param name="ErrorMessage">The same in words.</param>
public sealed record RunOutcome(RunStatus Status, RunProgress Progress, string? InputIdentity, string? ErrorCode, string? ErrorMessage)
{
    /// <summary>The outcome of a run that came through the pipeline, with a last line in its log.</summary>
    public static RunOutcome Of(RunWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var status = work.Reporter.Progress.Warnings.Count == 0 ? RunStatus.Completed : RunStatus.CompletedWithWarnings;
        work.Reporter.Log(status == RunStatus.Completed ? "Calculation complete" : "Calculation complete, with warnings");
        return new RunOutcome(status, work.Reporter.Progress, work.Marked?.Identity, null, null);
    }
}

/// <summary>A run that is over, and how it ended.</summary>
public sealed record FinishedRun(RunClaim Claim, RunOutcome Outcome);

/// <summary>Loads what a run works on. For the run itself: no owner is asked, the run's row was checked when it was made.</summary>
public interface IBookStore
{
    /// <summary>The portfolios with all their positions in file order, by portfolio; those that have been deleted meanwhile are not in it.</summary>
    Task<IReadOnlyDictionary<Guid, Book>> LoadAsync(IReadOnlyCollection<Guid> portfolioIds, CancellationToken cancellationToken);
}

/// <summary>A portfolio, its positions in file order, its cash entries by date, and the values given of its private assets.</summary>
public sealed record Book(Portfolio Portfolio, IReadOnlyList<Position> Positions)
{
    /// <summary>Deposits, withdrawals and other cash, ascending by date.</summary>
    public IReadOnlyList<CashEntry> Cash { get; init; } = [];

    /// <summary>The values given of private assets by position, ascending by day; a position that none was given of is not in it.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<PositionValuation>> Valuations { get; init; } = new Dictionary<Guid, IReadOnlyList<PositionValuation>>();

    /// <summary>The day that a position's quantity and prices are stated of: that of the book, its entry when that is later, its exit when that was before.</summary>
    public DateOnly StatedOn(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        var book = Portfolio.PositionsAsOf ?? Portfolio.EquityAsOf;
        return position.ExitDate < book ? position.ExitDate.Value : position.EntryDate > book ? position.EntryDate : book;
    }
}

/// <summary>Sets a stored run going: on this node or another, now or as soon as one is free.</summary>
public interface IRunDispatcher
{
    /// <summary>Asks for the run to be executed. When this fails the run stays pending and is found by the sweep.</summary>
    Task DispatchAsync(Guid runId, CancellationToken cancellationToken);
}

/// <summary>Carries a run's progress to whoever watches.</summary>
public interface IRunFeed
{
    /// <summary>Tells the watchers. Does not wait for them and does not throw for them.</summary>
    void Publish(RunView run);

    /// <summary>Says that the run's row is as it was last published, for those who learn of a run from its row: the watchers of other processes. Does not
    /// wait for them and does not throw for them.</summary>
    void Stored(Guid runId);

    /// <summary>Watches one run until the handle is disposed. Watchers are called one event at a time, off the publisher's thread; of events that come
    /// faster than a watcher takes them it sees the newest.</summary>
    IDisposable Subscribe(Guid runId, Func<RunView, Task> watcher);
}
