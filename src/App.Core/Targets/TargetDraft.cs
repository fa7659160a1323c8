namespace App.Core.Targets;

/// <summary>A target that passed the rules and is not stored yet.</summary>
/// <param name="Key">Symbol and direction.</param>
/// <param name="EndOfYear">Dollars a share; null when not said.</param>
/// <param name="NextYear">Dollars a share; null when not said.</param>
/// <param name="Downside">Dollars a share; null when not said.</param>
/// <param name="Note">Words of the owner.</param>
public sealed record TargetDraft(TargetKey Key, decimal? EndOfYear, decimal? NextYear, decimal? Downside, string? Note)
{
    /// <summary>True when no price is given: no target.</summary>
    public bool IsEmpty => (EndOfYear ?? NextYear ?? Downside) is null;

    /// <summary>The draft with the price of one horizon replaced.</summary>
    public TargetDraft With(TargetHorizon horizon, decimal? price) => horizon switch
    {
        TargetHorizon.EndOfYear => this with { EndOfYear = price },
        TargetHorizon.NextYear => this with { NextYear = price },
        _ => this with { Downside = price },
    };

    /// <summary>What is stored.</summary>
    public TargetPrice By(Guid ownerId, DateTimeOffset now) => new()
    {
        OwnerId = ownerId,
        Symbol = Key.Symbol,
        Direction = Key.Direction,
        EndOfYear = EndOfYear,
        NextYear = NextYear,
        Downside = Downside,
        Note = Note,
        UpdatedAt = now,
    };

    /// <summary>What is stored, as a draft to change.</summary>
    public static TargetDraft Of(TargetPrice target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new(target.Key, target.EndOfYear, target.NextYear, target.Downside, target.Note);
    }
}
