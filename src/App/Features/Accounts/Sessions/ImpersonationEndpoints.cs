using System.Security.Claims;
using App.Api;
using App.Core.Accounts;
using App.Core.Operations;

namespace App.Features.Accounts.Sessions;

internal sealed record ImpersonateRequest(Guid? UserId, string? Reason, int? Hours);

internal sealed record ImpersonationResponse(
    Guid Id, Guid ImpersonatorId, string? Impersonator, Guid UserId, string? User, string Reason, bool IsActive,
    DateTimeOffset StartedAt, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt, ImpersonationEnd? EndReason)
{
    public static ImpersonationResponse From(ImpersonationRow row, DateTimeOffset now) => From(row.Impersonation, now) with { Impersonator = row.Operator, User = row.Target };

    public static ImpersonationResponse From(Impersonation one, DateTimeOffset now) => new(
        one.Id, one.ImpersonatorId, null, one.TargetId, null, one.Reason, one.IsActive(now), one.StartedAt, one.ExpiresAt, one.EndedAt, one.EndReason);
}

internal sealed record ImpersonationsResponse(IReadOnlyList<ImpersonationResponse> Impersonations, int Total, int Limit, int Offset);

internal sealed record ImpersonationStoppedResponse(Guid Id, Guid UserId);

/// <summary>Looking through users' eyes, for operators' programs. The token stays the operator's: it stands for the user until the impersonation is over.</summary>
internal static class ImpersonationEndpoints
{
    public static void MapImpersonations(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin").WithTags("Administration").ProducesProblem(401).ProducesProblem(403);

        // Not by the role: an operator who does it already has it not, and is told so and not that it is for operators. The use case asks for the role.
        admin.MapPost("/impersonate", StartAsync).RequireAuthorization()
            .WithName("impersonate").Audits(AuditAction.ImpersonationStarted).WithSummary("Begins to look through a user's eyes: this session acts as the user until it is stopped, for 8 hours at most.")
            .Produces<ImpersonationResponse>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
        admin.MapPost("/stop-impersonation", StopAsync).RequireAuthorization()
            .WithName("stop_impersonation").Audits(AuditAction.ImpersonationStopped).WithSummary("Stops the impersonation of this session.").Produces<ImpersonationStoppedResponse>();
        var all = admin.MapGroup("/impersonations").RequireAuthorization(Policies.Operators);
        all.MapGet("", ListAsync).WithName("list_impersonations").WithSummary("Impersonations under way and past, the newest first.").Produces<ImpersonationsResponse>();
        all.MapPost("/{id:guid}/revoke", RevokeAsync).WithName("revoke_impersonation").Audits(AuditAction.ImpersonationRevoked).WithSummary("Ends an impersonation of any operator.").Produces(204).ProducesProblem(404);
    }

    /// <summary>What a signed-in user asks for.</summary>
    public static ImpersonationRequest RequestOf(ClaimsPrincipal user, Guid targetId, string? reason, int? hours) => new(
        user.SessionOwnerId, user.IsInRole(UserClaims.SuperuserRole), user.SessionId ?? Guid.Empty, user.ImpersonatorId is not null, targetId, reason, hours);

    private static async Task<IResult> StartAsync(ClaimsPrincipal user, ImpersonateRequest request, StartImpersonation start, TimeProvider time, CancellationToken cancellationToken) =>
        (await start.HandleAsync(RequestOf(user, request.UserId ?? Guid.Empty, request.Reason, request.Hours), cancellationToken))
            .ToHttp(begun => TypedResults.Created((string?)null, ImpersonationResponse.From(begun, time.GetUtcNow())));

    // The user is the one looked through by now; whose session it is decides.
    private static async Task<IResult> StopAsync(ClaimsPrincipal user, StopImpersonation stop, CancellationToken cancellationToken) =>
        (await stop.HandleAsync(user.SessionId ?? Guid.Empty, cancellationToken)).ToHttp(stopped => TypedResults.Ok(new ImpersonationStoppedResponse(stopped.Id, stopped.TargetId)));

    private static async Task<IResult> ListAsync(IImpersonations impersonations, TimeProvider time, int? limit, int? offset, CancellationToken cancellationToken)
    {
        var (most, skip) = (ApiConventions.LimitOf(limit), ApiConventions.OffsetOf(offset));
        var page = await impersonations.ListAsync(most, skip, cancellationToken);
        var now = time.GetUtcNow();
        return TypedResults.Ok(new ImpersonationsResponse([.. page.Items.Select(row => ImpersonationResponse.From(row, now))], page.Total, most, skip));
    }

    // There is no such thing under way: a status that does not ask the caller to sign in again.
    private static async Task<IResult> RevokeAsync(RevokeImpersonation revoke, Guid id, CancellationToken cancellationToken) =>
        (await revoke.HandleAsync(id, cancellationToken)).Match(_ => TypedResults.NoContent(), errors => ApiProblems.From(errors, status: StatusCodes.Status404NotFound));
}
