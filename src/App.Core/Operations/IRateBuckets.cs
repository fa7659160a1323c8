namespace App.Core.Operations;

/// <summary>What came of asking for one of a limit.</summary>
/// <param name="Wait">How long until one is to be had; null when this one was.</param>
/// <param name="Count">How many count now, this one among them when it was let through.</param>
/// <param name="Piece">The piece of time it was counted in, to give it back.</param>
public readonly record struct RateDecision(TimeSpan? Wait, long Count, DateTimeOffset Piece)
{
    /// <summary>True when it was let through and is counted.</summary>
    public bool IsTaken => Wait is null;
}

/// <summary>The counts of the limits, for all nodes.</summary>
public interface IRateBuckets
{
    /// <summary>Counts one more, if the limit allows it: however many ask at once, and on however many nodes, never more than the limit are let through.</summary>
    Task<RateDecision> TakeAsync(RateLimit limit, string subject, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes back one that was counted in a piece of time.</summary>
    Task GiveBackAsync(RateLimit limit, string subject, DateTimeOffset piece, CancellationToken cancellationToken);

    /// <summary>Adds counts, all of them or none.</summary>
    Task AddAsync(IReadOnlyCollection<RateBucket> counts, CancellationToken cancellationToken);

    /// <summary>The counts of a policy in pieces that begin at an instant or later.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="subject">Whose; null for all.</param>
    /// <param name="since">The beginning of the oldest piece.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<RateBucket>> ReadAsync(string policy, string? subject, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Removes the counts of a policy from before an instant.</summary>
    Task<int> ClearAsync(string policy, DateTimeOffset before, CancellationToken cancellationToken);
}
