using System.Security.Claims;
using App.Api;
using App.Core.Accounts;
using App.Core.Calculations;
using App.Core.Operations;
using App.Features.Accounts;
using Microsoft.AspNetCore.Mvc;

namespace App.Features.Admin;

internal sealed record AdminUserResponse(
    Guid Id,
    string Email,
    string FullName,
    AccountState State,
    StuckReason? Stuck,
    bool IsSuperuser,
    bool IsVerified,
    DateTimeOffset? VerifiedAt,
    string? VerifiedBy,
    bool IsPremium,
    bool IsAvailable,
    int Version,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? LastSeenAt,
    DateTimeOffset? SuspendedAt,
    DateTimeOffset? LockedUntil,
    string? InviteCode,
    string? Cohort,
    int Portfolios,
    int Positions,
    DateTimeOffset? LastImportAt,
    RunStatus? LastRunStatus,
    DateTimeOffset? LastRunAt,
    string? LastRunError)
{
    public static AdminUserResponse From(UserRow user, DateTimeOffset now) => new(
        user.Id, user.Email, user.FullName, user.StateAt(now), user.StuckAt(now), user.IsOperator, user.VerifiedAt is not null, user.VerifiedAt, user.VerifiedBy, user.IsPremium, user.SuspendedAt is null, user.Version, user.RegisteredAt, user.LastSeenAt, user.SuspendedAt,
        user.LockedUntil > now ? user.LockedUntil : null, user.InvitedWith, user.Cohort, user.Portfolios, user.Positions, user.LastImportAt, user.LastRunStatus, user.LastRunAt, user.LastRunError);
}

internal sealed record AdminUserListResponse(IReadOnlyList<AdminUserResponse> Users, int Total, int Limit, int Offset);

internal sealed record AdminPortfolioResponse(Guid Id, string Name, string AccountName, int PositionCount, DateOnly? Session, Guid? RunId, RunStatus? RunStatus, string? RunError);

internal sealed record AdminImportResponse(Guid PortfolioId, string FileName, DateTimeOffset ImportedAt, int Rows, int Positions, DateTimeOffset? UndoneAt);

internal sealed record AdminUserDetailResponse(AdminUserResponse User, int Sessions, IReadOnlyList<AdminPortfolioResponse> Portfolios, IReadOnlyList<AdminImportResponse> Imports);

/// <summary>What the address of the list asks for.</summary>
internal sealed record AdminUserSearch(
    string? Search,
    string? State,
    [FromQuery(Name = "is_superuser")] bool? IsSuperuser,
    [FromQuery(Name = "is_verified")] bool? IsVerified,
    [FromQuery(Name = "is_premium")] bool? IsPremium,
    string? Cohort,
    [FromQuery(Name = "has_portfolio")] bool? HasPortfolio,
    bool? Stuck,
    string? Sort,
    bool? Ascending,
    int? Limit,
    int? Offset);

/// <summary>The accounts, for operators.</summary>
internal static class AdminUserEndpoints
{
    public static void MapAdminUsers(this IEndpointRouteBuilder admin)
    {
        var users = admin.MapGroup("/users").WithTags("Administration");
        users.MapGet("/", ListAsync)
            .WithName("list_users").WithSummary("Users, the newest first. state is active, never_signed_in, locked or suspended; sort registered, name, last_seen or last_import; stuck those who may need help.")
            .Produces<AdminUserListResponse>();
        users.MapGet("/{user_id:guid}", FindAsync).WithName("get_user").WithSummary("A user with portfolios, their latest calculations, and imports.").Produces<AdminUserDetailResponse>().ProducesProblem(404);
        Change(users, "suspend", AccountChange.Suspend, AuditAction.UserSuspended, "Keeps a user out, everywhere and at once.");
        Change(users, "reopen", AccountChange.Reopen, AuditAction.UserReopened, "Lets a suspended user in again.");
        Change(users, "unlock", AccountChange.Unlock, AuditAction.UserUnlocked, "Ends the pause after failed sign-ins.");
        Change(users, "grant-superuser", AccountChange.GrantOperator, AuditAction.SuperuserGranted, "Makes a user an operator, from the next sign-in on.");
        Change(users, "revoke-superuser", AccountChange.RevokeOperator, AuditAction.SuperuserRevoked, "Makes an operator a user like others, and ends the sessions.");
        Change(users, "approve", AccountChange.Verify, AuditAction.UserVerified, "Notes that an operator has approved the user.");
        Change(users, "withdraw-approval", AccountChange.Unverify, AuditAction.UserUnverified, "Takes the approval back.");
        Change(users, "grant-premium", AccountChange.GrantPremium, AuditAction.PremiumGranted, "Marks the user as premium; nothing depends on it.");
        Change(users, "revoke-premium", AccountChange.RevokePremium, AuditAction.PremiumRevoked, "Takes the mark back.");
        Change(users, "end-sessions", AccountChange.EndSessions, AuditAction.UserSessionsEnded, "Ends all sessions of a user.");
    }

    private static void Change(RouteGroupBuilder users, string verb, AccountChange change, AuditAction action, string summary) =>
        users.MapPost($"/{{user_id:guid}}/{verb}", async (ClaimsPrincipal user, AdministerUser administer, TimeProvider time, Guid user_id, CancellationToken cancellationToken) =>
                (await administer.HandleAsync(change, user.UserId, user_id, cancellationToken)).ToHttp(row => TypedResults.Ok(AdminUserResponse.From(row, time.GetUtcNow()))))
            .WithName(verb.Replace('-', '_') + "_user").Audits(action).WithSummary(summary + " Not to oneself.").Produces<AdminUserResponse>().ProducesProblem(400).ProducesProblem(404);

    private static async Task<IResult> ListAsync([AsParameters] AdminUserSearch search, ListUsers users, CancellationToken cancellationToken)
    {
        AccountState? state = null;
        if (!string.IsNullOrEmpty(search.State))
        {
            if (!AdminCodes.States.TryParse(search.State, out var known))
            {
                return NotOneOf("state", search.State, AdminCodes.States.Names);
            }

            state = known;
        }

        var order = UserOrder.Registered;
        if (!string.IsNullOrEmpty(search.Sort) && !AdminCodes.Orders.TryParse(search.Sort, out order))
        {
            return NotOneOf("sort", search.Sort, AdminCodes.Orders.Names);
        }

        var filter = new UserFilter
        {
            Search = AdminAddress.Words(search.Search),
            State = state,
            IsOperator = search.IsSuperuser,
            IsVerified = search.IsVerified,
            IsPremium = search.IsPremium,
            Cohort = AdminAddress.Words(search.Cohort),
            HasPortfolio = search.HasPortfolio,
            IsStuck = search.Stuck ?? false,
            Order = order,
            Ascending = search.Ascending ?? false,
            Limit = ApiConventions.LimitOf(search.Limit),
            Offset = ApiConventions.OffsetOf(search.Offset),
        };
        var list = await users.HandleAsync(filter, cancellationToken);
        return TypedResults.Ok(new AdminUserListResponse([.. list.Users.Items.Select(user => AdminUserResponse.From(user, list.Now))], list.Users.Total, filter.Limit, filter.Offset));
    }

    /// <summary>What is said of a choice that there is not.</summary>
    internal static IResult NotOneOf(string field, string found, IReadOnlyList<string> allowed) =>
        ApiProblems.From([RequestErrors.NotReadable.Because($"{field} is “{AdminAddress.Words(found)}”. Allowed are {string.Join(", ", allowed)}.", field)]);

    private static async Task<IResult> FindAsync(GetUser get, Guid user_id, CancellationToken cancellationToken) =>
        (await get.HandleAsync(user_id, cancellationToken)).ToHttp(detail => TypedResults.Ok(new AdminUserDetailResponse(
            AdminUserResponse.From(detail.User, detail.Now),
            detail.Sessions,
            [.. detail.Portfolios.Select(each => new AdminPortfolioResponse(
                each.Portfolio.Id, each.Portfolio.Name, each.Portfolio.AccountName, each.Summary.PositionCount, each.Summary.Session, each.Run?.Id, each.Run?.Status, each.Run?.ErrorCode))],
            [.. detail.Imports.Select(import => new AdminImportResponse(import.PortfolioId, import.FileName, import.At, import.Rows, import.Positions, import.UndoneAt))])));
}
