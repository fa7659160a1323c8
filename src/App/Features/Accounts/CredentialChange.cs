using App.Core.Operations;
using App.Data.Accounts;
using App.Features.Mail;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>A change to how one gets into an account: it, its entry of the audit trail and the notice of it are written together; then this session goes on and the others end.</summary>
internal sealed class CredentialChange(UserManager<AppUser> users, AccountTransaction transaction, KeptSession session, AccountMails mails, MailSignal signal)
{
    /// <summary>Makes a change.</summary>
    /// <param name="user">The user as loaded by the manager of this request.</param>
    /// <param name="change">The change; the security stamp is renewed with it.</param>
    /// <param name="action">What the trail says.</param>
    /// <param name="subject">The subject of the notice.</param>
    /// <param name="text">What it says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="noticeTo">The address of the notice; the user's when null.</param>
    public async Task<IdentityResult> RunAsync(
        AppUser user, Func<Task<IdentityResult>> change, AuditAction action, string subject, string text, CancellationToken cancellationToken, string? noticeTo = null)
    {
        var notice = mails.Notice(user, noticeTo ?? user.Email!, subject, text);
        var result = await transaction.RunAsync(
            async () => await change() is { Succeeded: false } failed ? failed : await users.UpdateSecurityStampAsync(user), new AuditEvent(action, user.Id, null), [notice], cancellationToken);
        if (result.Succeeded)
        {
            signal.Set();
            await session.KeepAsync(user, cancellationToken);
        }

        return result;
    }
}
