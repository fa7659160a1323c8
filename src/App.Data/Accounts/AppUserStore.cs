using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>The framework's store of users, which does not keep readable what opens an account: recovery codes are hashed, and the key of an authenticator app is encrypted with the installation's keys.</summary>
public sealed class AppUserStore : UserStore<AppUser, IdentityRole<Guid>, AppDbContext, Guid>
{
    // A code has 45 bits and a salt of its own user: with these rounds, finding one from its hash is years of work for a machine, and all ten are hashed in some hundredths of a second.
    private const int Rounds = 10_000;
    private const int HashBytes = 20;

    private readonly IDataProtector _protector;

    /// <summary>Makes a store over a context.</summary>
    public AppUserStore(AppDbContext context, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null)
        : base(context, describer) =>
        _protector = protection.CreateProtector("Ballast.AuthenticatorKey");

    /// <inheritdoc/>
    public override Task SetAuthenticatorKeyAsync(AppUser user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, _protector.Protect(key), cancellationToken);

    /// <summary>The key; null when there is none, or when the keys it was encrypted with are gone.</summary>
    public override async Task<string?> GetAuthenticatorKeyAsync(AppUser user, CancellationToken cancellationToken)
    {
        try
        {
            return await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } kept ? _protector.Unprotect(kept) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override Task ReplaceCodesAsync(AppUser user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        return base.ReplaceCodesAsync(user, recoveryCodes.Select(code => HashOf(user, code)), cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<bool> RedeemCodeAsync(AppUser user, string code, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(code);
        var hash = HashOf(user, code);
        var kept = (await GetTokenAsync(user, Provider, Codes, cancellationToken) ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (!kept.Contains(hash))
        {
            return false;
        }

        await SetTokenAsync(user, Provider, Codes, string.Join(';', kept.Where(other => other != hash)), cancellationToken);
        return true;
    }

    // Where the framework's store keeps them.
    private const string Provider = "[AspNetUserStore]";
    private const string Codes = "RecoveryCodes";

    private static string HashOf(AppUser user, string code) => Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(code), user.Id.ToByteArray(), Rounds, HashAlgorithmName.SHA256, HashBytes));
}
