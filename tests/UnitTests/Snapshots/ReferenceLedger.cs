using App.Core.Portfolios;
using App.Core.Snapshots;
using Support;

namespace UnitTests.Snapshots;

/// <summary>The reference ledger's trades as positions: what a trade takes off a holding is a lot of its own that exits at the day's close.</summary>
internal static class ReferenceLedger
{
    private static readonly DateOnly Before = new(2020, 1, 2);

    /// <summary>The deposits, withdrawals, fees and dividends, and each trade's commission.</summary>
    public static IEnumerable<CashEntry> Cash() => ReferenceData.Rows("vectors/ledger/flows.csv")
        .Select(row => Entry(row.Date("date"), Enum.Parse<CashEntryKind>(row["kind"], ignoreCase: true), row.Decimal("amount")))
        .Concat(ReferenceData.Rows("vectors/ledger/trades.csv").Select(row => Entry(row.Date("date"), CashEntryKind.Fee, -row.Decimal("fee"))));

    private static CashEntry Entry(DateOnly date, CashEntryKind kind, decimal amount) =>
        new() { Id = Guid.Empty, PortfolioId = Guid.Empty, Date = date, Kind = kind, Amount = amount, CreatedAt = default };

    public static (LedgerPosition[] Positions, MarkMatrix Marks) Read(IReadOnlyList<ReferenceRow> prices)
    {
        var lots = Lots(prices);
        var marks = new MarkMatrix(lots.Count, [.. prices.Select(row => row.Date("date"))]);
        for (var lot = 0; lot < lots.Count; lot++)
        {
            marks.SetRow(lot, [.. prices.Select(row => new Mark(row.Decimal(lots[lot].Symbol), MarkSource.Quoted))]);
        }

        return ([.. lots.Select(lot => lot.Position)], marks);
    }

    /// <summary>The lots with their symbols; those of the start are entered long before it.</summary>
    public static List<(string Symbol, LedgerPosition Position)> Lots(IReadOnlyList<ReferenceRow> prices)
    {
        var holdings = ReferenceData.Rows("vectors/ledger/holdings_start.csv").Select(row => (Symbol: row["symbol"], Quantity: row.Decimal("quantity"))).ToList();
        var lots = new List<(string Symbol, LedgerPosition Position)>();
        foreach (var trade in ReferenceData.Rows("vectors/ledger/trades.csv"))
        {
            var (symbol, date, quantity) = (trade["symbol"], trade.Date("date"), trade.Decimal("quantity"));
            var close = prices.Single(row => row.Date("date") == date).Decimal(symbol);
            var held = holdings.FindIndex(holding => holding.Symbol == symbol);
            if (holdings[held].Quantity * quantity < 0)
            {
                lots.Add((symbol, new LedgerPosition(-quantity, 1, Before, 1, date, close)));
                holdings[held] = (symbol, holdings[held].Quantity + quantity);
            }
            else
            {
                lots.Add((symbol, new LedgerPosition(quantity, 1, date, close)));
            }
        }

        lots.AddRange(holdings.Where(holding => holding.Quantity != 0).Select(holding => (holding.Symbol, new LedgerPosition(holding.Quantity, 1, Before, 1))));
        return lots;
    }
}
