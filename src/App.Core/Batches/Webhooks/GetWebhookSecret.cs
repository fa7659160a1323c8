using App.Core.Results;

namespace App.Core.Batches;

/// <summary>The secret that a user's webhooks are signed with.</summary>
/// <remarks>Side effects: one is made when there is none yet. Errors: WEBHOOK_SECRET_UNREADABLE.</remarks>
/// <param name="secrets">The secrets.</param>
/// <param name="seal">Encrypts them.</param>
/// <param name="random">Gives so many random bytes, which nobody can foretell.</param>
public sealed class GetWebhookSecret(IWebhookSecretStore secrets, IWebhookSeal seal, Func<int, byte[]> random)
{
    /// <summary>Gets it.</summary>
    public async Task<Result<string>> HandleAsync(Guid userId, CancellationToken cancellationToken)
    {
        var payload = await secrets.FindAsync(userId, cancellationToken)
            ?? await secrets.AddAsync(userId, seal.Close(WebhookSignature.SecretOf(random(WebhookSignature.SecretBytes))), cancellationToken);
        return seal.Open(payload) is { } secret ? secret : WebhookErrors.SecretUnreadable.Because("Your secret of webhooks cannot be read any more: the keys it was encrypted with are gone. Have it replaced.");
    }
}
