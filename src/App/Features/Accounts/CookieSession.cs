using System.Globalization;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>The session of a browser. Side effects: sets and clears the cookie on the answer under way, so it is for plain pages and endpoints only.</summary>
internal sealed class CookieSession(SignInManager<AppUser> signIn)
{
    /// <summary>Signs a user in whose password was just checked.</summary>
    /// <param name="user">The user.</param>
    /// <param name="remember">True keeps the cookie when the browser is closed.</param>
    public Task StartAsync(AppUser user, bool remember) => signIn.SignInAsync(user, remember);

    /// <summary>Signs a user in who has just registered.</summary>
    public async Task StartAsync(Guid userId) =>
        await signIn.SignInAsync((await signIn.UserManager.FindByIdAsync(userId.ToString(null, CultureInfo.InvariantCulture)))!, isPersistent: false);

    public Task EndAsync() => signIn.SignOutAsync();
}
