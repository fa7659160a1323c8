namespace App.Core.Targets;

/// <summary>The columns of a file of target prices, in the order in which they are written.</summary>
internal enum TargetColumn
{
    Symbol,
    Direction,
    EndOfYear,
    NextYear,
    Downside,
    Note,
}

/// <summary>Titles of the columns. Read without regard to case, spaces and punctuation.</summary>
internal static class TargetColumns
{
    /// <summary>The titles as they are written, by column.</summary>
    public static IReadOnlyList<string> Titles { get; } = ["Symbol", "Direction", "End Of Year", "Next Year", "Downside", "Note"];

    /// <summary>Every column.</summary>
    public static IReadOnlyList<TargetColumn> All { get; } = Enum.GetValues<TargetColumn>();

    /// <summary>The title as it is written.</summary>
    public static string Title(this TargetColumn column) => Titles[(int)column];

    /// <summary>True for a column that a file cannot do without; its cells may be empty, that of the symbol apart.</summary>
    public static bool IsRequired(this TargetColumn column) => column is not (TargetColumn.Direction or TargetColumn.Note);
}
