namespace App.Core.Batches;

/// <summary>Puts another secret in place of a user's: webhooks are signed with it from the next try on.</summary>
/// <remarks>Side effects: the secret, an entry of the audit trail. Errors: none.</remarks>
/// <param name="secrets">The secrets.</param>
/// <param name="seal">Encrypts them.</param>
/// <param name="random">Gives so many random bytes, which nobody can foretell.</param>
public sealed class ReplaceWebhookSecret(IWebhookSecretStore secrets, IWebhookSeal seal, Func<int, byte[]> random)
{
    /// <summary>Replaces it.</summary>
    /// <returns>The new one.</returns>
    public async Task<string> HandleAsync(Guid userId, CancellationToken cancellationToken)
    {
        var secret = WebhookSignature.SecretOf(random(WebhookSignature.SecretBytes));
        await secrets.ReplaceAsync(userId, seal.Close(secret), cancellationToken);
        return secret;
    }
}
