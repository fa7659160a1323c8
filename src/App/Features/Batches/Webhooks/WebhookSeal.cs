using System.Security.Cryptography;
using App.Core.Batches;
using Microsoft.AspNetCore.DataProtection;

namespace App.Features.Batches;

/// <summary>Encrypts the secrets of webhooks with the installation's keys.</summary>
internal sealed class WebhookSeal(IDataProtectionProvider protection) : IWebhookSeal
{
    private readonly IDataProtector _protector = protection.CreateProtector("Ballast.WebhookSecret");

    public string Close(string secret) => _protector.Protect(secret);

    public string? Open(string payload)
    {
        try
        {
            return _protector.Unprotect(payload);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
