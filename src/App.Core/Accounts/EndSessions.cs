namespace App.Core.Accounts;

/// <summary>Ends a user's sessions, all or all but one: when the user asks, when credentials change, when an operator closes the account.</summary>
/// <remarks>Side effects: the rows are ended, with the impersonations that are part of them and an entry in the audit trail. Every open page and connection of theirs is lost within a minute.</remarks>
public sealed class EndSessions(ISessions sessions, TimeProvider time)
{
    /// <summary>Ends them.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="except">The one that goes on, such as the one that asks; null for none.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many ended.</returns>
    public Task<int> HandleAsync(Guid userId, Guid? except, SessionEnd reason, CancellationToken cancellationToken) =>
        sessions.EndAsync(new SessionEnding(userId, null, except, reason, time.GetUtcNow()), cancellationToken);
}
