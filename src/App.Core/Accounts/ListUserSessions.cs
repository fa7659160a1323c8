namespace App.Core.Accounts;

/// <summary>Lists where a user is signed in.</summary>
/// <remarks>Side effects: none. Errors: none.</remarks>
public sealed class ListUserSessions(ISessions sessions, TimeProvider time)
{
    /// <summary>The sessions that go on, the last used first.</summary>
    public Task<IReadOnlyList<UserSession>> HandleAsync(Guid userId, CancellationToken cancellationToken) => sessions.ListAsync(userId, time.GetUtcNow(), cancellationToken);
}
