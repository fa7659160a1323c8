using App.Core.Results;

namespace App.Core.Batches;

/// <summary>What can be wrong with webhooks, besides their address.</summary>
[ErrorCatalogue]
public static class WebhookErrors
{
    /// <summary>WEBHOOK_NOT_FOUND.</summary>
    public static readonly ErrorDefinition NotFound = new(
        "WEBHOOK_NOT_FOUND", "Nothing to deliver", ErrorKind.NotFound, 404,
        "The batch was sent without webhook_url, or is not over yet: there is no delivery that could be sent again.", "Wait until the batch is over, or get its record from /api/v1/batch/{batch_id}.");

    /// <summary>WEBHOOK_SECRET_UNREADABLE.</summary>
    public static readonly ErrorDefinition SecretUnreadable = new(
        "WEBHOOK_SECRET_UNREADABLE", "Secret cannot be read", ErrorKind.Conflict, 409,
        "The keys that your secret of webhooks was encrypted with are gone, so that it can neither be shown nor used.", "Have it replaced: POST /api/v1/batch/webhook-secret.");
}
