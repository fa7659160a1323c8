namespace App.Core.Operations;

// What operators do to accounts and to the installation.
public sealed partial record AuditAction
{
    /// <summary>An operator suspended an account.</summary>
    public static AuditAction UserSuspended { get; } = new("account.suspended", "suspended an account");

    /// <summary>An operator opened a suspended account again.</summary>
    public static AuditAction UserReopened { get; } = new("account.reopened", "reopened an account");

    /// <summary>An operator ended the pause of an account after failed sign-ins.</summary>
    public static AuditAction UserUnlocked { get; } = new("account.unlocked", "unlocked an account");

    /// <summary>An operator approved an account.</summary>
    public static AuditAction UserVerified { get; } = new("account.verified", "approved an account");

    /// <summary>An operator took the approval of an account back.</summary>
    public static AuditAction UserUnverified { get; } = new("account.unverified", "withdrew the approval of an account");

    /// <summary>An operator gave an account the tier premium.</summary>
    public static AuditAction PremiumGranted { get; } = new("account.premium_granted", "made an account premium");

    /// <summary>An operator gave an account the standard tier.</summary>
    public static AuditAction PremiumRevoked { get; } = new("account.premium_revoked", "made an account standard");

    /// <summary>An operator made an operator's account a plain one.</summary>
    public static AuditAction SuperuserRevoked { get; } = new("account.superuser_revoked", "made an operator a user");

    /// <summary>An operator ended all sessions of an account.</summary>
    public static AuditAction UserSessionsEnded { get; } = new("account.sessions_ended", "ended the sessions of an account");

    /// <summary>An operator took note of an alert.</summary>
    public static AuditAction AlertAcknowledged { get; } = new("alert.acknowledged", "acknowledged an alert");
}
