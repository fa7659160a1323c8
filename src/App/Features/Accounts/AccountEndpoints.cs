using System.Security.Claims;
using App.Api;
using App.Core.Accounts;
using App.Core.Operations;
using App.Data.Accounts;
using App.Features.Limits;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

internal sealed record RegisterRequest(string? FullName, string? Email, string? Password, string? InviteCode)
{
    public override string ToString() => nameof(RegisterRequest);
}

internal sealed record RegisterResponse(Guid UserId, string Email, string FullName, string NextStep);

internal sealed record LoginRequest(string? Email, string? Password, string? TwoFactorCode = null, string? RecoveryCode = null)
{
    public override string ToString() => nameof(LoginRequest);
}

internal sealed record RefreshRequest(string? RefreshToken)
{
    public override string ToString() => nameof(RefreshRequest);
}

internal sealed record PreferencesResponse(string? Theme, string? Amounts);

internal sealed record UserResponse(Guid Id, string Email, string FullName, bool IsSuperuser, bool IsVerified, bool IsPremium, string? Locale, PreferencesResponse Preferences, int Version);

internal sealed record TokenResponse(string AccessToken, string TokenType, long ExpiresIn, string RefreshToken, UserResponse User);

/// <summary>Registration and tokens for programs.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        api.MapPost("/onboarding/register", RegisterAsync)
            .WithName("register").Audits(AuditAction.Registered).WithTags("Onboarding").WithSummary("Registers a user who has an invite code.")
            .Produces<RegisterResponse>(StatusCodes.Status201Created)
            .ProducesProblem(401).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429).AllowAnonymous();
        api.MapPost("/auth/login", LogInAsync)
            .WithName("login").Audits(AuditAction.SignedIn, AuditAction.SessionStarted).WithTags("Auth").WithSummary("Exchanges address and password, with two-factor sign-in a code too, for an access token.")
            .Produces<TokenResponse>().ProducesProblem(401).AllowAnonymous();
        api.MapPost("/auth/refresh", RefreshAsync)
            .WithName("refresh").AuditsNothing("goes on with a sign-in").WithTags("Auth").WithSummary("Exchanges a refresh token for a new access token.")
            .Produces<TokenResponse>().ProducesProblem(401).AllowAnonymous();
        api.MapGet("/auth/me", MeAsync)
            .WithName("me").WithTags("Auth").WithSummary("The user the token was issued to.")
            .Produces<UserResponse>().ProducesProblem(401).RequireAuthorization();
    }

    private static async Task<IResult> RegisterAsync(HttpContext context, RegisterRequest request, RegisterUser register, CancellationToken cancellationToken)
    {
        var result = await register.HandleAsync(
            new Registration(request.FullName, request.Email, request.Password, request.InviteCode) { Address = context.LimitedAddress }, cancellationToken);
        return result.Match(
            user => TypedResults.Created((string?)null, new RegisterResponse(user.Id, user.Email, user.FullName, "create_portfolio")),
            errors => ApiProblems.From(errors));
    }

    private static async Task<IResult> LogInAsync(LoginRequest request, ProgramSignIn program, SignInManager<AppUser> signIn, AccessTokens tokens, HttpContext context)
    {
        var result = await program.HandleAsync(request, context.RequestAborted);
        return result.IsSuccess
            ? await AnswerAsync(await tokens.IssueAsync(await signIn.CreateUserPrincipalAsync(result.Value), context), result.Value, signIn.UserManager)
            : ApiProblems.From(result.Errors);
    }

    private static async Task<IResult> RefreshAsync(RefreshRequest request, SignInManager<AppUser> signIn, AccessTokens tokens, HttpContext context) =>
        await tokens.RedeemAsync(request.RefreshToken, signIn.UserManager, context.RequestAborted) is (var user, var session)
            ? await AnswerAsync(await tokens.RenewAsync(await signIn.CreateUserPrincipalAsync(user), session, context), user, signIn.UserManager)
            : ApiProblems.From([AccountErrors.SignInFailed.Because("The refresh token is not accepted: it is not ours, has expired, its session was ended, or the password has changed since. Log in again.")]);

    private static async Task<IResult> MeAsync(ClaimsPrincipal principal, UserManager<AppUser> users) =>
        await users.GetUserAsync(principal) is { } user
            ? TypedResults.Ok(await ToResponseAsync(user, users))
            : ApiProblems.From([AccountErrors.SignInFailed.Because("The account of this token no longer exists.")]);

    private static async Task<IResult> AnswerAsync((string Access, string Refresh) tokens, AppUser user, UserManager<AppUser> users) =>
        TypedResults.Ok(new TokenResponse(tokens.Access, "bearer", (long)AccessTokens.Lifetime.TotalSeconds, tokens.Refresh, await ToResponseAsync(user, users)));

    private static async Task<UserResponse> ToResponseAsync(AppUser user, UserManager<AppUser> users) =>
        new(
            user.Id, user.Email!, user.FullName, await users.IsInRoleAsync(user, UserClaims.SuperuserRole), user.VerifiedAt is not null, user.IsPremium, user.Locale,
            new PreferencesResponse(user.Theme, user.Amounts), user.Version);
}
