using App.Core.Imports.Csv;

namespace App.Core.Imports.Brokers.Layouts;

/// <summary>E*TRADE, Portfolios → Download: the account's summary, the view and its filters, the positions, CASH, TOTAL, the time.</summary>
/// <remarks>Tax lots stand below their position as indented dates in the symbol column. TOTAL has another number of fields than the header. Bonds are priced per 100.</remarks>
internal sealed class EtradePortfolio : PositionsLayout
{
    public override string Id => "etrade_portfolio";

    public override string Broker => "E*TRADE";

    public override string Title => "E*TRADE portfolio";

    public override Recognition Recognise(BrokerSheet sheet)
    {
        List<string> reasons = [];
        var score = 0;
        if (sheet.Sample.Any(row => Is(row, "accountsummary")))
        {
            score += 35;
            reasons.Add("It begins with “Account Summary”.");
        }

        if (sheet.Sample.Any(row => row.Cells.Count > 0 && (row.Cells[0].StartsWith("View Summary", StringComparison.OrdinalIgnoreCase) || row.Cells[0].StartsWith("Filters applied", StringComparison.OrdinalIgnoreCase))))
        {
            score += 35;
            reasons.Add("It names a view and its filters.");
        }

        if (HeaderOf(sheet) is { } header && CountTitles(header, "Last Price $", "Price Paid $", "Day's Gain $", "Total Gain $", "Total Gain %", "Value $", "Qty #", "Change $") is >= 3 and var own)
        {
            score += 30;
            reasons.Add($"{own} of its columns are titled as E*TRADE titles them.");
        }

        return score < 30 ? Recognition.None : new(score, reasons);
    }

    public override PositionField? Find(string title) => HeaderName.KeyOf(title) switch
    {
        "value" => PositionField.Value,
        "pricepaid" => PositionField.CostPerShare,
        _ => base.Find(title),
    };

    public override (AccountLabel Account, decimal? Total)? AccountSummaryIn(IReadOnlyList<string> titles, IReadOnlyList<string> cells)
    {
        var total = titles.ToList().FindIndex(title => HeaderName.KeyOf(title) == "netaccountvalue");
        return total > 0 && total < cells.Count && BrokerNumber.Read(cells[total]) is { } value && cells[0].Any(char.IsLetter) ? (LabelOf(cells[0]), value) : null;
    }

    public override DateOnly? LotIn(ColumnMap map, IReadOnlyList<string> cells) => FileDate.Read(map.Cell(PositionField.Symbol, cells));

    private static bool Is(TableRow row, string key) => row.Cells.Count > 0 && HeaderName.KeyOf(row.Cells[0]) == key && row.Cells.Skip(1).All(cell => cell.Trim().Length == 0);
}
