namespace App.Core.Imports.Brokers.Layouts;

/// <summary>Vanguard, Download Center (OfxDownload.csv): a table of holdings, then one of transactions. No cost.</summary>
internal sealed class VanguardHoldings : PositionsLayout
{
    public override string Id => "vanguard_holdings";

    public override string Broker => "Vanguard";

    public override string Title => "Vanguard holdings";

    public override Recognition Recognise(BrokerSheet sheet)
    {
        if (HeaderOf(sheet) is not { } header)
            return Recognition.None;
        List<string> reasons = [];
        var score = 0;
        var own = CountTitles(header, "Account Number", "Investment Name", "Fund Name", "Symbol", "Shares", "Share Price", "Total Value", "Fund Account Number");
        if (own >= 5)
        {
            score += 70;
            reasons.Add("Its columns are those of Vanguard's download: investment name, symbol, shares, share price, total value.");
        }

        if (sheet.Sample.Any(row => row != header && row.Cells.Any(cell => cell.Contains("Vanguard", StringComparison.OrdinalIgnoreCase))))
        {
            score += CountTitles(header, "Shares", "Symbol", "Account") >= 2 ? 40 : 10;
            reasons.Add("It names Vanguard.");
        }

        if (sheet.FileName.Contains("ofxdownload", StringComparison.OrdinalIgnoreCase))
        {
            score += 20;
            reasons.Add("It is named as Vanguard names its download.");
        }

        return new(Math.Min(score, 95), score == 0 ? [] : reasons);
    }
}
