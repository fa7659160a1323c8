using App.Core.Imports.Csv;

namespace App.Core.Imports.Brokers.Layouts;

/// <summary>Interactive Brokers, Flex query as CSV: one table after the other, each with its header, the headers repeated for each account; perhaps with BOF, BOA, BOS marks.</summary>
internal sealed class InteractiveBrokersFlex : PositionsLayout
{
    private static readonly string[] Marks = ["BOF", "BOA", "BOS", "EOS", "EOA", "EOF", "HEADER"];

    public override string Id => "ibkr_flex";

    public override string Broker => "Interactive Brokers";

    public override string Title => "Interactive Brokers Flex query";

    public override bool TakesColumns => false;

    public override Recognition Recognise(BrokerSheet sheet)
    {
        var header = sheet.Sample.FirstOrDefault(row => CountTitles(row, "ClientAccountID", "AccountAlias", "CurrencyPrimary", "AssetClass", "SubCategory", "PositionValue", "MarkPrice", "CostBasisMoney", "CostBasisPrice", "FifoPnlUnrealized", "LevelOfDetail", "Conid") >= 3);
        return header is null ? Recognition.None : new(92, ["Its columns are titled as in Interactive Brokers' Flex queries."]);
    }

    public override PositionField? Find(string title) => HeaderName.KeyOf(title) switch
    {
        "clientaccountid" => PositionField.AccountNumber,
        "assetclass" => PositionField.SecurityType,
        "positionvalueinbase" => null,
        _ => base.Find(title),
    };

    public override BrokerTable Read(BrokerSheet sheet, ColumnMap? given, CancellationToken cancellationToken)
    {
        var table = new BrokerTable();
        ColumnMap? map = null;
        var cashColumn = -1;
        HashSet<string> seenCash = [];
        foreach (var row in sheet.Rows())
        {
            if (++table.TotalRows % 1_024 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (row.Cells.Count == 0)
                table.Damaged.Add(row.Line);
            else if (Marks.Contains(row.Cells[0].Trim(), StringComparer.OrdinalIgnoreCase) && !IsHeader(row))
                TakeMark(table, row);
            else if (IsHeader(row))
                (map, cashColumn) = Begin(table, row);
            else if (cashColumn >= 0)
                TakeCash(table, row, map!, cashColumn, seenCash);
            else if (map is not null)
                TakeRow(table, row, map);
            else
                table.AddUnread(row, UnreadKind.Heading, "Stands above the table.");
        }

        return table;
    }

    // BOF, account, query, number of accounts, first day, last day, time of the query: the last day is that of the figures.
    private static void TakeMark(BrokerTable table, TableRow row)
    {
        if (row.Cells.Count > 5 && row.Cells[0].Trim().Equals("BOF", StringComparison.OrdinalIgnoreCase))
            table.AsOf = FileDate.Read(row.Cells[5]) ?? table.AsOf;
        table.AddUnread(row, UnreadKind.Heading, "A mark of the Flex format.");
    }

    private (ColumnMap Map, int CashColumn) Begin(BrokerTable table, TableRow row)
    {
        var map = ColumnMap.Of(row.Line, row.Cells, Find);
        var isPositions = map.Has(PositionField.Symbol) && (map.Has(PositionField.Quantity) || map.Has(PositionField.Value)) && Headers.KindOf(row.Cells, Find) != HeaderKind.Transactions;
        var keys = row.Cells.Select(HeaderName.KeyOf).ToList();
        if (keys.IndexOf("subcategory") is >= 0 and var finer)
            map = map.With(PositionField.SecurityType, finer);
        var cash = isPositions ? -1 : keys.FindIndex(key => key is "cash" or "endingcash" or "totalcash");
        if (isPositions)
            table.Columns ??= map;
        table.AddUnread(row, isPositions ? UnreadKind.Header : UnreadKind.OtherTable, isPositions ? "The titles of the columns." : "The titles of another table.");
        return isPositions || cash >= 0 ? (map, cash) : (ColumnMap.Of(row.Line, [], Find), -1);
    }

    // An account's cash comes once in the base currency and once by currency: the same row twice is one.
    private static void TakeCash(BrokerTable table, TableRow row, ColumnMap map, int column, HashSet<string> seen)
    {
        var account = AccountOf(map, row);
        if (column < row.Cells.Count && BrokerNumber.Read(row.Cells[column]) is { } cash && seen.Add(account.Key))
            table.Accounts[table.AccountOf(account)].Cash += cash;
        table.AddUnread(row, UnreadKind.Cash, "Cash: counted in the account's total.");
    }

    private static void TakeRow(BrokerTable table, TableRow row, ColumnMap map)
    {
        var level = map.Cell(PositionField.DetailLevel, row.Cells);
        var isLot = level.Equals("LOT", StringComparison.OrdinalIgnoreCase);
        var quantity = BrokerNumber.Read(map.Cell(PositionField.Quantity, row.Cells));
        var value = BrokerNumber.Read(map.Cell(PositionField.Value, row.Cells));
        if (map.Titles.Count == 0)
            table.AddUnread(row, UnreadKind.OtherTable, "Of another table than that of the positions.");
        else if (map.Cell(PositionField.Symbol, row.Cells).Length == 0)
            table.AddUnread(row, UnreadKind.Unknown, "It names no security.");
        else if (quantity == 0 || (quantity is null && value is null or 0))
            table.AddUnread(row, UnreadKind.NothingHeld, "Nothing is held any more.");
        else if (!table.IsBeyondTheMost(row))
            Add(table, row, map, isLot);
    }

    private static void Add(BrokerTable table, TableRow row, ColumnMap map, bool isLot)
    {
        if (map.Has(PositionField.AsOf))
            table.AsOf = FileDate.Read(map.Cell(PositionField.AsOf, row.Cells)) ?? table.AsOf;
        var parent = isLot ? table.ParentOf(map.Cell(PositionField.Symbol, row.Cells)) : null;
        var entry = BrokerEntries.Of(map, row, table.AccountOf(AccountOf(map, row)), FileDate.Read(map.Cell(PositionField.OpenDate, row.Cells)), parent);
        table.Entries.Add(entry with { IsOrphan = isLot && parent is null });
    }

    private static AccountLabel AccountOf(ColumnMap map, TableRow row) => new(map.Cell(PositionField.AccountNumber, row.Cells), map.Cell(PositionField.AccountName, row.Cells));

    private static bool IsHeader(TableRow row) => row.Cells.Any(cell => cell.Trim().Equals("ClientAccountID", StringComparison.OrdinalIgnoreCase));
}
