using App.Core.Imports.Csv;

namespace App.Core.Imports.Brokers;

/// <summary>What a file without positions is known by.</summary>
/// <param name="Instead">The broker and its export of positions.</param>
/// <param name="Kind">The end of the id: <c>transactions</c>.</param>
/// <param name="What">What it is, with its article.</param>
/// <param name="Titles">Titles by letters and digits, separated by spaces, that one row has all of. Any of the entries does.</param>
/// <param name="Lines">How a title above the table begins, by letters and digits. Any of them does.</param>
internal sealed record WrongFileRule(HoldingsExport Instead, string Kind, string What, IReadOnlyList<string> Titles, IReadOnlyList<string> Lines)
{
    private const int TitleRows = 3;
    private const string Transactions = "a list of transactions";
    private const string Balances = "a list of balances";
    private const string Realised = "a list of sales with their gains and losses";

    /// <summary>Every broker's files that are known, those of no broker in particular left out.</summary>
    public static IReadOnlyList<WrongFileRule> All { get; } =
    [
        new(HoldingsExport.Schwab, "transactions", Transactions, ["date action feescomm amount", "date action feescommissions amount"], ["transactionsforaccount"]),
        new(HoldingsExport.Schwab, "realized", Realised, ["closeddate proceeds costbasiscb", "closeddate openeddate proceedspershare"], ["realizedgainloss"]),
        new(HoldingsExport.Schwab, "balances", Balances, [], ["balancesforaccount", "balancesforall"]),
        new(HoldingsExport.Fidelity, "activity", "a history of activity", ["rundate action"], []),
        new(HoldingsExport.Fidelity, "closed", Realised, ["avgproceeds avgcost last"], []),
        new(HoldingsExport.Fidelity, "orders", "a list of orders", ["symbol action amount status ordertime"], []),
        new(HoldingsExport.Tsp, "transactions", Transactions, ["transactiondescription fund shareprice", "transactiondescription fund runningbalance"], []),
        new(HoldingsExport.Tsp, "prices", "a history of share prices", ["date gfund cfund", "date lincome gfund"], []),
        new(HoldingsExport.Vanguard, "transactions", Transactions, ["tradedate settlementdate investmentname", "tradedate processdate investmentname", "transactiontype principalamount commissionfees"], []),
        new(HoldingsExport.Etrade, "transactions", Transactions, ["transactiondate transactiontype securitytype", "activitytradedate transactiondate activitytype"], []),
        new(HoldingsExport.Etrade, "gains", Realised, ["recordtype datesold", "recordtype totalproceeds"], []),
        new(HoldingsExport.Merrill, "balances", Balances, ["cobdate cashbalance", "cobdate pricedinvestments", "cobdate moneyaccounts"], []),
        new(HoldingsExport.Merrill, "activity", "a history of activity", ["tradedate settlementdate description1", "tradedate settlementdate symbolcusip account", "cobdate tradedate"], []),
        new(HoldingsExport.InteractiveBrokers, "flex_trades", "a Flex query of trades", ["clientaccountid tradeid", "clientaccountid tradedate buysell"], []),
        new(HoldingsExport.InteractiveBrokers, "flex_other", "a Flex query without open positions", ["clientaccountid currencyprimary", "clientaccountid accountalias"], []),
        new(HoldingsExport.Robinhood, "activity", "a report of account activity", ["activitydate processdate settledate", "activitydate instrument transcode"], []),
    ];

    /// <summary>Sales of brokers whose files are not known: a row of titles with the day and the proceeds of the sale, or with both days.</summary>
    public static WrongFileRule Sales(HoldingsExport instead) => new(
        instead, "realized", Realised, ["datesold proceeds", "datesold totalproceeds", "datesold dateacquired", "saledate proceeds", "closeddate proceeds", "closedate proceeds", "closedate opendate", "closeddate openeddate"], []);

    /// <summary>What banks and card companies export: payments by day, with who was paid or what for.</summary>
    public static WrongFileRule Payments(HoldingsExport instead) => new(
        instead, "payments", "a bank's list of payments",
        [
            "date amount payee", "date amount merchant", "date amount memo", "date amount category", "date amount counterparty", "date debit credit", "date withdrawal deposit", "date withdrawals deposits",
            "date description amount balance", "date description amount runningbal", "transactiondate postdate amount", "postingdate description amount", "posteddate payee amount",
        ],
        []);

    /// <summary>What is told of the file.</summary>
    public WrongFile File => new($"{Instead.Key}_{Kind}", Instead.Broker, What, Instead.How, Instead.Guide);

    /// <summary>A list of transactions of a broker.</summary>
    public static WrongFile TransactionsOf(HoldingsExport instead) => new WrongFileRule(instead, "transactions", Transactions, [], []).File;

    /// <summary>A list of balances of a broker.</summary>
    public static WrongFile BalancesOf(HoldingsExport instead) => new WrongFileRule(instead, "balances", Balances, [], []).File;

    /// <summary>True when one of the rows is of such a file.</summary>
    public bool Fits(IReadOnlyList<TableRow> rows) => rows.Any(row => HasTitles(row.Cells)) || rows.Take(TitleRows).Any(row => IsTitle(row.Cells));

    private bool HasTitles(IReadOnlyList<string> cells)
    {
        if (Titles.Count == 0 || cells.Count < 2)
            return false;
        var keys = cells.Select(HeaderName.KeyOf).ToHashSet(StringComparer.Ordinal);
        return Titles.Any(titles => titles.Split(' ').All(keys.Contains));
    }

    // A title stands alone in its row: a row of a table may begin with the same words.
    private bool IsTitle(IReadOnlyList<string> cells)
    {
        if (Lines.Count == 0 || cells.Count == 0 || cells.Skip(1).Any(cell => cell.Trim().Length > 0))
            return false;
        var key = HeaderName.KeyOf(cells[0]);
        return Lines.Any(line => key.StartsWith(line, StringComparison.Ordinal));
    }
}
