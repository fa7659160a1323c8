using App.Core.Portfolios;
using App.Core.Risk.Formulas;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>Phase 4: what each position is worth at the run's session.</summary>
public sealed class PositionValuePhase(ISnapshotStore snapshots, IPositionValueStore values)
{
    /// <summary>Stores the values, unless nothing has changed or a later session has been calculated already.</summary>
    public async Task RunAsync(RunClaim claim, MarkedBook marked, bool unchanged, RunReporter reporter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(marked);
        ArgumentNullException.ThrowIfNull(reporter);
        if (reporter.IsOver(RunSteps.PositionValuesComputed))
        {
            return;
        }

        var newest = await snapshots.LastCompleteAsync(claim.Run.PortfolioId, DateOnly.MaxValue, cancellationToken);
        if (unchanged || newest is null || newest.Session > claim.Run.Session)
        {
            await reporter.BeginAsync(RunSteps.PositionValuesComputed, 0, "positions", cancellationToken);
            await reporter.EndAsync(RunSteps.PositionValuesComputed, StepStatus.Skipped, cancellationToken);
            return;
        }

        var rows = ValuesAt(marked, claim.Run.Session, newest.Equity);
        await reporter.BeginAsync(RunSteps.PositionValuesComputed, rows.Count, "positions", cancellationToken);
        if (!await values.ReplaceAsync(claim, rows, cancellationToken))
        {
            throw new ClaimLostException();
        }

        await reporter.EndAsync(RunSteps.PositionValuesComputed, StepStatus.Completed, cancellationToken);
    }

    private static List<PositionValue> ValuesAt(MarkedBook marked, DateOnly session, decimal equity)
    {
        var index = marked.IndexOf(session);
        List<PositionValue> rows = [];
        for (var i = 0; i < marked.Ledger.Length; i++)
        {
            if (marked.Ledger[i].EntryDate <= session)
            {
                rows.Add(ValueOf(marked, i, index, session, equity));
            }
        }

        return rows;
    }

    private static PositionValue ValueOf(MarkedBook marked, int row, int column, DateOnly session, decimal equity)
    {
        var (position, ledger, mark) = (marked.Book.Positions[row], marked.Ledger[row], marked.Marks[row, column]);
        var isOpen = ledger.IsHeldAt(session);
        var price = isOpen ? mark.Price : position.ExitPrice ?? mark.Price;
        var units = position.Quantity * position.Multiplier;
        var value = isOpen ? units * price : 0;
        return new PositionValue
        {
            PositionId = position.Id,
            PortfolioId = position.PortfolioId,
            Session = session,
            IsOpen = isOpen,
            Price = price,
            Source = isOpen || position.ExitPrice is null ? mark.Source : MarkSource.Entry,
            PriceDate = marked.Notes[row].PriceDate,
            Note = marked.Notes[row].Text,
            MarketValue = value,
            CostBasis = units * position.EntryPrice,
            DayPnl = marked.DayPnlOf(row, session),
            Pnl = units * (price - position.EntryPrice),
            Weight = Exposure.ShareOfEquity(value, equity).Value,
            NeedsPriceUpdate = isOpen && mark.NeedsUpdate && position.Class != InvestmentClass.Private,
        };
    }
}
