using System.Security.Claims;
using App.Core.Accounts;

namespace App.Features.Accounts.Sessions;

/// <summary>Asks the database whether a sign-in still holds: one query, the same for a cookie, a token, an open circuit and a connection of the hub.</summary>
internal sealed class SessionCheck(ISessions sessions, TimeProvider time)
{
    /// <summary>What the session of a ticket is worth; null when the ticket is not accepted: without a session, of one that is over, of another's, or older than the credentials.</summary>
    public async Task<SessionStanding?> FindAsync(ClaimsPrincipal ticket, CancellationToken cancellationToken) =>
        ticket.SessionId is { } id
        && await sessions.FindAsync(id, cancellationToken) is { } standing
        && standing.Session.UserId == ticket.SessionOwnerId
        && standing.IsGood(ticket.SessionStamp, time.GetUtcNow())
            ? standing
            : null;

    /// <summary>True while somebody who was let in would be let in again as the same: the session good, the impersonation or none the same, the operator still one. Whoever has not signed in has nothing to lose.</summary>
    public async Task<bool> HoldsAsync(ClaimsPrincipal seen, CancellationToken cancellationToken) =>
        seen.Identity is not { IsAuthenticated: true }
        || (await FindAsync(seen, cancellationToken) is { } standing
            && standing.ActiveImpersonation(time.GetUtcNow())?.Id == seen.ImpersonationId
            && (standing.IsOperator || !seen.IsInRole(UserClaims.SuperuserRole)));

    /// <summary>True when two are the same user, in the same session, through the same eyes.</summary>
    public static bool AreSame(ClaimsPrincipal one, ClaimsPrincipal other) => KeyOf(one) == KeyOf(other);

    private static (Guid?, Guid?, Guid?) KeyOf(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true } ? (principal.UserId, principal.SessionId, principal.ImpersonationId) : default;
}
