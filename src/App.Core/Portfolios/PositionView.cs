using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>A way of looking at positions that its owner has given a name: filters, order and columns, for whichever portfolio is open.</summary>
public sealed record PositionView
{
    /// <summary>Views of one owner at most.</summary>
    public const int Most = 50;

    /// <summary>Characters of <see cref="Name"/> at most.</summary>
    public const int LongestName = 60;

    /// <summary>Characters of <see cref="Query"/> at most.</summary>
    public const int LongestQuery = 2000;

    /// <summary>The id; it stays when the view is replaced by another of its name.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>What it is called; unique among the owner's without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="Name"/> upper-cased: what uniqueness is decided on, and what lists are sorted by.</summary>
    public required string NameKey { get; init; }

    /// <summary>The filters, the order and the columns as the command center's address has them, such as <c>class=options&amp;sort=-theta</c>; empty for those of the start.</summary>
    public required string Query { get; init; }

    /// <summary>When it was saved last.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>The form of a name on which uniqueness is decided.</summary>
    public static string KeyOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Trim().ToUpperInvariant();
    }

    /// <summary>What is wrong with a name; null when it can be given.</summary>
    public static Error? FaultOf(string? name)
    {
        var trimmed = name?.Trim() ?? "";
        return trimmed.Length switch
        {
            0 => PositionViewErrors.NameInvalid.Because("Give the view a name, such as Options by theta.", "name"),
            > LongestName => PositionViewErrors.NameInvalid.Because($"The name has {trimmed.Length} characters; {LongestName} are allowed.", "name"),
            _ => PlainText.FirstForeign(trimmed) is { } foreign
                ? PositionViewErrors.NameInvalid.Because($"The name has the character {foreign}, which is not text. Remove it.", "name")
                : null,
        };
    }
}
