using System.Collections.Immutable;

namespace App.Features.CommandCenter;

/// <summary>The columns that the grid shows, in their order. The position itself always comes first, and no column stands twice.</summary>
/// <remarks>Equal to another with the same columns in the same order. Immutable.</remarks>
public sealed record PositionColumns
{
    private readonly ImmutableArray<PositionColumn> _columns;

    private PositionColumns(IEnumerable<PositionColumn> columns) => _columns = [.. columns.Prepend(PositionColumn.Position).Distinct()];

    /// <summary>What is shown to who has not chosen.</summary>
    public static PositionColumns Default { get; } = new(
    [
        PositionColumn.Class, PositionColumn.Side, PositionColumn.Quantity, PositionColumn.Price, PositionColumn.Value, PositionColumn.Weight,
        PositionColumn.Day, PositionColumn.Pnl, PositionColumn.Exposure, PositionColumn.Beta,
    ]);

    /// <summary>All of them, the position first.</summary>
    public IReadOnlyList<PositionColumn> Shown => _columns;

    /// <summary>True for those of who has not chosen.</summary>
    public bool IsDefault => Equals(Default);

    /// <summary>True when a figure of the risk is among them.</summary>
    public bool HaveRisk => _columns.Any(column => ColumnFace.Of(column).IsRisk);

    /// <summary>These columns.</summary>
    public static PositionColumns Of(params IEnumerable<PositionColumn> columns) => new(columns);

    /// <summary>Reads the address. Words that name no column are passed over, for an address is typed and cut by people; without any that does it is the default.</summary>
    public static PositionColumns Parse(string? codes)
    {
        var known = (codes ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(code => ColumnFace.TryParse(code, out var column) ? column : (PositionColumn?)null).OfType<PositionColumn>().ToList();
        return known.Count == 0 ? Default : new(known);
    }

    /// <summary>True when a column is shown.</summary>
    public bool Contains(PositionColumn column) => _columns.Contains(column);

    /// <summary>The classes of a column's cells. Only the default table drops columns where there is no room; a chosen one shows them all and scrolls.</summary>
    public string? ClassOf(PositionColumn column)
    {
        var face = ColumnFace.Of(column);
        return (face.IsWords ? "l " : "", IsDefault ? face.Room : "") switch { ("", "") => null, var (left, room) => (left + room).TrimEnd() };
    }

    /// <summary>With a column that was not shown, before the first that the chooser lists later; without it when it was.</summary>
    public PositionColumns Toggle(PositionColumn column)
    {
        if (Contains(column))
        {
            return new(_columns.Remove(column));
        }

        var later = _columns.TakeWhile(shown => shown < column).Count();
        return new(_columns.Insert(later, column));
    }

    /// <summary>As the address spells them.</summary>
    public string ToCodes() => string.Join(',', _columns.Select(column => ColumnFace.Of(column).Code));

    /// <inheritdoc/>
    public bool Equals(PositionColumns? other) => other is not null && _columns.SequenceEqual(other._columns);

    /// <inheritdoc/>
    public override int GetHashCode() => _columns.Aggregate(0, HashCode.Combine);
}
