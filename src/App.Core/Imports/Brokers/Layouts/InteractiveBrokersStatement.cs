using System.Text.RegularExpressions;
using App.Core.Imports.Csv;

namespace App.Core.Imports.Brokers.Layouts;

/// <summary>Interactive Brokers, activity statement: rows of <c>Section,Header|Data|Total|SubTotal,…</c>, each section with a header of its own.</summary>
/// <remarks>
/// Positions are in <c>Open Positions</c>, <c>Long Open Positions</c>, <c>Short Open Positions</c> or <c>Positions and Mark-to-Market Profit and Loss</c>. Lot rows
/// stand below the summary row they add up to; several currencies have totals of their own.
/// </remarks>
internal sealed partial class InteractiveBrokersStatement : PositionsLayout
{
    private const int SectionColumn = 0;
    private const int KindColumn = 1;

    public override string Id => "ibkr_statement";

    public override string Broker => "Interactive Brokers";

    public override string Title => "Interactive Brokers activity statement";

    public override bool TakesColumns => false;

    public override Recognition Recognise(BrokerSheet sheet)
    {
        if (!IsStatement(sheet))
            return Recognition.None;
        var hasPositions = sheet.Rows().Any(row => row.Cells.Count > 2 && IsPositions(row.Cells[SectionColumn]));
        return hasPositions ? new(95, ["Its rows name their section and whether they are its header or its data, as Interactive Brokers writes statements."]) : Recognition.None;
    }

    /// <summary>True for a statement of any sections: its rows say whether they are a section's header or its data.</summary>
    internal static bool IsStatement(BrokerSheet sheet)
    {
        var marked = sheet.Sample.Count(row => row.Cells.Count > 2 && row.Cells[KindColumn] is "Header" or "Data" or "Total" or "SubTotal");
        return marked >= 2 && marked * 2 >= sheet.Sample.Count;
    }

    public override BrokerTable Read(BrokerSheet sheet, ColumnMap? given, CancellationToken cancellationToken)
    {
        var table = new BrokerTable();
        var account = AccountLabel.None;
        var maps = new Dictionary<string, ColumnMap>(StringComparer.Ordinal);
        foreach (var row in sheet.Rows())
        {
            if (++table.TotalRows % 1_024 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (row.Cells.Count == 0)
                table.Damaged.Add(row.Line);
            else if (row.Cells.Count > 2 && IsPositions(row.Cells[SectionColumn]))
                TakePosition(table, row, maps, account);
            else
                account = TakeOther(table, row, account);
        }

        return table;
    }

    private void TakePosition(BrokerTable table, TableRow row, Dictionary<string, ColumnMap> maps, AccountLabel account)
    {
        var section = row.Cells[SectionColumn];
        switch (row.Cells[KindColumn].Trim())
        {
            case "Header":
                maps[section] = ColumnMap.Of(row.Line, row.Cells, Find);
                table.Columns ??= maps[section];
                table.AddUnread(row, UnreadKind.Header, "The titles of the columns.");
                break;
            case "Data" when maps.TryGetValue(section, out var map) && !map.Cell(PositionField.SecurityType, row.Cells).StartsWith("Total", StringComparison.OrdinalIgnoreCase):
                TakeData(table, row, map, account);
                break;
            case "Total" when maps.TryGetValue(section, out var map):
                TakeTotal(table, row, map, account);
                break;
            default:
                table.AddUnread(row, UnreadKind.Total, "A sum of other rows.");
                break;
        }
    }

    // Open Positions,Total,,Stocks,USD,…: the sum of a category in one currency.
    private static void TakeTotal(BrokerTable table, TableRow row, ColumnMap map, AccountLabel account)
    {
        var (currency, category) = (map.Cell(PositionField.Currency, row.Cells), map.Cell(PositionField.SecurityType, row.Cells));
        if (currency.Length > 0 && category.Length > 0 && BrokerNumber.Read(map.Cell(PositionField.Value, row.Cells)) is { } value)
            table.Accounts[table.AccountOf(account)].AddSection(currency.ToUpperInvariant(), BrokerEntries.Clip(category), value);
        table.AddUnread(row, UnreadKind.Total, "A sum of other rows.");
    }

    private static void TakeData(BrokerTable table, TableRow row, ColumnMap map, AccountLabel account)
    {
        var level = map.Cell(PositionField.DetailLevel, row.Cells);
        var isLot = level.Equals("Lot", StringComparison.OrdinalIgnoreCase);
        var quantity = BrokerNumber.Read(map.Cell(PositionField.Quantity, row.Cells));
        if (level.Length > 0 && !isLot && !level.Equals("Summary", StringComparison.OrdinalIgnoreCase))
            table.AddUnread(row, UnreadKind.Total, "A sum of other rows.");
        else if (quantity == 0)
            table.AddUnread(row, UnreadKind.NothingHeld, "Its quantity is 0: nothing is held any more.");
        else if (map.Cell(PositionField.Symbol, row.Cells).Length == 0)
            table.AddUnread(row, UnreadKind.Total, "It names no security: a sum of other rows.");
        else if (!table.IsBeyondTheMost(row))
            Add(table, row, map, account, isLot);
    }

    private static void Add(BrokerTable table, TableRow row, ColumnMap map, AccountLabel account, bool isLot)
    {
        var parent = isLot ? table.ParentOf(map.Cell(PositionField.Symbol, row.Cells)) : null;
        var entry = BrokerEntries.Of(map, row, table.AccountOf(account), FileDate.Read(map.Cell(PositionField.OpenDate, row.Cells)), parent);
        table.Entries.Add(entry with { IsOrphan = isLot && parent is null });
    }

    private static AccountLabel TakeOther(BrokerTable table, TableRow row, AccountLabel account)
    {
        var (section, name) = (row.Cells[SectionColumn].Trim(), row.Cells.Count > 2 ? row.Cells[2].Trim() : "");
        var value = row.Cells.Count > 3 ? row.Cells[3].Trim() : "";
        var found = (section, name) switch
        {
            ("Account Information", "Account") => new AccountLabel(value.Split(' ')[0], account.Name),
            ("Account Information", "Account Alias") => account with { Name = value },
            ("Account Information", "Account Type" or "Customer Type") => account with { Type = value },
            _ => account,
        };
        if (section == "Statement" && name == "Period")
            table.AsOf = FileDate.Find(value);
        if (section is "Cash Report" && name == "Ending Cash" && row.Cells.Count > 4 && BrokerNumber.Read(row.Cells[4]) is { } cash)
        {
            TakeCash(table, found, value, cash);
            table.AddUnread(row, UnreadKind.Cash, "Cash: counted in the account's total.");
            return found;
        }

        if (section is "Net Asset Value" && name.Equals("Total", StringComparison.OrdinalIgnoreCase))
            table.Accounts[table.AccountOf(found)].FileTotal = NetAssetValue(row.Cells);
        table.AddUnread(row, UnreadKind.OtherTable, $"Of the section “{Rules.FoundText.Clip(section)}”, not of the open positions.");
        return found;
    }

    // Cash Report,Data,Ending Cash,Base Currency Summary,125 is all of it, and …,USD,100 that of one currency.
    private static void TakeCash(BrokerTable table, AccountLabel account, string currency, decimal cash)
    {
        var sums = table.Accounts[table.AccountOf(account)];
        if (currency is "Base Currency Summary")
            sums.Cash = cash;
        else
            sums.SetCash(currency.ToUpperInvariant(), cash);
    }

    // Net Asset Value,Data,Total,prior,long,short,current,change: the current total.
    private static decimal? NetAssetValue(IReadOnlyList<string> cells)
    {
        var numbers = cells.Skip(3).Select(cell => BrokerNumber.Read(cell)).Where(number => number is not null).ToList();
        return numbers.Count >= 2 ? numbers[^2] : null;
    }

    public override PositionField? Find(string title) => HeaderName.KeyOf(title) switch
    {
        "mult" => PositionField.Multiplier,
        "unrealizedpl" => PositionField.Gain,
        "costbasis" or "costbasismoney" => PositionField.TotalCost,
        "closeprice" => PositionField.Price,
        "code" or "position" or "priorquantity" or "priorprice" or "priormarketvalue" => null,
        "open" => PositionField.OpenDate,
        _ => base.Find(title),
    };

    private static bool IsPositions(string section) => Positions().IsMatch(section.Trim());

    [GeneratedRegex(@"^(?:(?:Long |Short )?Open Positions|Positions and Mark-to-Market Profit and Loss|Mark-to-Market Positions)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Positions();
}
