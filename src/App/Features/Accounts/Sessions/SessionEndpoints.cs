using System.Security.Claims;
using App.Api;
using App.Core.Accounts;
using App.Core.Operations;

namespace App.Features.Accounts.Sessions;

internal sealed record SessionResponse(
    Guid Id, SessionKind Kind, bool IsCurrent, string Name, string? Address, string? UserAgent, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt)
{
    public static SessionResponse From(UserSession session, Guid? current) => new(
        session.Id, session.Kind, session.Id == current, UserAgentWords.Of(session.UserAgent), session.Address, session.UserAgent, session.CreatedAt, session.LastSeenAt, session.ExpiresAt);
}

internal sealed record SessionsResponse(IReadOnlyList<SessionResponse> Sessions, int Total);

internal sealed record SessionsEndedResponse(int Ended);

/// <summary>Where the caller is signed in. Somebody else's session is not there.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/account/sessions").WithTags("Account").RequireAuthorization(Policies.OwnEyes).ProducesProblem(401).ProducesProblem(403);
        sessions.MapGet("", ListAsync).WithName("list_sessions").WithSummary("Where you are signed in, browsers and programs, the last used first.").Produces<SessionsResponse>();
        sessions.MapDelete("", EndOthersAsync).WithName("end_other_sessions").Audits(AuditAction.SessionsEnded).WithSummary("Ends all of your sessions but the one that asks.").Produces<SessionsEndedResponse>();
        sessions.MapDelete("/{id:guid}", EndAsync).WithName("end_session").Audits(AuditAction.SessionsEnded).WithSummary("Ends one of your sessions.").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, ListUserSessions list, CancellationToken cancellationToken)
    {
        var found = await list.HandleAsync(user.UserId, cancellationToken);
        return TypedResults.Ok(new SessionsResponse([.. found.Select(session => SessionResponse.From(session, user.SessionId))], found.Count));
    }

    private static async Task<IResult> EndOthersAsync(ClaimsPrincipal user, EndSessions end, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SessionsEndedResponse(await end.HandleAsync(user.UserId, user.SessionId, SessionEnd.Revoked, cancellationToken)));

    private static async Task<IResult> EndAsync(ClaimsPrincipal user, EndSession end, Guid id, CancellationToken cancellationToken) =>
        (await end.HandleAsync(user.UserId, id, id == user.SessionId ? SessionEnd.SignedOut : SessionEnd.Revoked, cancellationToken)).ToHttp(_ => TypedResults.NoContent());
}
