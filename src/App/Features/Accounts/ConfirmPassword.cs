using App.Core.Accounts;
using App.Core.Results;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Asks a user who is signed in for the password once more: a browser left open, or a cookie that was copied, is not enough to change how one gets in.</summary>
/// <remarks>Side effects: counts failures towards lockout, as at sign-in. Errors: ERR_AUTH_005.</remarks>
internal sealed class ConfirmPassword(SignInManager<AppUser> signIn)
{
    /// <summary>The fault of the password; null when it is the user's.</summary>
    public async Task<Error?> HandleAsync(AppUser user, string? password)
    {
        var result = await signIn.CheckPasswordSignInAsync(user, password ?? string.Empty, lockoutOnFailure: true);
        return result.Succeeded ? null : SecurityErrors.PasswordNotConfirmed.Because(
            result.IsLockedOut
                ? "The account pauses after five failures. Try again in five minutes."
                : "This is not the password of your account. Enter the one you sign in with.",
            "Password");
    }
}
