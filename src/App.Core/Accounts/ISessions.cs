namespace App.Core.Accounts;

/// <summary>A use of a session, to be kept.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="At">When.</param>
/// <param name="ExpiresAt">From when on it is not good any more, now that it was used.</param>
/// <param name="Address">The network address it was used from; null where it is not known.</param>
/// <param name="UserAgent">What the browser or the program called itself.</param>
public sealed record SessionUse(Guid SessionId, Guid UserId, DateTimeOffset At, DateTimeOffset ExpiresAt, string? Address, string? UserAgent);

/// <summary>Which sessions of a user end.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Only">The one that ends; null for all.</param>
/// <param name="Except">The one that goes on; null for none.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record SessionEnding(Guid UserId, Guid? Only, Guid? Except, SessionEnd Reason, DateTimeOffset At);

/// <summary>The sessions' rows.</summary>
public interface ISessions
{
    /// <summary>Stores a session that begins. In the audit trail.</summary>
    Task StartAsync(UserSession session, CancellationToken cancellationToken);

    /// <summary>What a session is worth, by one query: itself, its user, the role and the impersonation. Null when there is none, or its user is gone.</summary>
    Task<SessionStanding?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Keeps that a session was used, and its user seen; not when that was kept less than a minute before, or the session has ended.</summary>
    Task UseAsync(SessionUse use, CancellationToken cancellationToken);

    /// <summary>A user's sessions that go on, the last used first; <see cref="MostListed"/> at most.</summary>
    Task<IReadOnlyList<UserSession>> ListAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends sessions that go on, with the impersonations that are part of them; an account that is closed is not looked through any more either. In the audit trail.</summary>
    /// <returns>How many sessions ended.</returns>
    Task<int> EndAsync(SessionEnding ending, CancellationToken cancellationToken);

    /// <summary>Removes the rows of sessions that were over before a moment.</summary>
    /// <returns>How many.</returns>
    Task<int> RemoveOverAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Most sessions of a list.</summary>
    const int MostListed = 500;

    /// <summary>How much later a use has to be than the one kept, to be kept too.</summary>
    static readonly TimeSpan BetweenUses = TimeSpan.FromMinutes(1);
}
