using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Results;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Changes the full name.</summary>
/// <remarks>Side effects: the row, an entry of the audit trail, the browser's cookie. Errors: ERR_USER_004.</remarks>
internal sealed class ChangeName(ChangeProfile change, KeptSession session)
{
    public async Task<Error?> HandleAsync(AppUser user, string? name, CancellationToken cancellationToken)
    {
        var result = await change.HandleAsync(new ProfilePatch { FullName = name ?? string.Empty }, user.Id, false, user.Id, cancellationToken);
        if (!result.IsSuccess)
        {
            return result.Error;
        }

        user.FullName = result.Value.FullName;
        await session.RefreshAsync(user);
        return null;
    }
}

/// <summary>Changes the password.</summary>
/// <remarks>Side effects: the row, an entry of the audit trail, a notice by mail; this session goes on and the others end. Errors: ERR_AUTH_005, ERR_USER_003.</remarks>
internal sealed class ChangePassword(ConfirmPassword confirm, NewPassword password, UserManager<AppUser> users, CredentialChange change)
{
    public async Task<IReadOnlyList<Error>> HandleAsync(AppUser user, string? current, string? wanted, CancellationToken cancellationToken)
    {
        if (PasswordRule.Check(wanted) is { } weak)
        {
            return [weak];
        }

        if (await confirm.HandleAsync(user, current) is { } fault)
        {
            return [fault];
        }

        password.Set(user, wanted!);
        var result = await change.RunAsync(
            user,
            () => users.UpdateAsync(user),
            AuditAction.PasswordChanged,
            "Your password was changed",
            "The password of your account at Ballast was changed. Other browsers and programs have to sign in again.",
            cancellationToken);
        result.ThrowUnlessSucceeded();
        return [];
    }
}
