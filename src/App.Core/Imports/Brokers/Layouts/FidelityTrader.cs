namespace App.Core.Imports.Brokers.Layouts;

/// <summary>Fidelity's trading desktop (Active Trader Pro), Positions → Export: a title with the day, then the columns of the screen, five unless the user added more.</summary>
/// <remarks>
/// <c>Symbol, Quantity, Last, $ Avg Cost, $ Total G/L</c>, perhaps <c>$ Day G/L</c> and <c>Account</c>; a row of <c>Totals</c>. No value: it is quantity times last. A list of closed
/// positions begins alike and goes on with what they were sold for.
/// </remarks>
internal sealed class FidelityTrader : PositionsLayout
{
    public override string Id => "fidelity_trader";

    public override string Broker => "Fidelity";

    public override string Title => "Fidelity Active Trader Pro positions";

    public override Recognition Recognise(BrokerSheet sheet)
    {
        if (HeaderOf(sheet) is not { } header || CountTitles(header, "Symbol", "Quantity", "Last") < 3 || CountTitles(header, "Avg Proceeds") > 0)
            return Recognition.None;
        var own = header.Cells.Count(cell => cell.Trim() is "$ Avg Cost" or "$ Day G/L" or "$ Total G/L" or "% Day G/L" or "% Total G/L");
        return own == 0 ? Recognition.None : new(Math.Min(95, 50 + (own * 15)), [$"{own} of its columns are titled as Fidelity's Active Trader Pro titles them."]);
    }

    public override PositionField? Find(string title) => Csv.HeaderName.KeyOf(title) switch
    {
        "totalgl" when title.Contains('$', StringComparison.Ordinal) => PositionField.Gain,
        _ => base.Find(title),
    };
}
