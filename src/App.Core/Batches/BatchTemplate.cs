using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>A batch that its owner keeps under a name, to send it again and again.</summary>
public sealed record BatchTemplate
{
    /// <summary>Templates of one owner at most.</summary>
    public const int Most = 100;

    /// <summary>Characters of <see cref="Name"/> at most.</summary>
    public const int LongestName = 100;

    /// <summary>The id; it stays when the template is replaced by another of its name.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>What it is called; unique among the owner's without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="Name"/> in the form of <see cref="Portfolio.KeyOf"/>: what uniqueness is decided on, and what lists are sorted by.</summary>
    public required string NameKey { get; init; }

    /// <summary>The kind of its operations.</summary>
    public required string OperationType { get; init; }

    /// <summary>How many operations it has.</summary>
    public required int Operations { get; init; }

    /// <summary>The body of the batch, as JSON; its form is good.</summary>
    public required string Body { get; init; }

    /// <summary>When it was saved last.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>What is wrong with a name; null when it can be given.</summary>
    public static Error? FaultOf(string? name)
    {
        var trimmed = name?.Trim() ?? "";
        return trimmed.Length switch
        {
            0 => BatchErrors.TemplateInvalid.Because($"The template has no name. Send one of 1 to {LongestName} characters.", "name"),
            > LongestName => BatchErrors.TemplateInvalid.Because($"The name has {trimmed.Length} characters; {LongestName} are allowed.", "name"),
            _ => PlainText.FirstForeign(trimmed) is { } foreign
                ? BatchErrors.TemplateInvalid.Because($"The name has the character {foreign}, which is not text. Leave it out.", "name")
                : null,
        };
    }
}

/// <summary>The templates. What asks for an owner finds nothing of another.</summary>
public interface IBatchTemplateStore
{
    /// <summary>The owner's, by name.</summary>
    Task<IReadOnlyList<BatchTemplate>> ListAsync(Guid ownerId, CancellationToken cancellationToken);

    /// <summary>One of the owner's; null when there is none of that name.</summary>
    Task<BatchTemplate?> FindAsync(Guid ownerId, string nameKey, CancellationToken cancellationToken);

    /// <summary>Stores it in place of the owner's of the same name. Null when it is a new one and they have <see cref="BatchTemplate.Most"/>.</summary>
    Task<BatchTemplate?> SaveAsync(BatchTemplate template, CancellationToken cancellationToken);

    /// <summary>Removes it.</summary>
    /// <returns>False when there is none of that name.</returns>
    Task<bool> RemoveAsync(Guid ownerId, string nameKey, CancellationToken cancellationToken);
}
