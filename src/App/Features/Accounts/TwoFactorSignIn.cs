using App.Core.Accounts;
using App.Core.Results;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>The second factor, after the password was right.</summary>
/// <remarks>Side effects: the code is used up; failures count towards lockout, as those of the password do. Errors: ERR_AUTH_004.</remarks>
internal sealed class TwoFactorSignIn(UserManager<AppUser> users)
{
    /// <summary>Checks the code of the app, or a recovery code where there is one.</summary>
    /// <returns>By what the user signed in.</returns>
    public async Task<Result<string>> HandleAsync(AppUser user, string? code, string? recoveryCode)
    {
        if (user.SuspendedAt is not null || await users.IsLockedOutAsync(user))
        {
            return NotAccepted();
        }

        if (await IsRightAsync(user, code, recoveryCode))
        {
            await users.ResetAccessFailedCountAsync(user);
            return string.IsNullOrWhiteSpace(recoveryCode) ? SignInMeans.AuthenticatorCode : SignInMeans.RecoveryCode;
        }

        await users.AccessFailedAsync(user);
        return NotAccepted();
    }

    private async Task<bool> IsRightAsync(AppUser user, string? code, string? recoveryCode) =>
        string.IsNullOrWhiteSpace(recoveryCode)
            ? await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code ?? string.Empty)
            : (await users.RedeemTwoFactorRecoveryCodeAsync(user, RecoveryCodes.Read(recoveryCode))).Succeeded;

    private static Error NotAccepted() => SecurityErrors.CodeNotAccepted.Because(
        "This code is not accepted. Wait for the next one: each works once. After five failures an account pauses for five minutes.");
}

/// <summary>Recovery codes as they are typed.</summary>
internal static class RecoveryCodes
{
    /// <summary>How many a user gets.</summary>
    public const int Count = 10;

    private const int Half = 5;

    /// <summary>A code as it was given: in upper case, with the dash in its middle.</summary>
    public static string Read(string typed)
    {
        var bare = string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return bare.Length > Half ? $"{bare[..Half]}-{bare[Half..]}" : bare;
    }
}
