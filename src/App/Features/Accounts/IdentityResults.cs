using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

internal static class IdentityResults
{
    /// <summary>For what a user cannot have caused and cannot mend, other than by trying again.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static void ThrowUnlessSucceeded(this IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The account was not changed: {string.Join(", ", result.Errors.Select(error => error.Code))}.");
        }
    }
}
