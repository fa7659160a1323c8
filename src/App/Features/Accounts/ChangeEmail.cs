using System.Globalization;
using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Results;
using App.Data.Accounts;
using App.Features.Mail;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Asks for another address: a link goes to the new one, a notice to the old one, and nothing has changed yet.</summary>
/// <remarks>
/// Side effects: rows in the outbox. Whether another account has the address is not told; nothing is sent to it then, which takes alike.
/// Errors: ERR_USER_002, ERR_AUTH_005.
/// </remarks>
internal sealed class RequestEmailChange(ConfirmPassword confirm, UserManager<AppUser> users, AccountMails mails, IMailOutbox outbox, MailSignal signal)
{
    public async Task<IReadOnlyList<Error>> HandleAsync(AppUser user, string? email, string? password, CancellationToken cancellationToken)
    {
        var address = email?.Trim() ?? string.Empty;
        if ((EmailRule.Check(address) ?? SameAddress(user, address)) is { } fault)
        {
            return [fault];
        }

        if (await confirm.HandleAsync(user, password) is { } refused)
        {
            return [refused];
        }

        var token = await users.GenerateChangeEmailTokenAsync(user, address);
        var isTaken = await users.FindByEmailAsync(address) is { } other && other.Id != user.Id;
        await outbox.AddAsync(mails.ConfirmEmail(user, address, token, toNobody: isTaken), cancellationToken);
        await outbox.AddAsync(
            mails.Notice(user, user.Email!, "A new e-mail address was asked for", "Somebody who knows your password asked for another address for your account at Ballast. It changes when the link sent there is opened."),
            cancellationToken);
        signal.Set();
        return [];
    }

    private static Error? SameAddress(AppUser user, string address) => string.Equals(user.Email, address, StringComparison.Ordinal)
        ? AccountErrors.EmailFormat.Because("This is the address of your account already. Enter the new one.", "Email")
        : null;
}

/// <summary>Puts the new address in the place of the old one, by the link that was sent to it. Ids stay as they are.</summary>
/// <remarks>
/// Side effects: the row, an entry of the audit trail, a notice to the old address; the session of this browser goes on if it is the user's, and all others end.
/// Errors: ERR_AUTH_003; ERR_USER_001 when another account has taken the address meanwhile.
/// </remarks>
internal sealed class ConfirmEmailChange(UserManager<AppUser> users, CredentialChange change)
{
    public async Task<Error?> HandleAsync(string? userId, string? email, string? token, CancellationToken cancellationToken)
    {
        if (await FindAsync(userId, email, token) is not { } user)
        {
            return SecurityErrors.LinkNotUsable.Because("This link does not work any more: it was used, or is over an hour old, or is not complete. Ask for a new one on the page of your account.");
        }

        var (old, address) = (user.Email!, email!.Trim());
        (user.Email, user.UserName, user.EmailConfirmed) = (address, address, true);
        var result = await change.RunAsync(
            user, () => users.UpdateAsync(user), AuditAction.EmailChanged, "Your e-mail address was changed", $"The address of your account at Ballast is now {address}. This one no longer signs you in.", cancellationToken, noticeTo: old);
        return result.Succeeded ? null
            : result.Errors.Any(error => error.Code.StartsWith("Duplicate", StringComparison.Ordinal)) ? AccountErrors.EmailTaken.Because("Another account has this address by now. Ask for a change to another one.")
            : SecurityErrors.LinkNotUsable.Because("The account was changed in this moment from elsewhere. Open the link again.");
    }

    public async Task<bool> IsUsableAsync(string? userId, string? email, string? token) => await FindAsync(userId, email, token) is not null;

    private async Task<AppUser?> FindAsync(string? userId, string? email, string? token) =>
        Guid.TryParse(userId, out var id)
        && EmailRule.Check(email) is null
        && await users.FindByIdAsync(id.ToString(null, CultureInfo.InvariantCulture)) is { SuspendedAt: null } user
        && await users.VerifyUserTokenAsync(
            user, users.Options.Tokens.ChangeEmailTokenProvider, UserManager<AppUser>.GetChangeEmailTokenPurpose(email!.Trim()), AccountMails.Decode(token))
            ? user
            : null;
}
