namespace App.Core.Imports.Brokers.Layouts;

/// <summary>Merrill, Holdings → Export: one header with the close-of-business date. No cost: value less unrealised gain.</summary>
internal sealed class MerrillHoldings : PositionsLayout
{
    public override string Id => "merrill_holdings";

    public override string Broker => "Merrill";

    public override string Title => "Merrill holdings";

    public override Recognition Recognise(BrokerSheet sheet)
    {
        if (HeaderOf(sheet) is not { } header)
            return Recognition.None;
        var hasDay = CountTitles(header, "COB Date") == 1;
        var own = CountTitles(header, "Security #", "Symbol", "CUSIP #", "Security Description", "Account Nickname", "Account Registration", "Account #", "Quantity", "Price ($)", "Value ($)", "Unrealized Gain/Loss ($)");
        return !hasDay || own < 3
            ? Recognition.None
            : new(Math.Min(95, 50 + (own * 6)), ["It has the column “COB Date”.", $"{own} more of its columns are titled as Merrill titles them."]);
    }

    public override PositionField? Find(string title) => Csv.HeaderName.KeyOf(title) switch
    {
        "security" when title.Contains('#', StringComparison.Ordinal) => null,
        "accountnickname" => PositionField.AccountName,
        _ => base.Find(title),
    };
}
