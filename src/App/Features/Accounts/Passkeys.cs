using System.Globalization;
using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Results;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>A user's passkeys: keys that a device keeps and uses when it has made sure who holds it.</summary>
/// <remarks>
/// Side effects: the passkeys' rows, entries of the audit trail, notices by mail; this session goes on and the others end.
/// Errors: ERR_AUTH_005, ERR_AUTH_006, ERR_AUTH_007.
/// </remarks>
internal sealed class Passkeys(UserManager<AppUser> users, SignInManager<AppUser> signIn, ConfirmPassword confirm, CredentialChange change, AccountTransaction transaction)
{
    /// <summary>What the browser needs to make one, when the password and the name are good.</summary>
    public async Task<Result<string>> BeginAsync(AppUser user, string? name, string? password)
    {
        if (PasskeyNameRule.Check(name) is { } fault)
        {
            return fault;
        }

        if ((await users.GetPasskeysAsync(user)).Count >= PasskeyNameRule.MostPasskeys)
        {
            return SecurityErrors.PasskeyName.Because($"The account has {PasskeyNameRule.MostPasskeys} passkeys, which is the most. Remove one first.");
        }

        if (await confirm.HandleAsync(user, password) is { } refused)
        {
            return refused;
        }

        return await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id.ToString(null, CultureInfo.InvariantCulture), Name = user.Email!, DisplayName = user.FullName });
    }

    /// <summary>Stores what the browser has made.</summary>
    public async Task<Error?> AddAsync(AppUser user, string? name, string? credential, CancellationToken cancellationToken)
    {
        if (PasskeyNameRule.Check(name) is { } fault)
        {
            return fault;
        }

        // The cookie of BeginAsync, made after the password was given, has to come with it.
        var attestation = await signIn.ReadPasskeyAsync(credential, signIn.PerformPasskeyAttestationAsync);
        if (attestation is not { Succeeded: true } || attestation.UserEntity.Id != user.Id.ToString(null, CultureInfo.InvariantCulture))
        {
            return SecurityErrors.PasskeyNotAccepted.Because("The passkey was not added: the device did not confirm it, or it took too long. Try again.");
        }

        attestation.Passkey.Name = name!.Trim();
        var result = await change.RunAsync(
            user, () => users.AddOrUpdatePasskeyAsync(user, attestation.Passkey), AuditAction.PasskeyAdded, "A passkey was added", "A passkey was added to your account at Ballast: with it one signs in without the password.", cancellationToken);
        return result.Succeeded ? null : SecurityErrors.PasskeyNotAccepted.Because("The passkey was not added: there is one like it already.");
    }

    /// <summary>Gives one another name.</summary>
    public async Task<Error?> RenameAsync(AppUser user, string? id, string? name, CancellationToken cancellationToken)
    {
        if (PasskeyNameRule.Check(name) is { } fault)
        {
            return fault;
        }

        if (await FindAsync(user, id) is not { } passkey)
        {
            return NoSuchPasskey();
        }

        passkey.Name = name!.Trim();
        (await transaction.RunAsync(() => users.AddOrUpdatePasskeyAsync(user, passkey), new AuditEvent(AuditAction.PasskeyRenamed, user.Id, null), [], cancellationToken)).ThrowUnlessSucceeded();
        return null;
    }

    /// <summary>Removes one.</summary>
    public async Task<Error?> RemoveAsync(AppUser user, string? id, CancellationToken cancellationToken)
    {
        if (await FindAsync(user, id) is not { } passkey)
        {
            return NoSuchPasskey();
        }

        var result = await change.RunAsync(
            user, () => users.RemovePasskeyAsync(user, passkey.CredentialId), AuditAction.PasskeyRemoved, "A passkey was removed", "A passkey was removed from your account at Ballast.", cancellationToken);
        result.ThrowUnlessSucceeded();
        return null;
    }

    private async Task<UserPasskeyInfo?> FindAsync(AppUser user, string? id) => PasskeyId.Read(id) is { } bytes ? await users.GetPasskeyAsync(user, bytes) : null;

    private static Error NoSuchPasskey() => SecurityErrors.PasskeyNotAccepted.Because("There is no such passkey any more.");
}
