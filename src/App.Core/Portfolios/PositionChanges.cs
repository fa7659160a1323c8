namespace App.Core.Portfolios;

/// <summary>What an import does to a position.</summary>
public enum PositionChangeKind
{
    /// <summary>It is in the file and was not held before.</summary>
    Added,

    /// <summary>The file has another quantity, price, date or kind of it.</summary>
    Changed,

    /// <summary>It was held and is not in the file.</summary>
    Removed,

    /// <summary>The file says what is known already.</summary>
    Unchanged,
}

/// <summary>One position before and after an import.</summary>
/// <param name="Kind">What happens to it.</param>
/// <param name="Before">As it is stored; null for one that is added.</param>
/// <param name="After">As it will be; null for one that is removed.</param>
public sealed record PositionChange(PositionChangeKind Kind, Position? Before, Position? After)
{
    /// <summary>The position as it will be, or as it was.</summary>
    public Position Position => After ?? Before!;
}

/// <summary>What a newer file of an account does to the positions stored for it.</summary>
public sealed record PositionChanges
{
    /// <summary>Every position of either side: those of the file in its order, then those that stay without being in it, then those removed.</summary>
    public required IReadOnlyList<PositionChange> Items { get; init; }

    /// <summary>Positions that come in.</summary>
    public int Added => Count(PositionChangeKind.Added);

    /// <summary>Positions that change.</summary>
    public int Changed => Count(PositionChangeKind.Changed);

    /// <summary>Positions that go.</summary>
    public int Removed => Count(PositionChangeKind.Removed);

    /// <summary>Positions that stay as they are.</summary>
    public int Unchanged => Count(PositionChangeKind.Unchanged);

    /// <summary>True when everything stays as it is.</summary>
    public bool IsNothing => Items.All(item => item.Kind == PositionChangeKind.Unchanged);

    /// <summary>The positions afterwards, in order.</summary>
    public IReadOnlyList<Position> After => [.. Items.Select(item => item.After).OfType<Position>()];

    /// <summary>Everything stays.</summary>
    public static PositionChanges None(IReadOnlyList<Position> stored) =>
        new() { Items = [.. stored.Select(position => new PositionChange(PositionChangeKind.Unchanged, position, position))] };

    private int Count(PositionChangeKind kind) => Items.Count(item => item.Kind == kind);
}
