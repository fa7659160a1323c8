using App.Core.Accounts;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>The session of the browser that changed how one gets into the account: it goes on, and the others end.</summary>
/// <remarks>Side effects: gives the browser a cookie with the new security stamp, which those of all others are without; ends the rows of the other sessions.</remarks>
internal sealed class KeptSession(SignInManager<AppUser> signIn, EndSessions sessions)
{
    /// <summary>Goes on with this session alone; with none, where the browser is not the user's.</summary>
    public async Task KeepAsync(AppUser user, CancellationToken cancellationToken)
    {
        await RefreshAsync(user);
        await sessions.HandleAsync(user.Id, IsOf(user) ? signIn.Context.User.SessionId : null, SessionEnd.CredentialsChanged, cancellationToken);
    }

    /// <summary>Gives the browser the user's claims as they are now, if it is the user's.</summary>
    public Task RefreshAsync(AppUser user) => IsOf(user) ? signIn.RefreshSignInAsync(user) : Task.CompletedTask;

    private bool IsOf(AppUser user) => signIn.Context.User is { Identity.IsAuthenticated: true, ImpersonatorId: null } reader && reader.UserId == user.Id;
}
