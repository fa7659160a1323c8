using App.Core.Imports;
using App.Core.Imports.Rules;
using App.Core.Portfolios;

namespace App.Core.Accounts;

internal static partial class ExportTables
{
    private static readonly (string Title, Func<Position, string?> Cell)[] Template =
    [
        (TemplateColumn.Symbol.Title(), row => row.Symbol), (TemplateColumn.Quantity.Title(), row => Text(row.Quantity)), (TemplateColumn.EntryPrice.Title(), row => Text(row.EntryPrice)),
        (TemplateColumn.EntryDate.Title(), row => Text(row.EntryDate)), (TemplateColumn.InvestmentClass.Title(), row => Codes.InvestmentClasses.NameOf(row.Class)),
        (TemplateColumn.InvestmentSubtype.Title(), row => row.Subtype is { } subtype ? Codes.InvestmentSubtypes.NameOf(subtype) : null),
        (TemplateColumn.UnderlyingSymbol.Title(), row => row.UnderlyingSymbol), (TemplateColumn.StrikePrice.Title(), row => Text(row.StrikePrice)), (TemplateColumn.ExpirationDate.Title(), row => Text(row.ExpirationDate)),
        (TemplateColumn.OptionType.Title(), row => row.OptionType is { } type ? Codes.OptionTypes.NameOf(type) : null), (TemplateColumn.ExitDate.Title(), row => Text(row.ExitDate)), (TemplateColumn.ExitPrice.Title(), row => Text(row.ExitPrice)),
    ];

    private static readonly ExportTable<Position> Plain = new(Template);

    private static readonly ExportTable<Position> WithEstimates = new(
        ((string, Func<Position, string?>)[])[.. Template, (EstimateColumn.Title, row => EstimateColumn.Write(row.IsEntryDateEstimated, row.IsEntryPriceEstimated))]);

    /// <summary>Every lot, those that were closed with it, and what the template has no column for.</summary>
    public static ExportTable<Position> Lots { get; } = new(
        ((string, Func<Position, string?>)[])[("id", row => Text(row.Id)), ("ordinal", row => Text(row.Ordinal)), .. Template, ("position_type", row => Codes.PositionTypes.NameOf(row.Type)), ("is_closed", row => Text(row.ExitDate is not null)),
            ("entry_date_estimated", row => Text(row.IsEntryDateEstimated)), ("entry_price_estimated", row => Text(row.IsEntryPriceEstimated))]);

    /// <summary>
    /// The twelve columns of the template, to be imported again. One more only where they do not say all: that a day or a price was estimated, or that a price was divided out of a
    /// broker's total and has more decimals than a person types.
    /// </summary>
    public static async Task<ExportTable<Position>> PositionsAsync(IAsyncEnumerable<Position> positions)
    {
        await foreach (var position in positions)
        {
            if (position.IsEntryDateEstimated || position.IsEntryPriceEstimated || HasMoreDecimals(position))
            {
                return WithEstimates;
            }
        }

        return Plain;
    }

    private static bool HasMoreDecimals(Position position)
    {
        var most = position.Class == InvestmentClass.Public && position.Subtype != InvestmentSubtype.MutualFund ? PositionLimits.PublicPriceDecimals : PositionLimits.PriceDecimals;
        return decimal.Round(position.EntryPrice, most) != position.EntryPrice || (position.ExitPrice is { } exit && decimal.Round(exit, most) != exit);
    }
}
