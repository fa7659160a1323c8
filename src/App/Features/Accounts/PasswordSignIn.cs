using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Results;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Checks an address and a password. An unknown address, a wrong password and an account that pauses or is suspended look alike and take alike.</summary>
/// <remarks>Side effects: counts failures towards lockout, and those of nobody by the hour; makes a hash of fewer rounds than are asked for anew. Errors: ERR_AUTH_001.</remarks>
internal sealed class PasswordSignIn(UserManager<AppUser> users, SignInManager<AppUser> signIn, IPasswordHasher<AppUser> hasher, IActivityCounter activity, IHourlyCountStore counts, TimeProvider time)
{
    // The hash of a password nobody has, made once: verifying against it costs what verifying a real one does.
    private static string? _nobody;

    public async Task<Result<AppUser>> HandleAsync(string? email, string? password) => Telemetry.SignedIn(await CheckAsync(email, password));

    private async Task<Result<AppUser>> CheckAsync(string? email, string? password)
    {
        var user = string.IsNullOrWhiteSpace(email) ? null : await users.FindByEmailAsync(email.Trim());
        if (user?.PasswordHash is null || user.SuspendedAt is not null || await users.IsLockedOutAsync(user))
        {
            var somebody = new AppUser { FullName = string.Empty, CreatedAt = default };
            hasher.VerifyHashedPassword(somebody, _nobody ??= hasher.HashPassword(somebody, "nobody's"), password ?? string.Empty);
            await DoAsMuchAsync(email);
            return Failed();
        }

        var result = await signIn.CheckPasswordSignInAsync(user, password ?? string.Empty, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            return Failed();
        }

        activity.Count(ActivityNames.SignInsSucceeded);
        return user;
    }

    // A failure of an account is written down, after it was looked whether its name and address are still its own. As much is done for nobody: how long an answer takes tells nothing.
    private async Task DoAsMuchAsync(string? email)
    {
        var address = email?.Trim() ?? string.Empty;
        await users.FindByNameAsync(address);
        await users.FindByEmailAsync(address);
        await counts.AddAsync([new HourlyCount { Name = ActivityNames.SignInsOfNobody, Hour = ActivityCounter.HourOf(time.GetUtcNow()), Count = 1 }], CancellationToken.None);
    }

    private Error Failed()
    {
        activity.Count(ActivityNames.SignInsFailed);
        return AccountErrors.SignInFailed.Because(
            "E-mail and password do not match an account. Check both; after five failures an account pauses for five minutes.");
    }
}
