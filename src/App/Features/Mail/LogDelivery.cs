using App.Core.Operations;

namespace App.Features.Mail;

/// <summary>Writes messages to the log, for whoever runs the installation. Nowhere else in the log does a link stand.</summary>
internal sealed class LogDelivery(ILogger<LogDelivery> log) : IMailDelivery
{
    public Task DeliverAsync(MailMessage message, CancellationToken cancellationToken)
    {
        log.LogInformation("Mail to {To}: {Subject}\n{Text}", message.To, message.Subject, message.Text);
        return Task.CompletedTask;
    }
}
