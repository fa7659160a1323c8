using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>Who is an operator, as the database has it.</summary>
internal static class Operators
{
    /// <summary>The role's name, in upper case as Identity stores it to find it by.</summary>
    public const string RoleName = "SUPERUSER";

    /// <summary>The ids of the users who are.</summary>
    public static IQueryable<Guid> OperatorIds(this AppDbContext db) =>
        from held in db.UserRoles join role in db.Roles on held.RoleId equals role.Id where role.NormalizedName == RoleName select held.UserId;

    /// <summary>True for an operator whose account is open.</summary>
    public static Task<bool> IsOperatorAsync(this AppDbContext db, Guid userId, CancellationToken cancellationToken)
    {
        var operators = db.OperatorIds();
        return db.Users.AnyAsync(user => user.Id == userId && user.SuspendedAt == null && operators.Contains(user.Id), cancellationToken);
    }

    /// <summary>Holds a user's row until the transaction ends, and reads it; null when there is none.</summary>
    public static async Task<AppUser?> HoldUserAsync(this AppDbContext db, Guid userId, CancellationToken cancellationToken) =>
        await db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(user => user.Version, user => user.Version), cancellationToken) == 1
            ? await db.Users.AsNoTracking().SingleAsync(user => user.Id == userId, cancellationToken)
            : null;

    /// <summary>Holds the role's row until the transaction ends: of two that change at once who is an operator, the second waits here and finds what the first has left.</summary>
    public static Task<int> LockOperatorsAsync(this AppDbContext db, CancellationToken cancellationToken) =>
        db.Roles.Where(role => role.NormalizedName == RoleName).ExecuteUpdateAsync(set => set.SetProperty(role => role.Name, role => role.Name), cancellationToken);
}
