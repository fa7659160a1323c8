using System.Collections.Frozen;
using System.Text.Json;

namespace App.Features.CommandCenter;

/// <summary>How a column is called, where it stands and what it means.</summary>
/// <param name="Column">The column.</param>
/// <param name="Name">Its heading.</param>
/// <param name="Group">The group of the chooser.</param>
/// <param name="Meaning">What the figure is, in a sentence; empty where the name says it.</param>
public sealed record ColumnFace(PositionColumn Column, string Name, PositionColumnGroup Group, string Meaning = "")
{
    private static readonly FrozenDictionary<PositionColumn, ColumnFace> ByColumn = new ColumnFace[]
    {
        new(PositionColumn.Position, "Position", PositionColumnGroup.Position),
        new(PositionColumn.Class, "Class", PositionColumnGroup.Position) { IsWords = true, Room = "mid" },
        new(PositionColumn.Side, "Side", PositionColumnGroup.Position) { IsWords = true, Room = "mid" },
        new(PositionColumn.Sector, "Sector", PositionColumnGroup.Position, "Sector of the security, of an option that of its underlying.") { IsWords = true },
        new(PositionColumn.Underlying, "Underlying", PositionColumnGroup.Option, "What the option is on.") { IsWords = true },
        new(PositionColumn.Expiration, "Expires", PositionColumnGroup.Option, "The day the option expires."),
        new(PositionColumn.Quantity, "Quantity", PositionColumnGroup.Position, "Shares or contracts; short is negative.") { Room = "hide" },
        new(PositionColumn.Price, "Price", PositionColumnGroup.Value, "Price a share at the close.") { Room = "hide" },
        new(PositionColumn.PriceSource, "Price from", PositionColumnGroup.Value, "The source of its newest price, of an option that of its underlying.") { IsWords = true },
        new(PositionColumn.Value, "Value", PositionColumnGroup.Value),
        new(PositionColumn.Weight, "Weight", PositionColumnGroup.Value, "Value over equity.") { Room = "hide" },
        new(PositionColumn.Day, "Day P&L", PositionColumnGroup.Value, "Profit of the session.") { Room = "hide" },
        new(PositionColumn.Pnl, "P&L", PositionColumnGroup.Value, "Profit since entry."),
        new(PositionColumn.Return, "Return", PositionColumnGroup.Value, "Profit since entry over what was paid or taken in."),
        new(PositionColumn.Cost, "Cost", PositionColumnGroup.Value),
        new(PositionColumn.EntryPrice, "Entry price", PositionColumnGroup.Value, "Price a share at entry, splits since then taken into account."),
        new(PositionColumn.Entered, "Entered", PositionColumnGroup.Value),
        new(PositionColumn.Exposure, "Delta-adjusted", PositionColumnGroup.Risk, "Delta-adjusted exposure: what the position moves like, in dollars of its underlying. Of what is no option its value.") { Room = "mid" },
        new(PositionColumn.Beta, "Beta", PositionColumnGroup.Risk, "Beta to the market over 90 days, of an option that of its underlying.") { Room = "mid" },
        new(PositionColumn.Volatility, "Volatility", PositionColumnGroup.Risk, "Annual volatility of the last 63 returns, of an option that of its underlying."),
        new(PositionColumn.Delta, "Delta", PositionColumnGroup.Option, "Dollars a share of the option gains per dollar of the underlying; below it the shares that the position moves like."),
        new(PositionColumn.Gamma, "Gamma", PositionColumnGroup.Option, "What a dollar of the underlying adds to delta, a share; below it the shares that it adds to the position."),
        new(PositionColumn.Theta, "Theta / day", PositionColumnGroup.Option, "Dollars that a calendar day brings the whole position; below it a share."),
        new(PositionColumn.Vega, "Vega / point", PositionColumnGroup.Option, "Dollars that a point of volatility brings the whole position; below it a share."),
        new(PositionColumn.Rho, "Rho / point", PositionColumnGroup.Option, "Dollars that a point of interest brings the whole position; below it a share."),
        new(PositionColumn.ImpliedVolatility, "Option volatility", PositionColumnGroup.Option, "The volatility that the option is priced with, and its Greeks: implied by its entry price; where none is, the realised one of its underlying over 63 sessions, else 25 %. Which of them stands below it."),
    }.ToFrozenDictionary(face => face.Column);

    private static readonly FrozenDictionary<string, PositionColumn> ByCode = ByColumn.Values.ToFrozenDictionary(face => face.Code, face => face.Column, StringComparer.OrdinalIgnoreCase);

    /// <summary>True for words: written from the left, and sorted from the first letter on.</summary>
    public bool IsWords { get; init; }

    /// <summary>The class that takes the column out of the default table where there is no room for it; empty for those that always stay.</summary>
    public string Room { get; init; } = "";

    /// <summary>How the address spells it.</summary>
    public string Code { get; } = JsonNamingPolicy.KebabCaseLower.ConvertName(Column.ToString());

    /// <summary>True when the figure is one of the risk.</summary>
    public bool IsRisk => Column >= PositionColumn.Exposure;

    /// <summary>True when sorting begins with the smallest: words, and the day that comes first.</summary>
    public bool BeginsUpward => IsWords || Column is PositionColumn.Position or PositionColumn.Expiration;

    /// <summary>Every column, in the order of the chooser.</summary>
    public static IReadOnlyList<ColumnFace> All { get; } = [.. ByColumn.Values.OrderBy(face => face.Column)];

    /// <summary>That of a column.</summary>
    public static ColumnFace Of(PositionColumn column) => ByColumn[column];

    /// <summary>Reads a code of an address, in any case.</summary>
    public static bool TryParse(string? code, out PositionColumn column)
    {
        column = default;
        return code is not null && ByCode.TryGetValue(code, out column);
    }
}
