using App.Core.Market;
using App.Core.Results;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>Phase 3: a snapshot of every session from the last complete one, or from the anchor, to the run's. Each is claimed before it is computed.</summary>
public sealed class SnapshotPhase(ISnapshotStore snapshots, TradingCalendar calendar, CalculationOptions options, TimeProvider time)
{
    /// <summary>The session whose marks are needed first: that of the last complete snapshot, or the anchor.</summary>
    public async Task<DateOnly> FirstSessionAsync(RunClaim claim, Book book, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(book);
        var last = await snapshots.LastCompleteAsync(claim.Run.PortfolioId, claim.Run.Session, cancellationToken);
        return last?.Session ?? book.Portfolio.EquityAsOf;
    }

    /// <summary>Stores the missing snapshots in order.</summary>
    public async Task RunAsync(RunClaim claim, MarkedBook marked, RunReporter reporter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(marked);
        ArgumentNullException.ThrowIfNull(reporter);
        if (reporter.IsOver(RunSteps.PnlCalculated))
        {
            return;
        }

        var last = await snapshots.LastCompleteAsync(claim.Run.PortfolioId, claim.Run.Session, cancellationToken);
        var sessions = Missing(last, marked.Book.Portfolio.EquityAsOf, claim.Run.Session);
        await reporter.BeginAsync(RunSteps.PnlCalculated, sessions.Length, "sessions", cancellationToken);
        var warnings = reporter.Progress.Warnings.Count;
        var state = last is null ? default : StateOf(last, marked);
        for (var i = 0; i < sessions.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await snapshots.ClaimAsync(claim, sessions[i], time.GetUtcNow(), options.Lease, cancellationToken))
            {
                // Another run is at this session, or has been: its figures are as good as ours would be.
                reporter.Warn($"skipped: duplicate_run ({sessions[i]:yyyy-MM-dd} is another run's)");
                break;
            }

            var snapshot = i == 0 && last is null ? Anchor(claim, marked, sessions[i], ref state) : Step(claim, marked, sessions[i], ref state);
            if (Math.Abs(snapshot.Residual) >= 0.005m)
            {
                reporter.Warn(FormattableString.Invariant($"{sessions[i]:yyyy-MM-dd} does not add up: {snapshot.Residual:0.00} is unexplained. A price was restated since the session before."));
            }

            if (!await snapshots.CompleteAsync(claim, snapshot, time.GetUtcNow(), cancellationToken))
            {
                throw new ClaimLostException();
            }

            await reporter.AdvanceAsync(RunSteps.PnlCalculated, i + 1, cancellationToken);
        }

        var status = reporter.Progress.Warnings.Count > warnings ? StepStatus.CompletedWithWarnings : sessions.Length == 0 ? StepStatus.Skipped : StepStatus.Completed;
        await reporter.EndAsync(RunSteps.PnlCalculated, status, cancellationToken);
    }

    private DateOnly[] Missing(PortfolioSnapshot? last, DateOnly anchor, DateOnly session)
    {
        var from = last is null ? anchor : calendar.NextSession(last.Session);
        return from > session ? [] : calendar.Sessions(from, session).ToArray();
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

    private PortfolioSnapshot Anchor(RunClaim claim, MarkedBook marked, DateOnly session, ref LedgerState state)
    {
        var equity = marked.Book.Portfolio.EquityBalance;
        var prices = marked.Marks.PricesOn(marked.IndexOf(session));
        state = LedgerState.Anchor(session, equity, marked.Ledger, prices);
        var snapshot = Row(claim, session, Rollforward.BookAt(session, marked.Ledger, prices), equity, marked.Book.Portfolio.PositionsVersion);
        snapshot.IsAnchor = true;
        snapshot.OpeningEquity = equity;
        snapshot.DayReturn = 0;
        snapshot.CumulativeReturn = 0;
        return snapshot;
    }

    private PortfolioSnapshot Step(RunClaim claim, MarkedBook marked, DateOnly session, ref LedgerState state)
    {
        var index = marked.IndexOf(session);
        var day = Rollforward.Step(state, session, 0, marked.Ledger, marked.Marks.PricesOn(index - 1), marked.Marks.PricesOn(index));
        state = day.Closing;
        var snapshot = Row(claim, session, day.Book, day.Closing.Equity, marked.Book.Portfolio.PositionsVersion);
        snapshot.OpeningEquity = day.Opening.Equity;
        snapshot.DayPnl = day.DayPnl;
        snapshot.DayReturn = day.Return.Value;
        snapshot.CumulativePnl = day.Closing.CumulativePnl;
        snapshot.CumulativeReturn = day.Closing.CumulativeReturn.Value;
        snapshot.Realised = day.RealisedPnl;
        snapshot.Flows = day.Flow;
        snapshot.Residual = day.Residual;
        return snapshot;
    }

    private PortfolioSnapshot Row(RunClaim claim, DateOnly session, in LedgerBook book, decimal equity, int positionsVersion) => new()
    {
        PortfolioId = claim.Run.PortfolioId,
        Session = session,
        RunId = claim.Run.Id,
        Fence = claim.Fence,
        LeaseUntil = time.GetUtcNow() + options.Lease,
        CreatedAt = time.GetUtcNow(),
        Equity = equity,
        Cash = book.CashOf(equity),
        LongValue = book.Exposure.Long,
        ShortValue = book.Exposure.Short,
        Gross = book.Exposure.Gross,
        Net = book.Exposure.Net,
        PositionCount = book.Count,
        LongCount = book.LongCount,
        ShortCount = book.ShortCount,
        PositionsVersion = positionsVersion,
    };
}
