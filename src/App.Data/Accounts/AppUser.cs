using Microsoft.AspNetCore.Identity;

namespace App.Data.Accounts;

/// <summary>A user's row. The user name is the e-mail address.</summary>
public sealed class AppUser : IdentityUser<Guid>
{
    /// <summary>The full name; 1 to 200 characters.</summary>
    public required string FullName { get; set; }

    /// <summary>When the account was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
