using Microsoft.AspNetCore.Identity;

namespace App.Data.Accounts;

/// <summary>A user's row. The user name is the e-mail address.</summary>
public sealed class AppUser : IdentityUser<Guid>
{
    /// <summary>The full name; 1 to 200 characters.</summary>
    public required string FullName { get; set; }

    /// <summary>When the account was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The invite code it was made with; null for one that a command made.</summary>
    public string? InvitedWith { get; init; }

    /// <summary>When one of its sessions was last used, to the minute; null before the first.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }

    /// <summary>When an operator suspended it; null while it is open.</summary>
    public DateTimeOffset? SuspendedAt { get; set; }
}
