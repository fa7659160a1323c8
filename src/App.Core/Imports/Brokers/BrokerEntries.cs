using App.Core.Portfolios;

namespace App.Core.Imports.Brokers;

/// <summary>A row's cells to an entry: symbol and contract told apart, figures read.</summary>
internal static class BrokerEntries
{
    private const int LongestText = 200;

    /// <summary>Makes it.</summary>
    /// <param name="map">The columns.</param>
    /// <param name="row">The row.</param>
    /// <param name="account">Its account's place.</param>
    /// <param name="opened">The day it was opened, when the file says so.</param>
    /// <param name="parent">The position a lot is of; null for a position.</param>
    public static BrokerEntry Of(ColumnMap map, TableRow row, int account, DateOnly? opened, BrokerEntry? parent)
    {
        var cells = row.Cells;
        var symbol = Word(parent?.Symbol ?? map.Cell(PositionField.Symbol, cells));
        var description = parent?.Description ?? AccountMask.Security(Word(map.Cell(PositionField.Description, cells)));
        var option = parent is not null ? parent.Option : OptionOf(map, cells, symbol, description);
        return new BrokerEntry
        {
            Line = row.Line,
            Account = account,
            Symbol = symbol.Length > 0 ? symbol : Word(map.Cell(PositionField.SecurityId, cells)),
            Description = description,
            Type = parent?.Type ?? (map.Has(PositionField.SecurityType) ? Word(map.Cell(PositionField.SecurityType, cells)) : map.ImpliedType),
            Currency = (parent?.Currency ?? map.Cell(PositionField.Currency, cells)).ToUpperInvariant(),
            Figures = FiguresOf(map, cells, option is not null),
            Option = option,
            Opened = opened,
            IsLot = parent is not null,
        };
    }

    private static string Word(string text) => BrokerNumber.IsNothing(text) ? "" : Clip(text);

    /// <summary>The first 200 characters: what is longer is no name, and the patterns that names go through would take long over it.</summary>
    public static string Clip(string text) => text.Length <= LongestText ? text : text[..LongestText];

    private static RowFigures FiguresOf(ColumnMap map, IReadOnlyList<string> cells, bool isOption)
    {
        var quantity = Number(PositionField.Quantity);
        var value = Number(PositionField.Value);
        if (quantity > 0 && map.Cell(PositionField.Side, cells).StartsWith("short", StringComparison.OrdinalIgnoreCase))
            quantity = -quantity;
        return new(quantity, Number(PositionField.Price), value, Number(PositionField.TotalCost), Number(PositionField.CostPerShare), Number(PositionField.Cost),
            Number(PositionField.Gain), Number(PositionField.Multiplier), isOption);

        decimal? Number(PositionField field) => map.Has(field) ? BrokerNumber.Read(map.Cell(field, cells)) : null;
    }

    private static OptionTerms? OptionOf(ColumnMap map, IReadOnlyList<string> cells, string symbol, string description)
    {
        if (map.Has(PositionField.Strike) && map.Has(PositionField.Expiration) && BrokerNumber.Read(map.Cell(PositionField.Strike, cells)) is > 0 and var strike
            && FileDate.Read(map.Cell(PositionField.Expiration, cells)) is { } expiration && RightOf(map.Cell(PositionField.PutCall, cells)) is { } right)
        {
            var underlying = map.Cell(PositionField.Underlying, cells);
            var root = underlying.Length > 0 ? underlying : OptionSpelling.Read(symbol)?.Underlying ?? symbol.Split(' ')[0];
            return new(SecurityKind.Clean(root), strike, expiration, right);
        }

        return OptionSpelling.Read(symbol) ?? OptionSpelling.Read(description);
    }

    private static OptionType? RightOf(string text) => text.Trim().ToUpperInvariant() switch
    {
        "C" or "CALL" or "CALLS" => OptionType.Call,
        "P" or "PUT" or "PUTS" => OptionType.Put,
        _ => null,
    };
}
