using App.Core.Accounts;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Holds the framework's ways of setting a password, at change and reset, to the rule of registration.</summary>
internal sealed class PasswordRuleValidator : IPasswordValidator<AppUser>
{
    public Task<IdentityResult> ValidateAsync(UserManager<AppUser> manager, AppUser user, string? password) => Task.FromResult(
        PasswordRule.Check(password) is { } fault ? IdentityResult.Failed(new IdentityError { Code = fault.Code, Description = fault.Message }) : IdentityResult.Success);
}
