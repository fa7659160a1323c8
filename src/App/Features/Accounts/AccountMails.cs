using System.Buffers.Text;
using System.Globalization;
using System.Text;
using App.Core.Operations;
using App.Data.Accounts;
using App.Features.Mail;

namespace App.Features.Accounts;

/// <summary>Writes the messages to users about their accounts, ready to be put into the outbox.</summary>
internal sealed class AccountMails(IMailSeal seal, MailLinks links, IIdGenerator ids, TimeProvider time)
{
    /// <summary>The link for a forgotten password.</summary>
    /// <param name="user">The user, or somebody who stands in for one where there is none.</param>
    /// <param name="token">The framework's token.</param>
    /// <param name="toNobody">True to write it all the same and have it dropped.</param>
    public OutgoingMail PasswordReset(AppUser user, string token, bool toNobody) => Write(
        MailKinds.PasswordReset,
        user,
        toNobody ? null : user.Email,
        "Set a new password",
        $"""
        Somebody asked for a new password for your account at Ballast. If it was you, set one here:

        {links.To(AccountPaths.ResetPassword, ("user", user.Id.ToString("N", CultureInfo.InvariantCulture)), ("token", Encode(token)))}

        The link works once, for one hour. If it was not you, there is nothing to do: nobody has got in.
        """);

    /// <summary>The link that shows that a new address is read by whoever asked for it.</summary>
    public OutgoingMail ConfirmEmail(AppUser user, string address, string token, bool toNobody) => Write(
        MailKinds.ConfirmEmail,
        user,
        toNobody ? null : address,
        "Confirm your new e-mail address",
        $"""
        You asked for this to be the address of your account at Ballast. Confirm it here:

        {links.To(AccountPaths.ConfirmEmail, ("user", user.Id.ToString("N", CultureInfo.InvariantCulture)), ("email", address), ("token", Encode(token)))}

        The link works once, for one hour. Until then you sign in with the old one. If it was not you, there is nothing to do.
        """);

    /// <summary>Tells of a change that was made, so that an owner who did not make it knows.</summary>
    /// <param name="user">The user.</param>
    /// <param name="address">The address; after a change of it, the one before.</param>
    /// <param name="subject">What has happened.</param>
    /// <param name="text">The same in a sentence or two.</param>
    public OutgoingMail Notice(AppUser user, string address, string subject, string text) => Write(
        MailKinds.Notice,
        user,
        address,
        subject,
        $"""
        {text}

        If it was not you, set a new password at once: {links.To(AccountPaths.ForgotPassword)}
        and tell whoever runs this installation.
        """);

    /// <summary>A token as it stands in a link.</summary>
    public static string Encode(string token) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token));

    /// <summary>A token as the framework reads it; empty when it is none.</summary>
    public static string Decode(string? text)
    {
        // A link that was broken over two lines comes with spaces.
        var bare = string.Concat((text ?? string.Empty).Where(character => !char.IsWhiteSpace(character)));
        return Base64Url.IsValid(bare) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(bare)) : string.Empty;
    }

    private OutgoingMail Write(string kind, AppUser user, string? to, string subject, string text)
    {
        var now = time.GetUtcNow();
        return new OutgoingMail
        {
            Id = ids.Next(),
            UserId = user.Id,
            Kind = kind,
            Payload = seal.Close(new MailMessage(to, $"Ballast: {subject}", $"Hello {user.FullName},\n\n{text}\n")),
            CreatedAt = now,
            NextTryAt = now,
        };
    }
}
