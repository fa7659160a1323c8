using System.Globalization;
using System.Security.Claims;
using App.Data.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>A sign-in between password and second factor: who it is stands in a short-lived cookie of its own, which opens nothing.</summary>
internal sealed class PendingSignIn(SignInManager<AppUser> signIn)
{
    /// <summary>True when the user's password alone is not enough in this browser.</summary>
    public async Task<bool> IsNeededAsync(AppUser user) =>
        await signIn.IsTwoFactorEnabledAsync(user) && !await signIn.IsTwoFactorClientRememberedAsync(user);

    /// <summary>Begins the wait for the code.</summary>
    public Task BeginAsync(AppUser user)
    {
        // As the framework's own does it; GetTwoFactorAuthenticationUserAsync reads it.
        var identity = new ClaimsIdentity(IdentityConstants.TwoFactorUserIdScheme);
        identity.AddClaim(new Claim(ClaimTypes.Name, user.Id.ToString(null, CultureInfo.InvariantCulture)));
        return signIn.Context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity));
    }

    /// <summary>Whose code is waited for; null when nobody's is, or it took too long.</summary>
    public Task<AppUser?> FindAsync() => signIn.GetTwoFactorAuthenticationUserAsync();

    /// <summary>Ends the wait.</summary>
    /// <param name="user">The user who has brought the code.</param>
    /// <param name="remember">True to ask for none in this browser for a while.</param>
    public async Task EndAsync(AppUser user, bool remember)
    {
        await signIn.Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (remember)
        {
            await signIn.RememberTwoFactorClientAsync(user);
        }
    }
}
