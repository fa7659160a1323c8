namespace App.Core.Imports.Brokers.Layouts;

/// <summary>Fidelity, Positions → Download: one header, the rows of all accounts, disclaimers, the time of the download.</summary>
/// <remarks>
/// Rows may have one field more than the header. The header's case and its last columns have changed over the years. Money-market funds carry two
/// asterisks and have no quantity; workplace plans have a blank symbol or a CUSIP.
/// </remarks>
internal sealed class FidelityPositions : PositionsLayout
{
    public override string Id => "fidelity_positions";

    public override string Broker => "Fidelity";

    public override Recognition Recognise(BrokerSheet sheet)
    {
        if (HeaderOf(sheet) is not { } header)
            return Recognition.None;
        List<string> reasons = [];
        var score = 0;
        var own = CountTitles(header, "Account Number", "Account Name", "Last Price Change", "Current Value", "Today's Gain/Loss Dollar", "Total Gain/Loss Dollar", "Total Gain/Loss Percent", "Percent Of Account", "% of Account", "Cost Basis Total", "Average Cost Basis", "Sleeve Name");
        if (own >= 3)
        {
            score += Math.Min(85, own * 12);
            reasons.Add($"{own} of its columns are titled as Fidelity titles them.");
        }

        if (sheet.Sample.Any(row => row.Cells.Any(cell => cell.Contains("Fidelity", StringComparison.OrdinalIgnoreCase))))
        {
            score += 15;
            reasons.Add("It names Fidelity.");
        }

        return score < 30 ? Recognition.None : new(score, reasons);
    }

    public override PositionField? Find(string title) => Csv.HeaderName.KeyOf(title) switch
    {
        // Cash or Margin: how the position is held, not what it is.
        "type" => null,
        _ => base.Find(title),
    };
}
