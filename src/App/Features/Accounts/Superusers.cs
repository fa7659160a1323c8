using App.Core.Operations;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Makes registered users operators of the installation.</summary>
internal sealed class Superusers(UserManager<AppUser> users, RoleManager<IdentityRole<Guid>> roles, IIdGenerator ids)
{
    /// <summary>Gives a user the role.</summary>
    /// <returns>What to tell the person at the terminal, and whether the user has the role now.</returns>
    public async Task<(bool IsOperator, string Message)> GrantAsync(string email)
    {
        if (await users.FindByEmailAsync(email) is not { } user)
        {
            return (false, $"Nobody has registered as {email}. Register on the page first, then run this again.");
        }

        if (await users.IsInRoleAsync(user, UserClaims.SuperuserRole))
        {
            return (true, $"{user.Email} is an operator already.");
        }

        if (!await roles.RoleExistsAsync(UserClaims.SuperuserRole))
        {
            await roles.CreateAsync(new IdentityRole<Guid>(UserClaims.SuperuserRole) { Id = ids.Next() });
        }

        var granted = await users.AddToRoleAsync(user, UserClaims.SuperuserRole);
        return granted.Succeeded
            ? (true, $"{user.Email} is an operator from the next sign-in on.")
            : (false, string.Join(" ", granted.Errors.Select(error => error.Description)));
    }
}
