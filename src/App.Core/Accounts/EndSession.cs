using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>Ends one of a user's sessions.</summary>
/// <remarks>Side effects: the row is ended, with an impersonation that is part of it and entries in the audit trail. Errors: ERR_SESSION_001, for somebody else's too.</remarks>
public sealed class EndSession(ISessions sessions, TimeProvider time)
{
    /// <summary>Ends it.</summary>
    public async Task<Result<Guid>> HandleAsync(Guid userId, Guid sessionId, SessionEnd reason, CancellationToken cancellationToken) =>
        await sessions.EndAsync(new SessionEnding(userId, sessionId, null, reason, time.GetUtcNow()), cancellationToken) > 0
            ? sessionId
            : SessionErrors.NotFound.Because("There is no such session among those of your account that go on.");
}
