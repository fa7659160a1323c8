namespace App.Core.Imports.Brokers;

/// <summary>What a row below a header of positions is, told by its cells alone.</summary>
internal static class RowRules
{
    /// <summary>What the row is about: its symbol, else its description, else its first filled cell.</summary>
    public static string NameOf(ColumnMap map, IReadOnlyList<string> cells)
    {
        var symbol = map.Cell(PositionField.Symbol, cells);
        if (symbol.Length > 0 && !BrokerNumber.IsNothing(symbol))
            return symbol;
        var description = map.Cell(PositionField.Description, cells);
        return description.Length > 0 && !BrokerNumber.IsNothing(description) ? description : FirstFilled(cells);
    }

    /// <summary>True when the row stands no longer in the table: an account's line between two tables of the same file, the time of the download below them.</summary>
    public static bool EndsTable(ColumnMap map, IReadOnlyList<string> cells)
    {
        var filled = cells.Count(cell => !string.IsNullOrWhiteSpace(cell));
        if (filled > 2 || cells[0].Trim().Length == 0)
            return false;
        if (filled == 1)
            return !RowWords.IsTotal(cells[0]);
        return map.Cell(PositionField.Quantity, cells).Length == 0 && map.Cell(PositionField.Value, cells).Length == 0
            && !RowWords.IsCash(cells[0]) && !RowWords.IsPending(cells[0]) && !RowWords.IsTotal(cells[0]);
    }

    /// <summary>True for a sum of other rows. A fund may be called Total Market: a row with shares and their price is none.</summary>
    public static bool IsTotal(ColumnMap map, IReadOnlyList<string> cells, string name) =>
        (RowWords.IsTotal(name) || RowWords.IsTotal(FirstFilled(cells)))
        && (BrokerNumber.Read(map.Cell(PositionField.Price, cells)) is null || BrokerNumber.Read(map.Cell(PositionField.Quantity, cells)) is null);

    /// <summary>True for cash that is no position: by its name, or by its type unless it has a money-market fund's ticker or another price than 1.</summary>
    public static bool IsCash(ColumnMap map, IReadOnlyList<string> cells, string name)
    {
        var description = map.Cell(PositionField.Description, cells);
        if (RowWords.IsCash(name) || (description.Length > 0 && RowWords.IsCash(description)))
            return true;
        return RowWords.IsCashType(map.Cell(PositionField.SecurityType, cells)) && !SecurityKind.IsMoneyMarketTicker(SecurityKind.Clean(name))
            && BrokerNumber.Read(map.Cell(PositionField.Price, cells)) is null or 1m;
    }

    /// <summary>True when something is held: a name and a quantity, or a value where the row has no quantity. Else <paramref name="reason"/> says what is missing.</summary>
    public static bool IsPosition(ColumnMap map, IReadOnlyList<string> cells, out (UnreadKind Kind, string Text) reason)
    {
        var quantity = BrokerNumber.Read(map.Cell(PositionField.Quantity, cells));
        var value = BrokerNumber.Read(map.Cell(PositionField.Value, cells));
        var isNamed = !BrokerNumber.IsNothing(map.Cell(PositionField.Symbol, cells)) || !BrokerNumber.IsNothing(map.Cell(PositionField.Description, cells))
            || !BrokerNumber.IsNothing(map.Cell(PositionField.SecurityId, cells));
        reason = quantity == 0 && value is null or 0 ? (UnreadKind.NothingHeld, "Its quantity is 0: nothing is held any more.")
            : !isNamed ? (UnreadKind.Unknown, "It names no security.")
            : cells.Count(cell => cell.Trim().Length > 0) <= 2 ? (UnreadKind.Note, "A note, not a position.")
            : (UnreadKind.Unknown, "It has neither a quantity nor a value.");
        return isNamed && (quantity is not null and not 0 || (quantity is null && value is not null and not 0));
    }

    /// <summary>The last number of a row, percentages and its first cell left out: the sum of a total that is narrower than the header. Null when there is none.</summary>
    public static decimal? LastNumber(ColumnMap map, IReadOnlyList<string> cells)
    {
        for (var index = cells.Count - 1; index > 0; index--)
        {
            if (!cells[index].Contains('%', StringComparison.Ordinal) && BrokerNumber.Read(map.Dialect.Number(cells[index].Trim())) is { } number)
                return number;
        }

        return null;
    }

    private static string FirstFilled(IReadOnlyList<string> cells) => cells.FirstOrDefault(cell => cell.Trim().Length > 0)?.Trim() ?? "";
}
