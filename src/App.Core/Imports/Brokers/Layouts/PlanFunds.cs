namespace App.Core.Imports.Brokers.Layouts;

/// <summary>Workplace plans (Alight and other administrators): funds by name, units and their price, an opening and a closing balance.</summary>
internal sealed class PlanFunds : PositionsLayout
{
    public override string Id => "plan_funds";

    public override string Broker => "Plan administrator";

    public override string Title => "Funds of a workplace plan";

    public override bool IsPlan => true;

    public override Recognition Recognise(BrokerSheet sheet)
    {
        if (HeaderOf(sheet) is not { } header)
            return Recognition.None;
        var own = CountTitles(header, "Plan", "Plan Name", "Fund Name", "Fund", "Investment Option", "Units", "Unit Price", "Unit Value", "Fund Price", "Closing Balance", "Ending Balance", "Opening Balance", "Vested Balance", "Future Investments", "Current Mix", "Contribution Rate", "Fund Return");
        var hasTicker = CountTitles(header, "Symbol", "Ticker") > 0;
        return own < 3 || hasTicker
            ? Recognition.None
            : new(Math.Min(90, 40 + (own * 8)), [$"{own} of its columns are those of a workplace plan: funds by name, units, balances."]);
    }
}
