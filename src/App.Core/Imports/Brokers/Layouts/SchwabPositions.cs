using System.Text.RegularExpressions;

namespace App.Core.Imports.Brokers.Layouts;

/// <summary>Charles Schwab, Positions → Export: a title with account and day, then per account a header, the rows, cash and a total.</summary>
/// <remarks>
/// The columns are the user's choice in any order, one of them without a title; they were renamed in 2025 (<c>Qty (Quantity)</c>) and 2026
/// (<c>Asset Type</c>, <c>Positions Total</c>). An export of all accounts puts a line with the account's name above each header.
/// </remarks>
internal sealed partial class SchwabPositions : PositionsLayout
{
    public override string Id => "schwab_positions";

    public override string Broker => "Schwab";

    public override Recognition Recognise(BrokerSheet sheet)
    {
        if (HeaderOf(sheet) is not { } header)
            return Recognition.None;
        List<string> reasons = [];
        var score = 0;
        if (sheet.Sample.Any(row => row.Cells.Count > 0 && TitleLine().IsMatch(BrokerEntries.Clip(row.Cells[0]))))
        {
            score += 60;
            reasons.Add("The first line reads “Positions for account … as of …”.");
        }

        var own = CountTitles(header, "Qty (Quantity)", "Mkt Val (Market Value)", "Gain $ (Gain/Loss $)", "Gain/Loss $", "Day Change $", "Day Chng $ (Day Change $)", "Reinvest Dividends?", "Reinvest?", "Capital Gains?", "Security Type", "Asset Type", "Ratings", "% of Acct (% of Account)");
        if (own >= 2)
        {
            score += Math.Min(40, own * 10);
            reasons.Add($"{own} of its columns are titled as Schwab titles them.");
        }

        return new(score, reasons);
    }

    public override AccountLabel? AccountIn(IReadOnlyList<string> cells)
    {
        var text = BrokerEntries.Clip(cells[0].Trim());
        if (TitleLine().Match(text) is { Success: true } title)
            return title.Groups["account"].Value.Trim() is var account && (account.Length == 0 || AllAccounts().IsMatch(account)) ? null : LabelOf(account);
        return cells.Skip(1).All(cell => cell.Trim().Length == 0) && AccountLine().IsMatch(text) ? LabelOf(text) : null;
    }

    [GeneratedRegex(@"^\W*Positions for (?:account\b)?(?<account>.*?)\bas of\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TitleLine();

    [GeneratedRegex(@"^(?:all[- ]accounts|custaccs)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AllAccounts();

    [GeneratedRegex(@"(?:\.{2,}|…|X{2,}|\*{2,}|-)\s*\d{3,}$", RegexOptions.CultureInvariant)]
    private static partial Regex AccountLine();
}
