namespace App.Core.Imports.Brokers.Layouts;

/// <summary>Citi Wealth Management, Holdings → Export: 21 columns, cash as a deposit program.</summary>
internal sealed class CitiHoldings : PositionsLayout
{
    public override string Id => "citi_holdings";

    public override string Broker => "Citi";

    public override string Title => "Citi holdings";

    public override Recognition Recognise(BrokerSheet sheet)
    {
        if (HeaderOf(sheet) is not { } header)
            return Recognition.None;
        var own = CountTitles(header, "Security ID", "Account Nickname/Title", "Asset Classification", "Sub-Asset Classification", "Price as of Date", "Market Value Change", "Accrued Interest", "Change Price Amount");
        return own < 4 ? Recognition.None : new(Math.Min(95, 40 + (own * 8)), [$"{own} of its columns are titled as Citi titles them."]);
    }

    public override PositionField? Find(string title) => Csv.HeaderName.KeyOf(title) == "priceasofdate" ? PositionField.AsOf : base.Find(title);
}
