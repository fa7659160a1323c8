using System.Text.RegularExpressions;
using App.Core.Imports.Csv;

namespace App.Core.Imports.Brokers.Layouts;

/// <summary>Fidelity, statement as CSV: accounts and their values, then per account sections of stocks, funds, core account, each with a subtotal.</summary>
internal sealed partial class FidelityStatement : PositionsLayout
{
    public override string Id => "fidelity_statement";

    public override string Broker => "Fidelity";

    public override string Title => "Fidelity statement";

    public override Recognition Recognise(BrokerSheet sheet)
    {
        if (HeaderOf(sheet) is not { } header || CountTitles(header, "Symbol/CUSIP", "Beginning Value", "Ending Value", "Cost Basis", "Quantity", "Price") < 5)
            return Recognition.None;
        var hasSections = sheet.Sample.Any(row => row.Cells.Count > 0 && row.Cells[0].StartsWith("Subtotal of", StringComparison.OrdinalIgnoreCase));
        return new(hasSections ? 98 : 80, ["Its columns are those of Fidelity's statement: Symbol/CUSIP, beginning and ending value, cost basis."]);
    }

    public override PositionField? Find(string title) => HeaderName.KeyOf(title) switch
    {
        "beginningvalue" or "beginningmktvalue" or "changeininvestment" => null,
        "costbasis" => PositionField.TotalCost,
        _ => base.Find(title),
    };

    public override AccountLabel? AccountIn(IReadOnlyList<string> cells)
    {
        var text = cells[0].Trim();
        return cells.Skip(1).All(cell => cell.Trim().Length == 0) && AccountLine().IsMatch(text) ? new(text, "") : null;
    }

    public override (AccountLabel Account, decimal? Total)? AccountSummaryIn(IReadOnlyList<string> titles, IReadOnlyList<string> cells)
    {
        var number = titles.ToList().FindIndex(title => HeaderName.KeyOf(title) == "account");
        if (number < 0 || number >= cells.Count || !AccountLine().IsMatch(cells[number].Trim()))
            return null;
        var total = titles.ToList().FindIndex(title => HeaderName.KeyOf(title) is "endingnetvalue" or "endingmktvalue");
        return (new(cells[number].Trim(), cells[0].Trim()), total >= 0 && total < cells.Count ? BrokerNumber.Read(cells[total]) : null);
    }

    [GeneratedRegex(@"^[A-Z]{0,2}\d{5,}$", RegexOptions.CultureInvariant)]
    private static partial Regex AccountLine();
}
