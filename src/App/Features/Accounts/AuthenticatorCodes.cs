using App.Core.Accounts;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Checks the codes of authenticator apps, by the clock that is handed in, each once: the framework's own lets a code that was looked at over a shoulder be used again for minutes.</summary>
internal sealed class AuthenticatorCodes(IUsedCodes used, TimeProvider time) : IUserTwoFactorTokenProvider<AppUser>
{
    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<AppUser> manager, AppUser user) =>
        !string.IsNullOrEmpty(await manager.GetAuthenticatorKeyAsync(user));

    /// <summary>Nothing: the user's app makes them.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<AppUser> manager, AppUser user) => Task.FromResult(string.Empty);

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<AppUser> manager, AppUser user) =>
        await manager.GetAuthenticatorKeyAsync(user) is { Length: > 0 } key
        && Totp.StepOf(Totp.KeyOf(key), token, time.GetUtcNow()) is { } step
        && await used.TakeAsync(user.Id, step, CancellationToken.None);
}
