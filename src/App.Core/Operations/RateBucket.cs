namespace App.Core.Operations;

/// <summary>How often something was done in a short piece of time: limits add up the pieces of their window, so that no window of that length, wherever it begins, has more than the limit.</summary>
public sealed class RateBucket
{
    /// <summary>The limit it counts for.</summary>
    public required string Policy { get; init; }

    /// <summary>Who is counted: a user's id or a network address.</summary>
    public required string Subject { get; init; }

    /// <summary>When the piece of time begins.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>How often.</summary>
    public int Count { get; set; }
}
