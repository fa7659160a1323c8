using System.Globalization;
using System.Text;
using App.Core.Imports.Csv;
using App.Core.Portfolios;

namespace App.Features.CommandCenter;

/// <summary>The positions shown, as a file: every row of the filter, whatever page is open. Figures in full, written as programs read them.</summary>
internal static class PositionCsv
{
    private static readonly string[] Header =
    [
        "Portfolio", "Account", "Symbol", "Name", "Class", "Subtype", "Side", "Quantity", "Underlying", "Strike", "Expiration", "Price", "Price Date",
        "Price Source", "Price Note", "Value", "Weight", "Day P&L", "P&L", "Cost", "Entry Price", "Entry Date", "Exit Date", "As Of", "Estimated",
    ];

    /// <summary>Writes rows as UTF-8 with a byte order mark, which spreadsheets need to see what it is.</summary>
    public static byte[] Write(IEnumerable<PositionRow> rows)
    {
        using var buffer = new MemoryStream();
        using (var text = new StreamWriter(buffer, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            var table = new CsvTableWriter(text);
            table.WriteRow(Header);
            foreach (var row in rows)
            {
                table.WriteRow(Cells(row));
            }
        }

        return buffer.ToArray();
    }

    private static IEnumerable<string?> Cells(PositionRow row)
    {
        var (position, mark) = (row.Position, row.Mark);
        return
        [
            row.Portfolio.Name,
            row.Portfolio.AccountName,
            position.Symbol,
            row.Name,
            Codes.InvestmentClasses.NameOf(position.Class),
            position.Subtype is { } subtype ? Codes.InvestmentSubtypes.NameOf(subtype) : null,
            Codes.PositionTypes.NameOf(position.Type),
            Text(row.Quantity),
            position.UnderlyingSymbol,
            Text(position.StrikePrice),
            Text(position.ExpirationDate),
            Text(row.Price),
            Text(mark?.PriceDate),
            mark?.Source.ToString().ToLowerInvariant(),
            mark?.Note,
            Text(row.Value),
            row.Weight?.ToString("0.########", CultureInfo.InvariantCulture),
            Text(row.DayPnl),
            Text(row.Pnl),
            Text(row.Cost),
            Text(row.EntryPrice),
            Text(position.EntryDate),
            Text(position.ExitDate),
            Text(mark?.Session),
            (position.IsEntryPriceEstimated, position.IsEntryDateEstimated) switch { (true, true) => "entry price and date", (true, _) => "entry price", (_, true) => "entry date", _ => null },
        ];
    }

    // Money is kept as 0.########: 12.50 and 12.5 are one number, and nobody reads more digits.
    private static string? Text(decimal? number) => number?.ToString("0.########", CultureInfo.InvariantCulture);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
