using App.Core.Imports.Csv;

namespace App.Core.Imports.Brokers;

/// <summary>What the rows below a header are.</summary>
internal enum HeaderKind
{
    /// <summary>No header at all.</summary>
    None,

    /// <summary>What is held.</summary>
    Positions,

    /// <summary>What was bought, sold, paid and received.</summary>
    Transactions,

    /// <summary>What accounts are worth, without what is in them.</summary>
    Balances,
}

/// <summary>Tells headers from other rows, and headers of positions from those that look like them.</summary>
internal static class Headers
{
    private static readonly HashSet<string> TransactionTitles =
    [
        "tradedate", "settlementdate", "settledate", "settlement", "transactiontype", "transactiondate", "transaction", "action", "rundate", "activitytype", "transcode", "activitydate", "processdate",
        "commission", "commissions", "fees", "feescomm", "commissionfees", "netamount", "principalamount", "transactiondescription", "buysell", "transactionid", "orderid", "processingdate",
        "amount", "ordertype", "filled", "orderstatus",
    ];

    private static readonly HashSet<string> BalanceTitles =
    [
        "cashbalance", "moneyaccounts", "pricedinvestments", "marginbalance", "loanbalance", "netaccountvalue", "totaladvancevalue", "buyingpower", "availabletowithdraw", "availableforwithdrawal",
        "cashpurchasingpower", "settledcash", "marginequity", "revolvinglineofcredit", "creditavailable", "totalaccountvalue", "accountvalue", "cashandmoneymarket", "openingbalance", "beginningmktvalue", "endingnetvalue",
    ];

    /// <summary>What sort of header a row is.</summary>
    public static HeaderKind KindOf(IReadOnlyList<string> cells, Func<string, PositionField?> find)
    {
        if (cells.Count is < 2 or > HeaderReader.MostColumns || !LooksLikeTitles(cells))
            return HeaderKind.None;
        var keys = cells.Select(HeaderName.KeyOf).ToList();
        var map = ColumnMap.Of(0, cells, find);
        var names = map.Has(PositionField.Symbol) || map.Has(PositionField.Description) || map.Has(PositionField.SecurityId);
        if (keys.Distinct().Count(TransactionTitles.Contains) >= 2)
            return HeaderKind.Transactions;
        if (names && (map.Has(PositionField.Quantity) || map.Has(PositionField.Value)) && map.Fields.Take(3).Count() == 3)
            return HeaderKind.Positions;
        return keys.Distinct().Count(BalanceTitles.Contains) >= 2 ? HeaderKind.Balances : HeaderKind.None;
    }

    // Titles are words: a row with a number of money in it is data, whatever else it holds, and one that says the same title twice, as Schwab's row of cash does, is no header.
    internal static bool LooksLikeTitles(IReadOnlyList<string> cells)
    {
        var filled = 0;
        foreach (var cell in cells)
        {
            var text = cell.AsSpan().Trim();
            if (text.IsEmpty)
                continue;
            filled++;
            if (!char.IsLetter(text[0]) && text[0] is not ('%' or '#' or '$' or '"' or '*' or '\uFEFF') && char.IsAsciiDigit(text[^1]))
                return false;
            if (BrokerNumber.Read(text.TrimEnd('%')) is not null)
                return false;
        }

        return filled >= 2;
    }
}
