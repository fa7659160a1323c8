namespace App.Core.Portfolios;

/// <summary>What a private asset is worth from a day on, as its owner gives it: a fund's statement, an appraisal. It holds until a newer one.</summary>
public sealed class PositionValuation
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The position, a private one.</summary>
    public required Guid PositionId { get; init; }

    /// <summary>The day it is of. Without a session it counts from the next one on. A position has one a day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Dollars per unit; positive, at most 4 decimals.</summary>
    public required decimal Price { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
