namespace App.Core.Targets;

/// <summary>Which side of a book a target is for: what is held, or what is sold short.</summary>
public enum TargetDirection
{
    /// <summary>For positions with a positive quantity.</summary>
    Long,

    /// <summary>For positions with a negative quantity.</summary>
    Short,
}

/// <summary>By when a target is meant to be reached, or how bad it may get.</summary>
public enum TargetHorizon
{
    /// <summary>By the end of this year.</summary>
    EndOfYear,

    /// <summary>By the end of next year.</summary>
    NextYear,

    /// <summary>If it goes wrong.</summary>
    Downside,
}

/// <summary>What makes a target one: an owner has at most one per symbol and direction.</summary>
/// <param name="Symbol">Upper-case.</param>
/// <param name="Direction">The side.</param>
public readonly record struct TargetKey(string Symbol, TargetDirection Direction);

/// <summary>Where an owner believes the price of a symbol will stand. At least one of the three prices is given; each is above 0, in dollars a share.</summary>
public sealed class TargetPrice
{
    /// <summary>Whose belief it is.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>Upper-case; of an option the symbol of the contract, see <see cref="HeldSymbol"/>. At most 100 characters.</summary>
    public required string Symbol { get; init; }

    /// <summary>The side.</summary>
    public required TargetDirection Direction { get; init; }

    /// <summary>Expected by the end of this year; null when not said.</summary>
    public decimal? EndOfYear { get; init; }

    /// <summary>Expected by the end of next year; null when not said.</summary>
    public decimal? NextYear { get; init; }

    /// <summary>Feared; null when not said.</summary>
    public decimal? Downside { get; init; }

    /// <summary>Words of the owner; at most 500 characters.</summary>
    public string? Note { get; init; }

    /// <summary>When it was last set.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What makes it one.</summary>
    public TargetKey Key => new(Symbol, Direction);

    /// <summary>The price of a horizon; null when not said.</summary>
    public decimal? At(TargetHorizon horizon) => horizon switch
    {
        TargetHorizon.EndOfYear => EndOfYear,
        TargetHorizon.NextYear => NextYear,
        _ => Downside,
    };
}
