using App.Core.Operations;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace App.Features.Mail;

/// <summary>Hands messages to a mail server, each on a connection of its own: there are few of them, and long between.</summary>
internal sealed class SmtpDelivery(MailOptions options, TimeProvider time) : IMailDelivery
{
    public async Task DeliverAsync(MailMessage message, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient { Timeout = (int)options.Timeout.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(options.Host!, options.Port, SocketOptions, cancellationToken);
            if (!string.IsNullOrEmpty(options.User))
            {
                await client.AuthenticateAsync(options.User, options.Password!, cancellationToken);
            }

            await client.SendAsync(ToMime(message), cancellationToken);
        }
        catch (SmtpCommandException exception) when (exception.ErrorCode is SmtpErrorCode.RecipientNotAccepted && (int)exception.StatusCode >= 500)
        {
            // No such mailbox. Whatever else a server refuses may be mended by whoever runs it, or here.
            throw new MailRefusedException($"the mail server does not take the recipient ({(int)exception.StatusCode})", exception);
        }

        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private SecureSocketOptions SocketOptions => options.Security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private MimeMessage ToMime(MailMessage message)
    {
        var mime = new MimeMessage { Subject = message.Subject, Date = time.GetUtcNow(), Body = new TextPart("plain") { Text = message.Text } };
        mime.From.Add(MailboxAddress.Parse(options.From!));
        mime.To.Add(new MailboxAddress(string.Empty, message.To!));

        // RFC 3834: nobody's absence is to be answered to us.
        mime.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return mime;
    }
}
