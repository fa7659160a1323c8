using App.Core.Imports.Brokers.Layouts;

namespace App.Core.Imports.Brokers;

/// <summary>Recognises files that hold no positions, and says which file to download instead.</summary>
/// <remarks>
/// May be asked before or after the layouts: a file that a broker's layout reads positions from is never claimed. One that only the general layout would read
/// is claimed when a broker's list of sales or trades is certain, for those have symbols and quantities too and nothing of them is held.
/// </remarks>
internal static class WrongFiles
{
    /// <summary>What the file is; null when it holds positions, or when nothing is known of it.</summary>
    public static WrongFile? Recognise(BrokerSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        if (Recogniser.Layouts.Any(layout => layout is not AnyPositions && Reads(layout, sheet)))
            return null;
        if (Statement(sheet) is { } statement)
            return statement;
        if (WrongFileRule.All.FirstOrDefault(rule => rule.Fits(sheet.Sample)) is { } known)
            return known.File;

        var instead = HoldingsExport.Of(sheet);
        if (WrongFileRule.Sales(instead) is var sales && sales.Fits(sheet.Sample))
            return sales.File;
        if (WrongFileRule.Payments(instead) is var payments && payments.Fits(sheet.Sample))
            return payments.File;
        return Recogniser.Layouts.Any(layout => Reads(layout, sheet)) ? null : General(sheet, instead);
    }

    private static WrongFile? General(BrokerSheet sheet, HoldingsExport instead)
    {
        var kinds = sheet.Sample.Select(row => Headers.KindOf(row.Cells, ColumnDictionary.Find)).ToHashSet();
        if (kinds.Contains(HeaderKind.Positions))
            return null;
        if (kinds.Contains(HeaderKind.Transactions))
            return WrongFileRule.TransactionsOf(instead);
        if (kinds.Contains(HeaderKind.Balances))
            return WrongFileRule.BalancesOf(IsEtrade(sheet) ? HoldingsExport.Etrade : instead);
        return ForeignTitles.LanguageOf(sheet.Sample) is { } language ? ForeignTitles.FileIn(language, instead) with { MayBeMapped = !ForeignTitles.AreOfTransactions(sheet.Sample) } : null;
    }

    // A portfolio of E*TRADE begins with balances: without a view of positions nothing else is in it.
    private static bool IsEtrade(BrokerSheet sheet) => Recogniser.Layouts.Any(layout => layout is EtradePortfolio && layout.Recognise(sheet).Score >= Recogniser.Sure);

    // The statement's layout looks for the section itself, which may stand far below; a Flex query is known by titles that its every table has.
    private static bool Reads(PositionsLayout layout, BrokerSheet sheet) =>
        layout.Recognise(sheet).Score >= Recogniser.Sure
        && (layout is InteractiveBrokersStatement
            || (layout is InteractiveBrokersFlex ? sheet.Rows() : sheet.Sample).Any(row => Headers.KindOf(row.Cells, layout.Find) == HeaderKind.Positions));

    private static WrongFile? Statement(BrokerSheet sheet)
    {
        if (!InteractiveBrokersStatement.IsStatement(sheet))
            return null;
        var instead = HoldingsExport.InteractiveBrokers;
        return ForeignTitles.LanguageOf(sheet.Sample) is { } language
            ? ForeignTitles.FileIn(language, instead)
            : new("ibkr_statement", instead.Broker, "a statement without open positions", instead.How, instead.Guide);
    }
}
