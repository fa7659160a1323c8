using System.Globalization;
using App.Core.Accounts;
using App.Data.Accounts;
using App.Features.Accounts.Sessions;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>The session of a browser. Side effects: begins and ends the session's row, sets and clears the cookie on the answer under way; so it is for plain pages and endpoints only.</summary>
internal sealed class CookieSession(SignInManager<AppUser> signIn, ISessions sessions, TimeProvider time)
{
    /// <summary>Signs a user in whose password was just checked.</summary>
    /// <param name="user">The user.</param>
    /// <param name="remember">True keeps the cookie when the browser is closed.</param>
    public Task StartAsync(AppUser user, bool remember) => signIn.SignInAsync(user, remember);

    /// <summary>Signs a user in who has just registered.</summary>
    public async Task StartAsync(Guid userId) =>
        await signIn.SignInAsync((await signIn.UserManager.FindByIdAsync(userId.ToString(null, CultureInfo.InvariantCulture)))!, isPersistent: false);

    /// <summary>Signs out: the session that the cookie is of, the operator's where one looks through a user's eyes.</summary>
    public async Task EndAsync()
    {
        if (signIn.Context.User is { SessionId: { } id } user)
        {
            await sessions.EndAsync(new SessionEnding(user.SessionOwnerId, id, null, SessionEnd.SignedOut, time.GetUtcNow()), signIn.Context.RequestAborted);
        }

        await signIn.SignOutAsync();
    }
}
