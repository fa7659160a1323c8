namespace App.Core.Accounts;

/// <summary>A user to be stored.</summary>
/// <param name="Id">The id, see <see cref="Operations.IIdGenerator"/>.</param>
/// <param name="Email">The address as given, trimmed.</param>
/// <param name="FullName">The name as given, trimmed.</param>
/// <param name="Password">The password; only its hash is stored.</param>
/// <param name="InviteCode">The code that lets the user in; its use is counted in the same transaction.</param>
public sealed record NewUser(Guid Id, string Email, string FullName, string Password, string InviteCode)
{
    /// <summary>Leaves the password and the code out, so that they reach no log.</summary>
    public override string ToString() => $"NewUser {Id}";
}

/// <summary>What came of storing a user.</summary>
public enum UserAddition
{
    /// <summary>The user is stored and one use of the code is counted.</summary>
    Added,

    /// <summary>The address has an account already; nothing was stored.</summary>
    EmailTaken,

    /// <summary>The code is unknown, expired, used up or revoked; nothing was stored.</summary>
    InviteNotUsable,
}

/// <summary>The users' rows.</summary>
public interface IUserDirectory
{
    /// <summary>True when an account has that address, compared without regard to case.</summary>
    Task<bool> EmailTakenAsync(string email, CancellationToken cancellationToken);

    /// <summary>Stores a user and counts a use of the invite code, in one transaction.</summary>
    Task<UserAddition> AddAsync(NewUser user, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>The invite codes' rows.</summary>
public interface IInviteCodes
{
    /// <summary>True when the code, trimmed and in any case, exists and is neither expired, used up nor revoked.</summary>
    Task<bool> IsUsableAsync(string code, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Makes sure that a code exists; one that does, revoked or not, stays as it is.</summary>
    Task EnsureAsync(string code, string cohort, DateTimeOffset now, CancellationToken cancellationToken);
}
