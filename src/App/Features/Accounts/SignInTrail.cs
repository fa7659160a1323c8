using App.Core.Operations;

namespace App.Features.Accounts;

/// <summary>By what somebody has signed in, as it stands in the audit trail.</summary>
internal static class SignInMeans
{
    public const string Password = "password";

    public const string AuthenticatorCode = "password and code";

    public const string RecoveryCode = "password and recovery code";

    public const string RememberedDevice = "password on a remembered device";

    public const string Passkey = "passkey";
}

/// <summary>Writes down who signed in, and by what.</summary>
internal sealed class SignInTrail(IAuditTrail trail)
{
    public Task AppendAsync(Guid userId, string means, CancellationToken cancellationToken) =>
        trail.AppendAsync(new AuditEvent(AuditAction.SignedIn, userId, null, new Dictionary<string, object?> { ["by"] = means }), cancellationToken);
}
