namespace App.Core.Batches;

/// <summary>The secrets that webhooks are signed with, one for a user, encrypted.</summary>
public interface IWebhookSecretStore
{
    /// <summary>A user's; null when there is none yet.</summary>
    Task<string?> FindAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Stores a first one, unless somebody was quicker.</summary>
    /// <returns>The one that is stored.</returns>
    Task<string> AddAsync(Guid userId, string payload, CancellationToken cancellationToken);

    /// <summary>Stores one in place of what is there, with an entry of the audit trail.</summary>
    Task ReplaceAsync(Guid userId, string payload, CancellationToken cancellationToken);
}

/// <summary>Encrypts secrets with the installation's keys.</summary>
public interface IWebhookSeal
{
    /// <summary>Encrypts.</summary>
    string Close(string secret);

    /// <summary>Decrypts; null when the keys for it are gone.</summary>
    string? Open(string payload);
}
