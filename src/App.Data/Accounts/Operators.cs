namespace App.Data.Accounts;

/// <summary>Who is an operator, as the database has it.</summary>
internal static class Operators
{
    // Identity stores a role's name in upper case to find it by.
    private const string RoleName = "SUPERUSER";

    /// <summary>The ids of the users who are.</summary>
    public static IQueryable<Guid> OperatorIds(this AppDbContext db) =>
        from held in db.UserRoles join role in db.Roles on held.RoleId equals role.Id where role.NormalizedName == RoleName select held.UserId;
}
