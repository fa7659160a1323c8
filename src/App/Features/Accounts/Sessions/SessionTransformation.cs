using System.Security.Claims;
using App.Core.Accounts;
using App.Data.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;

namespace App.Features.Accounts.Sessions;

/// <summary>Makes of what a cookie or a token says who the request is by: the database decides, at every request.</summary>
/// <remarks>
/// Whatever is not good is nobody: a program gets 401, a reader is sent to sign in. The operator's role is as it stands now, and so are the name and the preferences. While an operator looks through a user's eyes the whole principal
/// is the user's, with the operator named in it; the cookie or the token stays the operator's, so that it ends with the row. Side effects: keeps that the session was used, a moment later; ends an
/// impersonation that is found to be over.
/// </remarks>
internal sealed class SessionTransformation(
    IHttpContextAccessor accessor, SessionCheck check, IImpersonations impersonations, SessionUses uses, TimeProvider time) : IClaimsTransformation
{
    private static readonly object Key = new();

    // Half a sign-in, by cookies of their own: nobody is let in by these.
    private static readonly string[] StepsOfSignIn = [IdentityConstants.TwoFactorUserIdScheme, IdentityConstants.TwoFactorRememberMeScheme];

    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true } identity || StepsOfSignIn.Contains(identity.AuthenticationType))
        {
            return principal;
        }

        var context = accessor.HttpContext ?? throw new InvalidOperationException("A principal is checked outside of a request.");
        if (context.Items[Key] is Checked known && (known.Before == principal || known.After == principal))
        {
            return known.After;
        }

        // A style sheet is the same for everybody.
        var after = context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null ? Nobody() : await CheckAsync(principal, context);
        context.Items[Key] = new Checked(principal, after);
        return after;
    }

    private async Task<ClaimsPrincipal> CheckAsync(ClaimsPrincipal principal, HttpContext context)
    {
        if (await check.FindAsync(principal, context.RequestAborted) is not { } standing)
        {
            return Nobody();
        }

        uses.Add(standing.Session, context);
        var now = time.GetUtcNow();
        if (standing.EndOfImpersonation(now) is { } reason)
        {
            await impersonations.EndAsync(standing.Unended!.Impersonation.Id, reason, now, context.RequestAborted);
        }

        return standing.ActiveImpersonation(now) is { } impersonation
            ? await ThroughEyesAsync(principal, impersonation, context.RequestServices)
            : WithRole(principal, standing.IsOperator, standing.Reader);
    }

    private static async Task<ClaimsPrincipal> ThroughEyesAsync(ClaimsPrincipal owner, Impersonation impersonation, IServiceProvider services)
    {
        var users = services.GetRequiredService<UserManager<AppUser>>();
        if (await users.FindByIdAsync(ImpersonationClaims.Text(impersonation.TargetId)) is not { } target)
        {
            return Nobody();
        }

        var principal = WithRole(await services.GetRequiredService<IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(target), isOperator: false, new SessionReader(target.FullName, target.Preferences));
        ((ClaimsIdentity)principal.Identity!).AddClaims(ImpersonationClaims.Of(impersonation, owner.FullName, owner.SessionStamp!));
        return principal;
    }

    private static ClaimsPrincipal WithRole(ClaimsPrincipal principal, bool isOperator, SessionReader? reader)
    {
        var identity = ((ClaimsIdentity)principal.Identity!).Clone();
        foreach (var claim in identity.FindAll(claim => claim.Type == identity.RoleClaimType && claim.Value == UserClaims.SuperuserRole).ToList())
        {
            identity.RemoveClaim(claim);
        }

        if (isOperator)
        {
            identity.AddClaim(new Claim(identity.RoleClaimType, UserClaims.SuperuserRole));
        }

        if (reader is not null)
        {
            PreferenceClaims.Put(identity, reader);
        }

        return new ClaimsPrincipal(identity);
    }

    private static ClaimsPrincipal Nobody() => new(new ClaimsIdentity());

    private sealed record Checked(ClaimsPrincipal Before, ClaimsPrincipal After);
}
