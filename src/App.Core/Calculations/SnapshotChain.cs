using App.Core.Results;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>The sessions one run is behind, calculated one after the other: each is a function of the one before and of the marks.</summary>
internal sealed class SnapshotChain
{
    private readonly CalculationOptions _options;
    private readonly TimeProvider _time;
    private readonly int _warnings;

    private LedgerState _state;
    private bool _isOpen;
    private bool _isStopped;

    public SnapshotChain(RunWork work, IReadOnlyList<DateOnly> sessions, CalculationOptions options, TimeProvider time)
    {
        (Work, Sessions, _options, _time) = (work, sessions, options, time);
        _warnings = work.Reporter.Progress.Warnings.Count;
        if (work.Last is { } last)
        {
            (_state, _isOpen) = (StateOf(last, work.MarkedBook), true);
        }
    }

    public RunWork Work { get; }

    /// <summary>The sessions to calculate, ascending.</summary>
    public IReadOnlyList<DateOnly> Sessions { get; }

    /// <summary>How many of them, from the first on, are this run's.</summary>
    public int Claimed { get; private set; }

    /// <summary>How many are calculated.</summary>
    public int Done { get; private set; }

    /// <summary>True when there is no more to calculate, or the next session is another run's.</summary>
    public bool IsDone => Done >= (_isStopped ? Claimed : Sessions.Count);

    /// <summary>How the step ends.</summary>
    public StepStatus Status => Work.Reporter.Progress.Warnings.Count > _warnings ? StepStatus.CompletedWithWarnings : StepStatus.Completed;

    /// <summary>The next sessions that are now this run's.</summary>
    /// <param name="count">How many.</param>
    /// <param name="goesOn">False when the one after them is another run's.</param>
    public void Claim(int count, bool goesOn) => (Claimed, _isStopped) = (Done + count, !goesOn);

    /// <summary>Calculates the sessions that are claimed.</summary>
    public List<PortfolioSnapshot> Next()
    {
        List<PortfolioSnapshot> slice = [];
        for (; Done < Claimed; Done++)
        {
            var snapshot = _isOpen ? Step(Sessions[Done]) : Anchor(Sessions[Done]);
            if (Math.Abs(snapshot.Residual) >= 0.005m)
            {
                Work.Reporter.Warn(FormattableString.Invariant(
                    $"{snapshot.Session:yyyy-MM-dd} does not add up: a price was restated since the session before. Its residual says by how much."));
            }

            slice.Add(snapshot);
        }

        return slice;
    }

    // Positions that were replaced since stand at the opening as if they had been held then: what was traded in between, and at what prices, nobody has told us.
    private static LedgerState StateOf(PortfolioSnapshot last, MarkedBook marked) => new(
        last.Session,
        last.Equity,
        last.PositionsVersion == marked.Book.Portfolio.PositionsVersion
            ? last.Net
            : Rollforward.BookAt(last.Session, marked.Ledger, marked.Marks.PricesOn(marked.IndexOf(last.Session))).Exposure.Net,
        last.CumulativePnl,
        last.CumulativeReturn is { } known ? Measure.Known(known) : Measure.Unknown<double>("A day's return was unknown."));

    private PortfolioSnapshot Anchor(DateOnly session)
    {
        var marked = Work.MarkedBook;
        var equity = marked.Book.Portfolio.EquityBalance;
        var prices = marked.Marks.PricesOn(marked.IndexOf(session));
        (_state, _isOpen) = (LedgerState.Anchor(session, equity, marked.Ledger, prices), true);
        var snapshot = Row(session, Rollforward.BookAt(session, marked.Ledger, prices), equity);
        snapshot.IsAnchor = true;
        snapshot.OpeningEquity = equity;
        snapshot.DayReturn = 0;
        snapshot.CumulativeReturn = 0;
        return snapshot;
    }

    private PortfolioSnapshot Step(DateOnly session)
    {
        var marked = Work.MarkedBook;
        var index = marked.IndexOf(session);
        var day = Rollforward.Step(_state, session, marked.CashOn(index), marked.Ledger, marked.Marks.PricesOn(index - 1), marked.Marks.PricesOn(index));
        _state = day.Closing;
        var snapshot = Row(session, day.Book, day.Closing.Equity);
        snapshot.OpeningEquity = day.Opening.Equity;
        snapshot.DayPnl = day.DayPnl;
        snapshot.DayReturn = day.Return.Value;
        snapshot.CumulativePnl = day.Closing.CumulativePnl;
        snapshot.CumulativeReturn = day.Closing.CumulativeReturn.Value;
        snapshot.Income = day.Income;
        snapshot.Realised = day.RealisedPnl;
        snapshot.Flows = day.Flow;
        snapshot.Residual = day.Residual;
        return snapshot;
    }

    private PortfolioSnapshot Row(DateOnly session, in LedgerBook book, decimal equity) => new()
    {
        PortfolioId = Work.PortfolioId,
        Session = session,
        RunId = Work.Claim.Run.Id,
        Fence = Work.Claim.Fence,
        LeaseUntil = _time.GetUtcNow() + _options.Lease,
        CreatedAt = _time.GetUtcNow(),
        Equity = equity,
        Cash = book.CashOf(equity),
        LongValue = book.Exposure.Long,
        ShortValue = book.Exposure.Short,
        Gross = book.Exposure.Gross,
        Net = book.Exposure.Net,
        PositionCount = book.Count,
        LongCount = book.LongCount,
        ShortCount = book.ShortCount,
        PositionsVersion = Work.MarkedBook.Book.Portfolio.PositionsVersion,
        InputIdentity = Work.MarkedBook.IdentityOn(Work.MarkedBook.IndexOf(session)),
        IsProvisional = Work.MarkedBook.IsProvisionalOn(Work.MarkedBook.IndexOf(session)),
    };
}
