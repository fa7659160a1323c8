using System.Security.Claims;
using App.Data.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace App.Features.Accounts;

/// <summary>Makes and reads the API's tokens: protected tickets of the bearer scheme, which only this installation's keys can make.</summary>
internal sealed class AccessTokens(IOptionsMonitor<BearerTokenOptions> options, TimeProvider time)
{
    /// <summary>How long an access token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>How long a refresh token is good.</summary>
    public static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(60);

    private BearerTokenOptions Scheme => options.Get(IdentityConstants.BearerScheme);

    public (string Access, string Refresh) Issue(ClaimsPrincipal principal) => (
        Scheme.BearerTokenProtector.Protect(Ticket(principal, Lifetime)),
        Scheme.RefreshTokenProtector.Protect(Ticket(principal, RefreshLifetime)));

    /// <summary>The user a refresh token was issued to; null when it is not ours, expired, or older than the user's newest credentials.</summary>
    public async Task<AppUser?> RedeemAsync(string? refreshToken, SignInManager<AppUser> signIn)
    {
        if (string.IsNullOrEmpty(refreshToken)
            || Scheme.RefreshTokenProtector.Unprotect(refreshToken) is not { Properties.ExpiresUtc: { } expires } ticket
            || time.GetUtcNow() >= expires)
        {
            return null;
        }

        return await signIn.ValidateSecurityStampAsync(ticket.Principal);
    }

    private AuthenticationTicket Ticket(ClaimsPrincipal principal, TimeSpan lifetime) => new(
        principal,
        new AuthenticationProperties { IssuedUtc = time.GetUtcNow(), ExpiresUtc = time.GetUtcNow() + lifetime },
        $"{IdentityConstants.BearerScheme}:{(lifetime == Lifetime ? "AccessToken" : "RefreshToken")}");
}
