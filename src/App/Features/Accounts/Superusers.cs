using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Results;
using App.Data;
using App.Data.Accounts;
using App.Data.Providers;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Makes operators of the installation, of new accounts and of those there are.</summary>
/// <remarks>Side effects: the account or the role, and their entries in the audit trail, in one transaction.</remarks>
internal sealed class Superusers(AppDbContext db, Database database, UserManager<AppUser> users, RoleManager<IdentityRole<Guid>> roles, IIdGenerator ids, TimeProvider time)
{
    /// <summary>The account of an address; null when there is none.</summary>
    public Task<AppUser?> FindAsync(string email) => users.FindByEmailAsync(email);

    /// <summary>True when the user has the role.</summary>
    public Task<bool> IsOperatorAsync(AppUser user) => users.IsInRoleAsync(user, UserClaims.SuperuserRole);

    /// <summary>Makes an account that is an operator's. It needs no invite code: whoever starts commands here owns the database.</summary>
    /// <returns>What to tell, and whether there is such an operator now.</returns>
    public async Task<(bool IsOperator, string Message)> CreateAsync(Registration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var faults = new[] { EmailRule.Check(registration.Email), PasswordRule.Check(registration.Password), NameRule.Check(registration.FullName) }.OfType<Error>().ToList();
        if (faults.Count > 0)
        {
            return (false, string.Join("\n", faults.Select(fault => fault.Message)));
        }

        var email = registration.Email!.Trim();
        var user = new AppUser { Id = ids.ForUser(email), FullName = registration.FullName!.Trim(), CreatedAt = time.GetUtcNow(), Email = email, UserName = email, LockoutEnabled = true };

        // The account and its role, or neither. The framework's stores write on the same context.
        await using var transaction = await db.Database.BeginTransactionAsync();
        var created = await users.CreateAsync(user, registration.Password!);
        var made = created.Succeeded ? await AddRoleAsync(user) : (IsOperator: false, Message: Describe(created));
        if (made.IsOperator)
        {
            await database.AuditAsync(db, new(AuditAction.Registered, user.Id, null), CancellationToken.None);
            await database.AuditAsync(db, new(AuditAction.SuperuserGranted, user.Id, null), CancellationToken.None);
            await transaction.CommitAsync();
        }

        return made;
    }

    /// <summary>Gives a user the role.</summary>
    /// <returns>What to tell the person at the terminal, and whether the user has the role now.</returns>
    public async Task<(bool IsOperator, string Message)> GrantAsync(AppUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var granted = await AddRoleAsync(user);
        if (granted.IsOperator)
        {
            await database.AuditAsync(db, new(AuditAction.SuperuserGranted, user.Id, null), CancellationToken.None);
            await transaction.CommitAsync();
        }

        return granted;
    }

    private async Task<(bool IsOperator, string Message)> AddRoleAsync(AppUser user)
    {
        if (!await roles.RoleExistsAsync(UserClaims.SuperuserRole))
        {
            await roles.CreateAsync(new IdentityRole<Guid>(UserClaims.SuperuserRole) { Id = ids.Next() });
        }

        var granted = await users.AddToRoleAsync(user, UserClaims.SuperuserRole);
        return granted.Succeeded ? (true, $"{user.Email} is an operator from now on.") : (false, Describe(granted));
    }

    private static string Describe(IdentityResult result) => string.Join(" ", result.Errors.Select(error => error.Description));
}
