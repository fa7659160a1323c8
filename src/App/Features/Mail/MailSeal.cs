using System.Security.Cryptography;
using System.Text.Json;
using App.Core.Operations;
using Microsoft.AspNetCore.DataProtection;

namespace App.Features.Mail;

/// <summary>Encrypts messages with the installation's keys.</summary>
internal sealed class MailSeal(IDataProtectionProvider protection) : IMailSeal
{
    private readonly IDataProtector _protector = protection.CreateProtector("Ballast.OutgoingMail");

    public string Close(MailMessage message) => _protector.Protect(JsonSerializer.Serialize(message));

    public MailMessage? Open(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize<MailMessage>(_protector.Unprotect(payload));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
