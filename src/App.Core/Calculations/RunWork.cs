using App.Core.Risk;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>One run on its way through the pipeline, and what the phases so far have found out about it.</summary>
/// <param name="claim">The run, as it was taken.</param>
/// <param name="reporter">Keeps its progress.</param>
public sealed class RunWork(RunClaim claim, RunReporter reporter)
{
    /// <summary>The run, as it was taken.</summary>
    public RunClaim Claim => claim;

    /// <summary>Keeps its progress.</summary>
    public RunReporter Reporter => reporter;

    /// <summary>The portfolio's id.</summary>
    public Guid PortfolioId => claim.Run.PortfolioId;

    /// <summary>The session to calculate up to.</summary>
    public DateOnly Session => claim.Run.Session;

    /// <summary>The portfolio and its positions; null when it was deleted.</summary>
    public Book? Book { get; set; }

    /// <summary>The newest complete snapshot at or before <see cref="Session"/> when the run began; null when the chain has not begun.</summary>
    public PortfolioSnapshot? Last { get; set; }

    /// <summary>The first session whose snapshot is compared with what it would be by what is known now; null when none is.</summary>
    public DateOnly? CheckedFrom { get; set; }

    /// <summary>The stored sessions whose snapshots are put in place anew, because what they were computed from has changed: from the first one on, to the newest; null when none are.</summary>
    public (DateOnly From, DateOnly To)? Overtaken { get; set; }

    /// <summary>The newest complete snapshot of all, kept up to date.</summary>
    public PortfolioSnapshot? Newest { get; set; }

    /// <summary>The book with its marks.</summary>
    public MarkedBook? Marked { get; set; }

    /// <summary>True when an earlier run has computed the same from the same.</summary>
    public bool IsUnchanged { get; set; }

    /// <summary>Factors, scenarios and targets, as they stood when it began.</summary>
    public RiskTerms Terms { get; set; } = RiskTerms.Standard;

    /// <summary>What ended it; null as long as it goes on, or went well.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>True while there is something to calculate and nothing has gone wrong.</summary>
    public bool IsLive => Fault is null && Book is not null;

    /// <summary>Equity at the close of <see cref="Session"/>; null when that session has no snapshot.</summary>
    public decimal? EquityOfSession => Newest?.Session == Session ? Newest.Equity : Last?.Session == Session ? Last.Equity : null;

    /// <summary>A fault that did not end it, for the node's log; null when there was none.</summary>
    public Exception? Remarked { get; private set; }

    /// <summary>The book with its marks, for the phases after the marking.</summary>
    public MarkedBook MarkedBook => Marked ?? throw new InvalidOperationException("The book has not been marked.");

    /// <summary>Ends this run's way; the others beside it go on.</summary>
    public void Fail(Exception fault) => Fault ??= fault;

    /// <summary>Notes a fault that does not end it. The first is kept.</summary>
    public void Remark(Exception fault) => Remarked ??= fault;

    /// <summary>Does a piece of work of this run alone: what goes wrong in it ends this run, not those beside it.</summary>
    public async Task AttemptAsync(Func<RunWork, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Fault is not null)
        {
            return;
        }

        try
        {
            await work(this);
        }
        catch (OperationCanceledException)
        {
            throw;
        }
#pragma warning disable CA1031 // The border of one run among many: its fault is kept and ends on its row.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }
}
