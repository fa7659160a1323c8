using App.Core.Portfolios;
using App.Core.Risk.Formulas;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>Phase 4: what each position is worth at the run's session.</summary>
public sealed class PositionValuePhase(IPositionValueStore values, TimeProvider time)
{
    // A transaction of more rows than this keeps others waiting.
    private const int MostRows = 5_000;

    /// <summary>Stores the values of each run, unless nothing has changed or a later session has been calculated already.</summary>
    public async Task RunAsync(IReadOnlyList<RunWork> works, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(works);
        List<(RunWork Work, CalculatedValues Values)> computed = [];
        foreach (var work in works.Where(work => work.IsLive && !work.Reporter.IsOver(RunSteps.PositionValuesComputed)))
        {
            await work.AttemptAsync(async each =>
            {
                if (await ComputeAsync(each, cancellationToken) is { } rows)
                {
                    computed.Add((each, rows));
                }
            });
        }

        while (computed.Count > 0)
        {
            var rows = 0;
            var slice = computed.TakeWhile((each, index) => (rows += each.Values.Values.Count) <= MostRows || index == 0).ToList();
            computed.RemoveRange(0, slice.Count);
            await StoreAsync(slice, cancellationToken);
        }
    }

    private static async Task<CalculatedValues?> ComputeAsync(RunWork work, CancellationToken cancellationToken)
    {
        if (work.IsUnchanged || work.Newest is not { } newest || newest.Session > work.Session)
        {
            await work.Reporter.SkipAsync(RunSteps.PositionValuesComputed, "nothing has changed", cancellationToken);
            return null;
        }

        var rows = ValuesAt(work.MarkedBook, work.Session, newest.Equity);
        await work.Reporter.BeginAsync(RunSteps.PositionValuesComputed, rows.Count, "positions", cancellationToken);
        return new CalculatedValues(work.Claim, rows);
    }

    private async Task StoreAsync(List<(RunWork Work, CalculatedValues Values)> slice, CancellationToken cancellationToken)
    {
        var stored = await values.ReplaceAsync([.. slice.Select(each => each.Values)], time.GetUtcNow(), cancellationToken);
        foreach (var ((work, _), isStored) in slice.Zip(stored))
        {
            if (isStored)
            {
                await work.AttemptAsync(each => each.Reporter.EndAsync(RunSteps.PositionValuesComputed, StepStatus.Completed, cancellationToken));
            }
            else
            {
                work.Fail(new ClaimLostException());
            }
        }
    }

    /// <summary>What the positions entered by a session were worth at its close.</summary>
    internal static List<PositionValue> ValuesAt(MarkedBook marked, DateOnly session, decimal equity)
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
            SplitFactor = marked.Units[row],
            Price = price / marked.Units[row],
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
