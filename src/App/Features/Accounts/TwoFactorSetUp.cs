using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Results;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace App.Features.Accounts;

/// <summary>The key for an authenticator app.</summary>
/// <param name="Key">In groups of four, for typing.</param>
/// <param name="Address">What the picture says: the key with the names an app shows.</param>
internal sealed record AuthenticatorKey(string Key, string Address)
{
    /// <summary>The address as a picture: black on white in either theme, as cameras want it.</summary>
    public string ToSvg()
    {
        using var data = QRCodeGenerator.GenerateQrCode(Address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        return picture.GetGraphic(5, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    /// <summary>Leaves the key out.</summary>
    public override string ToString() => nameof(AuthenticatorKey);
}

/// <summary>Turns two-factor sign-in on and off.</summary>
/// <remarks>
/// Side effects: the user's row and tokens, entries of the audit trail, notices by mail; this session goes on and the others end.
/// Errors: ERR_AUTH_004, ERR_AUTH_005.
/// </remarks>
internal sealed class TwoFactorSetUp(UserManager<AppUser> users, ConfirmPassword confirm, CredentialChange change, KeptSession session)
{
    /// <summary>Makes a new key. Nothing is on before a code of it was shown; where it is on, the key stays.</summary>
    public async Task BeginAsync(AppUser user, CancellationToken cancellationToken)
    {
        if (!await users.GetTwoFactorEnabledAsync(user))
        {
            (await users.ResetAuthenticatorKeyAsync(user)).ThrowUnlessSucceeded();
            await session.KeepAsync(user, cancellationToken);
        }
    }

    /// <summary>The key that waits for its first code; null when there is none.</summary>
    public async Task<AuthenticatorKey?> FindKeyAsync(AppUser user)
    {
        if (await users.GetTwoFactorEnabledAsync(user) || await users.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key)
        {
            return null;
        }

        var name = Uri.EscapeDataString($"Ballast:{user.Email}");
        return new(string.Join(' ', key.Chunk(4).Select(part => new string(part))), $"otpauth://totp/{name}?secret={key}&issuer=Ballast&digits={Totp.Digits}&period={Totp.Step.TotalSeconds}");
    }

    /// <summary>Turns it on, when the app shows the right code.</summary>
    /// <returns>The recovery codes; they are shown now and never again.</returns>
    public async Task<Result<IReadOnlyList<string>>> ConfirmAsync(AppUser user, string? code, CancellationToken cancellationToken)
    {
        if (!await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code ?? string.Empty))
        {
            return SecurityErrors.CodeNotAccepted.Because("This is not the code that the app shows now. Enter the next one; the clock of the device has to be right.", "Code");
        }

        return await MakeCodesAsync(
            user, AuditAction.TwoFactorEnabled, () => users.SetTwoFactorEnabledAsync(user, true), "Two-factor sign-in is on", "Signing in to your account at Ballast asks for a code of your authenticator app from now on.", cancellationToken);
    }

    /// <summary>Makes new recovery codes; the old ones do not work any more.</summary>
    public async Task<Result<IReadOnlyList<string>>> NewCodesAsync(AppUser user, string? password, CancellationToken cancellationToken) =>
        await confirm.HandleAsync(user, password) is { } fault
            ? fault
            : await MakeCodesAsync(
                user, AuditAction.RecoveryCodesMade, () => Task.FromResult(IdentityResult.Success), "New recovery codes were made", "New recovery codes were made for your account at Ballast. The old ones do not work any more.", cancellationToken);

    /// <summary>Turns it off; the key and the recovery codes are removed.</summary>
    public async Task<Error?> TurnOffAsync(AppUser user, string? password, CancellationToken cancellationToken)
    {
        if (await confirm.HandleAsync(user, password) is { } fault)
        {
            return fault;
        }

        var result = await change.RunAsync(
            user,
            async () =>
            {
                await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 0);
                await users.ResetAuthenticatorKeyAsync(user);
                return await users.SetTwoFactorEnabledAsync(user, false);
            },
            AuditAction.TwoFactorDisabled,
            "Two-factor sign-in is off",
            "Signing in to your account at Ballast asks for no code any more.",
            cancellationToken);
        result.ThrowUnlessSucceeded();
        return null;
    }

    private async Task<Result<IReadOnlyList<string>>> MakeCodesAsync(
        AppUser user, AuditAction action, Func<Task<IdentityResult>> write, string subject, string text, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> codes = [];
        var result = await change.RunAsync(
            user,
            async () =>
            {
                codes = [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes.Count) ?? []];
                return await write();
            },
            action,
            subject,
            text,
            cancellationToken);
        result.ThrowUnlessSucceeded();
        return Result<IReadOnlyList<string>>.Of(codes);
    }
}
