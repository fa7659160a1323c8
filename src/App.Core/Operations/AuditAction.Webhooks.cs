namespace App.Core.Operations;

/// <content>What users do with the webhooks of their batches.</content>
public sealed partial record AuditAction
{
    /// <summary>The secret that webhooks are signed with was replaced.</summary>
    public static AuditAction WebhookSecretReplaced { get; } = new("webhook.secret_replaced", "replaced the secret of webhooks");

    /// <summary>The record of a batch was asked to be sent again.</summary>
    public static AuditAction WebhookResent { get; } = new("webhook.resent", "had the record of a batch sent again");
}
