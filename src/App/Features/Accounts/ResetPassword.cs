using System.Globalization;
using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Results;
using App.Data.Accounts;
using App.Features.Mail;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Sets a new password by the link of a message.</summary>
/// <remarks>
/// Side effects: the password, an end of lockout and of all sessions, an entry of the audit trail, a notice by mail. Two-factor sign-in stays on.
/// Errors: ERR_AUTH_003; ERR_USER_003, after which the link still works.
/// </remarks>
internal sealed class ResetPassword(
    UserManager<AppUser> users, NewPassword password, AccountTransaction transaction, AccountMails mails, MailSignal signal, EndSessions sessions)
{
    /// <summary>Sets it.</summary>
    /// <param name="userId">The user, as in the link.</param>
    /// <param name="token">The token, as in the link.</param>
    /// <param name="wanted">The new password.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<Error>> HandleAsync(string? userId, string? token, string? wanted, CancellationToken cancellationToken)
    {
        if (await FindAsync(userId, token) is not { } user)
        {
            return [LinkNotUsable()];
        }

        if (PasswordRule.Check(wanted) is { } fault)
        {
            return [fault];
        }

        password.Set(user, wanted!);
        (user.LockoutEnd, user.AccessFailedCount, user.EmailConfirmed) = (null, 0, true);
        var notice = mails.Notice(user, user.Email!, "Your password was set anew", "The password of your account at Ballast was set anew by the link of a message. All sessions were ended.");
        var result = await transaction.RunAsync(() => users.UpdateSecurityStampAsync(user), new AuditEvent(AuditAction.PasswordReset, user.Id, null), [notice], cancellationToken);
        if (!result.Succeeded)
        {
            // Somebody else has used it in this moment.
            return [LinkNotUsable()];
        }

        signal.Set();
        await sessions.HandleAsync(user.Id, null, SessionEnd.CredentialsChanged, cancellationToken);
        return [];
    }

    /// <summary>True when the link still works, so that a page need not ask for a password first and refuse it then.</summary>
    public async Task<bool> IsUsableAsync(string? userId, string? token) => await FindAsync(userId, token) is not null;

    private async Task<AppUser?> FindAsync(string? userId, string? token) =>
        Guid.TryParse(userId, out var id)
        && await users.FindByIdAsync(id.ToString(null, CultureInfo.InvariantCulture)) is { SuspendedAt: null } user
        && await users.VerifyUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<AppUser>.ResetPasswordTokenPurpose, AccountMails.Decode(token))
            ? user
            : null;

    private static Error LinkNotUsable() => SecurityErrors.LinkNotUsable.Because("This link does not work any more: it was used, or is over an hour old, or is not complete. Ask for a new one.");
}

/// <summary>Puts another password into a user's row, to be stored with a new security stamp.</summary>
internal sealed class NewPassword(IPasswordHasher<AppUser> hasher)
{
    /// <summary>Hashes it, which takes its time: before a transaction, not in it.</summary>
    public void Set(AppUser user, string password) => user.PasswordHash = hasher.HashPassword(user, password);
}
