namespace App.Core.Operations;

/// <content>What users do to their own accounts.</content>
public sealed partial record AuditAction
{
    /// <summary>Somebody showed at sign-in who they are; the details say by what. The session that begins with it has an entry of its own.</summary>
    public static AuditAction SignedIn { get; } = new("account.signed_in", "proved their identity");

    /// <summary>The full name was changed.</summary>
    public static AuditAction NameChanged { get; } = new("account.name_changed", "changed the name");

    /// <summary>The locale or another preference was changed; the details have what it was and what it is.</summary>
    public static AuditAction PreferencesChanged { get; } = new("account.preferences_changed", "changed the preferences");

    /// <summary>The password was changed by somebody who knew the old one.</summary>
    public static AuditAction PasswordChanged { get; } = new("account.password_changed", "changed the password");

    /// <summary>A forgotten password was replaced by the link of a message.</summary>
    public static AuditAction PasswordReset { get; } = new("account.password_reset", "set a new password by a link");

    /// <summary>Another address took the place of the old one.</summary>
    public static AuditAction EmailChanged { get; } = new("account.email_changed", "changed the e-mail address");

    /// <summary>Two-factor sign-in was turned on.</summary>
    public static AuditAction TwoFactorEnabled { get; } = new("account.two_factor_enabled", "turned two-factor sign-in on");

    /// <summary>Two-factor sign-in was turned off.</summary>
    public static AuditAction TwoFactorDisabled { get; } = new("account.two_factor_disabled", "turned two-factor sign-in off");

    /// <summary>New recovery codes took the place of the old ones.</summary>
    public static AuditAction RecoveryCodesMade { get; } = new("account.recovery_codes_made", "made new recovery codes");

    /// <summary>A passkey was added.</summary>
    public static AuditAction PasskeyAdded { get; } = new("account.passkey_added", "added a passkey");

    /// <summary>A passkey got another name.</summary>
    public static AuditAction PasskeyRenamed { get; } = new("account.passkey_renamed", "renamed a passkey");

    /// <summary>A passkey was removed.</summary>
    public static AuditAction PasskeyRemoved { get; } = new("account.passkey_removed", "removed a passkey");
}
