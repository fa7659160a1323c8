using System.Security.Claims;
using App.Api;
using App.Core.Accounts;
using App.Core.Operations;
using App.Features.Accounts;

namespace App.Features.Admin;

internal sealed record InviteCodeRequest(string? Code, string? Cohort, int? MaxUses, DateTimeOffset? ExpiresAt)
{
    public override string ToString() => nameof(InviteCodeRequest);
}

internal sealed record InvitedUserResponse(Guid UserId, string Email, string FullName, DateTimeOffset RegisteredAt);

internal sealed record InviteCodeResponse(
    string Code,
    string Cohort,
    InviteCodeState State,
    int Uses,
    int? MaxUses,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset CreatedAt,
    string? CreatedBy,
    IReadOnlyList<InvitedUserResponse> Registered,
    int RegisteredTotal)
{
    public static InviteCodeResponse From(InviteCodeRow row) => new(
        row.Code.Code,
        row.Code.Cohort,
        row.State,
        row.Code.Uses,
        row.Code.MaxUses,
        row.Code.ExpiresAt,
        row.Code.RevokedAt,
        row.Code.CreatedAt,
        row.CreatedBy,
        [.. row.Registered.Select(user => new InvitedUserResponse(user.Id, user.Email, user.FullName, user.RegisteredAt))],
        row.RegisteredTotal);
}

internal sealed record InviteCodeListResponse(IReadOnlyList<InviteCodeResponse> InviteCodes, int Total, int Limit, int Offset);

/// <summary>The invite codes, for operators.</summary>
internal static class InviteCodeEndpoints
{
    public static void MapInviteCodes(this IEndpointRouteBuilder admin)
    {
        var codes = admin.MapGroup("/invite-codes").WithTags("Administration");
        codes.MapGet("", ListAsync)
            .WithName("list_invite_codes").WithSummary("The invite codes, the newest first, with the newest 20 who registered with each. Of a cohort, or in a state: open, used_up, expired, revoked.")
            .Produces<InviteCodeListResponse>().ProducesProblem(400);
        codes.MapPost("", MakeAsync)
            .WithName("make_invite_code").Audits(AuditAction.InviteCodeMade).WithSummary("Makes an invite code for a cohort: the one given, or one of random words. Without max_uses it lets in any number, without expires_at always.")
            .Produces<InviteCodeResponse>(201).ProducesProblem(400);
        codes.MapPost("/{code}/revoke", RevokeAsync)
            .WithName("revoke_invite_code").Audits(AuditAction.InviteCodeRevoked).WithSummary("Withdraws an invite code; one that is already stays as it is. Those who registered with it stay.")
            .Produces<InviteCodeResponse>().ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(ListInviteCodes list, string? cohort, string? state, int? limit, int? offset, CancellationToken cancellationToken)
    {
        InviteCodeState? only = null;
        if (!string.IsNullOrWhiteSpace(state))
        {
            if (!AdminCodes.InviteStates.TryParse(state.Trim(), out var known))
            {
                return AdminUserEndpoints.NotOneOf("state", state, AdminCodes.InviteStates.Names);
            }

            only = known;
        }

        var filter = new InviteCodeFilter(string.IsNullOrWhiteSpace(cohort) ? null : cohort.Trim(), only, ApiConventions.LimitOf(limit), ApiConventions.OffsetOf(offset));
        var page = await list.HandleAsync(filter, cancellationToken);
        return TypedResults.Ok(new InviteCodeListResponse([.. page.Items.Select(InviteCodeResponse.From)], page.Total, filter.Limit, filter.Offset));
    }

    private static async Task<IResult> MakeAsync(ClaimsPrincipal user, MakeInviteCode make, InviteCodeRequest request, CancellationToken cancellationToken)
    {
        var result = await make.HandleAsync(new InviteCodeForm(request.Code, request.Cohort, request.MaxUses, request.ExpiresAt, user.UserId), cancellationToken);
        return result.ToHttp(row => TypedResults.Created((string?)null, InviteCodeResponse.From(row)));
    }

    private static async Task<IResult> RevokeAsync(RevokeInviteCode revoke, string code, CancellationToken cancellationToken) =>
        (await revoke.HandleAsync(code, cancellationToken)).ToHttp(row => TypedResults.Ok(InviteCodeResponse.From(row)));
}
