using System.Security.Claims;
using App.Core.Accounts;
using App.Core.Operations;
using App.Data.Accounts;
using App.Features.Accounts.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace App.Features.Accounts;

/// <summary>Makes and reads the API's tokens: protected tickets of the bearer scheme, which only this installation's keys can make, each of a session.</summary>
internal sealed class AccessTokens(IOptionsMonitor<BearerTokenOptions> options, ISessions sessions, SessionCheck check, IIdGenerator ids, TimeProvider time)
{
    /// <summary>How long an access token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>How long a refresh token is good.</summary>
    public static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(60);

    private BearerTokenOptions Scheme => options.Get(IdentityConstants.BearerScheme);

    /// <summary>Begins a session and issues its first tokens. Side effects: stores the session.</summary>
    public async Task<(string Access, string Refresh)> IssueAsync(ClaimsPrincipal principal, HttpContext context)
    {
        var session = SessionTerms.Begin(ids.Next(), principal.UserId, SessionKind.Program, time.GetUtcNow(), context);
        await sessions.StartAsync(session, context.RequestAborted);
        return Tokens(principal, session.Id);
    }

    /// <summary>Issues new tokens of a session that goes on. Side effects: the session is good for as long as the new tokens are.</summary>
    public async Task<(string Access, string Refresh)> RenewAsync(ClaimsPrincipal principal, Guid session, HttpContext context)
    {
        var now = time.GetUtcNow();
        await sessions.UseAsync(
            new SessionUse(session, principal.UserId, now, now + RefreshLifetime, SessionTerms.AddressOf(context), SessionTerms.UserAgentOf(context)), context.RequestAborted);
        return Tokens(principal, session);
    }

    /// <summary>The user and the session a refresh token was issued to; null when it is not ours, expired, or its session does not hold.</summary>
    public async Task<(AppUser User, Guid Session)?> RedeemAsync(string? refreshToken, UserManager<AppUser> users, CancellationToken cancellationToken) =>
        !string.IsNullOrEmpty(refreshToken)
        && Scheme.RefreshTokenProtector.Unprotect(refreshToken) is { Properties.ExpiresUtc: { } expires } ticket
        && time.GetUtcNow() < expires
        && await check.FindAsync(ticket.Principal, cancellationToken) is { } standing
        && await users.GetUserAsync(ticket.Principal) is { } user
            ? (user, standing.Session.Id)
            : null;

    private (string Access, string Refresh) Tokens(ClaimsPrincipal principal, Guid session)
    {
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(UserClaims.SessionId, ImpersonationClaims.Text(session)));
        return (Scheme.BearerTokenProtector.Protect(Ticket(principal, Lifetime)), Scheme.RefreshTokenProtector.Protect(Ticket(principal, RefreshLifetime)));
    }

    private AuthenticationTicket Ticket(ClaimsPrincipal principal, TimeSpan lifetime) => new(
        principal,
        new AuthenticationProperties { IssuedUtc = time.GetUtcNow(), ExpiresUtc = time.GetUtcNow() + lifetime },
        $"{IdentityConstants.BearerScheme}:{(lifetime == Lifetime ? "AccessToken" : "RefreshToken")}");
}
