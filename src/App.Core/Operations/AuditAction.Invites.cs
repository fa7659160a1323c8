namespace App.Core.Operations;

/// <content>What operators do with invite codes.</content>
public sealed partial record AuditAction
{
    /// <summary>An invite code was made.</summary>
    public static AuditAction InviteCodeMade { get; } = new("invite_code.made", "made an invite code");

    /// <summary>An invite code was withdrawn.</summary>
    public static AuditAction InviteCodeRevoked { get; } = new("invite_code.revoked", "withdrew an invite code");
}
