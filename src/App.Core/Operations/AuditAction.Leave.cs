namespace App.Core.Operations;

public sealed partial record AuditAction
{
    /// <summary>All that belongs to an account was handed to its user as an archive.</summary>
    public static AuditAction AccountExported { get; } = new("account.exported", "exported the account's data");

    /// <summary>An account was deleted with all that belonged to it.</summary>
    public static AuditAction AccountDeleted { get; } = new("account.deleted", "deleted the account");
}
