using App.Core.Accounts;
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

    /// <summary>When an operator approved it; null while none has.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }

    /// <summary>The operator who did; null when none has, or when that account is gone.</summary>
    public Guid? VerifiedBy { get; set; }

    /// <summary>True for the tier premium.</summary>
    public bool IsPremium { get; set; }

    /// <summary>The culture figures are written in; null for the browser's.</summary>
    public string? Locale { get; set; }

    /// <summary>The theme of browsers in which none was chosen; null for the device's.</summary>
    public string? Theme { get; set; }

    /// <summary>Whether amounts are shown in browsers in which that was not chosen; null for shown.</summary>
    public string? Amounts { get; set; }

    /// <summary>From 1, one higher with each change of the name, the preferences, the approval, the tier or the access.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The preferences together.</summary>
    public UserPreferences Preferences => new(Locale, Theme, Amounts);
}
