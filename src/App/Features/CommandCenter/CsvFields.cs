using System.Globalization;
using App.Core.Portfolios;
using App.Features.CommandCenter.Risk;

namespace App.Features.CommandCenter;

/// <summary>A column of the export.</summary>
/// <param name="Name">Its title.</param>
/// <param name="Cell">Its cell in the line of a position; null where the figure is not known.</param>
internal sealed record CsvField(string Name, Func<PositionRow, string?> Cell);

/// <summary>What the columns of the grid are in the export: one field, or all that a cell shows together.</summary>
internal static class CsvFields
{
    private static readonly CsvField[] Class =
    [
        new("Class", row => Codes.InvestmentClasses.NameOf(row.Position.Class)),
        new("Subtype", row => row.Position.Subtype is { } subtype ? Codes.InvestmentSubtypes.NameOf(subtype) : null),
    ];

    private static readonly CsvField[] Price =
    [
        new("Price", row => Text(row.Price)),
        new("Price Date", row => Text(row.Mark?.PriceDate)),
        new("Price Source", row => row.Mark?.Source.ToString().ToLowerInvariant()),
        new("Price Note", row => row.Mark?.Note),
    ];

    private static readonly CsvField Name = new("Name", row => row.Name);
    private static readonly CsvField Side = new("Side", row => Codes.PositionTypes.NameOf(row.Position.Type));
    private static readonly CsvField Quantity = new("Quantity", row => Text(row.Quantity));
    private static readonly CsvField Underlying = new("Underlying", row => row.Position.UnderlyingSymbol);
    private static readonly CsvField Strike = new("Strike", row => Text(row.Position.StrikePrice));
    private static readonly CsvField Expiration = new("Expiration", row => Text(row.Position.ExpirationDate));
    private static readonly CsvField Value = new("Value", row => Text(row.Value));
    private static readonly CsvField Weight = new("Weight", row => Text(row.Weight));
    private static readonly CsvField Day = new("Day P&L", row => Text(row.DayPnl));
    private static readonly CsvField Pnl = new("P&L", row => Text(row.Pnl));
    private static readonly CsvField Cost = new("Cost", row => Text(row.Cost));
    private static readonly CsvField EntryPrice = new("Entry Price", row => Text(row.EntryPrice));
    private static readonly CsvField EntryDate = new("Entry Date", row => Text(row.Position.EntryDate));
    private static readonly CsvField Exposure = new("Delta-Adjusted Exposure", row => Text(row.Risk.Exposure.Value));
    private static readonly CsvField Beta = new("Beta", row => Text(row.Risk.Beta.Value));
    private static readonly CsvField ExitDate = new("Exit Date", row => Text(row.Position.ExitDate));

    // What every choice begins with: whose position it is.
    private static readonly CsvField[] First =
        [new("Portfolio", row => row.Portfolio.Name), new("Account", row => row.Portfolio.AccountName), new("Symbol", row => row.Position.Symbol)];

    // What every choice ends with: the session, and what is only estimated.
    private static readonly CsvField[] Last =
    [
        new("As Of", row => Text(row.Mark?.Session)),
        new("Estimated", row => (row.Position.IsEntryPriceEstimated, row.Position.IsEntryDateEstimated) switch
        {
            (true, true) => "entry price and date",
            (true, _) => "entry price",
            (_, true) => "entry date",
            _ => null,
        }),
    ];

    // For who has not chosen columns. Programs rely on it, some by the place of a field: it has more than is shown, and what is new comes at its end.
    private static readonly CsvField[] Default =
        [.. First, Name, .. Class, Side, Quantity, Underlying, Strike, Expiration, .. Price, Value, Weight, Day, Pnl, Cost, EntryPrice, EntryDate, ExitDate, .. Last, Exposure, Beta];

    /// <summary>The fields of the file, in their order.</summary>
    public static IReadOnlyList<CsvField> Of(PositionColumns columns) => columns.IsDefault ? Default : [.. First, .. columns.Shown.SelectMany(Of), .. Last];

    private static CsvField[] Of(PositionColumn column) => column switch
    {
        PositionColumn.Position => [Name],
        PositionColumn.Class => Class,
        PositionColumn.Side => [Side],
        PositionColumn.Sector => [new("Sector", row => row.Sector)],
        PositionColumn.Underlying => [Underlying, Strike],
        PositionColumn.Expiration => [Expiration],
        PositionColumn.Quantity => [Quantity],
        PositionColumn.Price => Price,
        PositionColumn.PriceSource => [new("Price From", row => row.PriceSource)],
        PositionColumn.Value => [Value],
        PositionColumn.Weight => [Weight],
        PositionColumn.Day => [Day],
        PositionColumn.Pnl => [Pnl],
        PositionColumn.Return => [new("Return", row => Text(row.Return))],
        PositionColumn.Cost => [Cost],
        PositionColumn.EntryPrice => [EntryPrice],
        PositionColumn.Entered => [EntryDate, ExitDate],
        PositionColumn.Exposure => [Exposure],
        PositionColumn.Beta => [Beta],
        PositionColumn.Volatility => [new("Volatility", row => Text(row.Risk.Volatility.Value))],
        PositionColumn.Delta => Greek("Delta", greeks => greeks.Delta, greeks => greeks.PositionDelta),
        PositionColumn.Gamma => Greek("Gamma", greeks => greeks.Gamma, greeks => greeks.PositionGamma),
        PositionColumn.Theta => Greek("Theta", greeks => greeks.Theta, greeks => greeks.PositionTheta),
        PositionColumn.Vega => Greek("Vega", greeks => greeks.Vega, greeks => greeks.PositionVega),
        PositionColumn.Rho => Greek("Rho", greeks => greeks.Rho, greeks => greeks.PositionRho),
        PositionColumn.ImpliedVolatility => [new("Option Volatility", row => Text(row.Risk.Greeks.Value?.Volatility))],
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "There is no such column."),
    };

    // Both, whichever the grid shows larger.
    private static CsvField[] Greek(string name, Func<PositionGreeks, double> share, Func<PositionGreeks, double> position) =>
    [
        new(name, row => row.Risk.Greeks.Value is { } greeks ? Text(share(greeks)) : null),
        new("Position " + name, row => row.Risk.Greeks.Value is { } greeks ? Text(position(greeks)) : null),
    ];

    // Money is kept as 0.########: 12.50 and 12.5 are one number, and nobody reads more digits.
    private static string? Text(decimal? number) => number?.ToString("0.########", CultureInfo.InvariantCulture);

    private static string? Text(double? number) => number?.ToString("0.########", CultureInfo.InvariantCulture);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
