using System.Security.Claims;
using App.Core.Accounts;
using App.Core.Operations;
using App.Data.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace App.Features.Accounts.Sessions;

/// <summary>The framework's sign-in with a session under each: whichever way somebody signs in, by password, second factor or passkey, it ends here.</summary>
/// <remarks>Side effects: a row per sign-in. A suspended account signs in by none of the ways.</remarks>
internal sealed class SessionSignIn(
    UserManager<AppUser> users, IHttpContextAccessor accessor, IUserClaimsPrincipalFactory<AppUser> claims, IOptions<IdentityOptions> options, ILogger<SignInManager<AppUser>> log,
    IAuthenticationSchemeProvider schemes, IUserConfirmation<AppUser> confirmation, ISessions sessions, IIdGenerator ids, TimeProvider time)
    : SignInManager<AppUser>(users, accessor, claims, options, log, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(AppUser user) => user.SuspendedAt is null && await base.CanSignInAsync(user);

    public override async Task SignInWithClaimsAsync(AppUser user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        // One that goes on in this browser gives way: nobody could find its cookie again, to end it.
        if (Context.User is { SessionId: { } old } before)
        {
            await sessions.EndAsync(new SessionEnding(before.SessionOwnerId, old, null, SessionEnd.SignedOut, time.GetUtcNow()), Context.RequestAborted);
        }

        var session = SessionTerms.Begin(ids.Next(), user.Id, SessionKind.Browser, time.GetUtcNow(), Context);
        await sessions.StartAsync(session, Context.RequestAborted);
        await base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, new(UserClaims.SessionId, ImpersonationClaims.Text(session.Id))]);
    }

    /// <summary>Gives the browser a cookie by the user's newest credentials, in the session that it has.</summary>
    /// <exception cref="InvalidOperationException">The request is not by a browser of the user's own, or an operator looks through its eyes.</exception>
    public override async Task RefreshSignInAsync(AppUser user)
    {
        var result = await Context.AuthenticateAsync(AuthenticationScheme);

        // As it came in: the stamp has changed by now, which is why this is called.
        if (result is not { Succeeded: true, Principal: { SessionId: { } session, ImpersonatorId: null } principal } || principal.UserId != user.Id)
        {
            throw new InvalidOperationException("Only the browser's own session is given another cookie.");
        }

        await base.SignInWithClaimsAsync(user, result.Properties, [new(UserClaims.SessionId, ImpersonationClaims.Text(session)), .. principal.FindAll("amr")]);
    }
}
