using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Results;
using App.Data.Accounts;
using App.Features.Mail;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Sends the link for a forgotten password. An address that nobody has looks alike and takes alike: a token, a message and a row are made for it too, and the row is dropped when its turn comes.</summary>
/// <remarks>Side effects: a row in the outbox. Errors: ERR_USER_002, for what is no address at all.</remarks>
internal sealed class RequestPasswordReset(UserManager<AppUser> users, AccountMails mails, IMailOutbox outbox, MailSignal signal, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Most links an hour to one user: nobody's mailbox is to be filled from here.</summary>
    public const int MostAnHour = 3;

    public async Task<Error?> HandleAsync(string? email, CancellationToken cancellationToken)
    {
        if (EmailRule.Check(email) is { } fault)
        {
            return fault;
        }

        var address = email!.Trim();
        var found = await users.FindByEmailAsync(address);
        var user = found ?? Nobody(address);
        var token = await users.GeneratePasswordResetTokenAsync(user);
        var recent = await outbox.CountAsync(user.Id, MailKinds.PasswordReset, time.GetUtcNow() - TimeSpan.FromHours(1), cancellationToken);
        var toNobody = found is not { SuspendedAt: null } || recent >= MostAnHour;
        await outbox.AddAsync(mails.PasswordReset(user, token, toNobody), cancellationToken);
        signal.Set();
        return null;
    }

    private AppUser Nobody(string address) => new()
    {
        Id = ids.Next(),
        FullName = "Nobody at all",
        CreatedAt = default,
        Email = address,
        SecurityStamp = new string('0', 40),
    };
}
