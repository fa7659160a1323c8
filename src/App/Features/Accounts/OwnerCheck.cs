using System.Globalization;
using App.Core.Accounts;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Checks that whoever is signed in knows what the owner of the account knows. Identity's own services live as long as a request, so that each check takes its own.</summary>
internal sealed class OwnerCheck(IServiceScopeFactory scopes) : IOwnerCheck
{
    public Task<bool> HasPasswordAsync(Guid userId, CancellationToken cancellationToken) =>
        WithAsync(userId, (user, _) => Task.FromResult(user.PasswordHash is not null));

    public Task<bool> IsOwnerAsync(Guid userId, string? password, string? email, CancellationToken cancellationToken) =>
        WithAsync(userId, async (user, signIn) => user.PasswordHash is null
            ? string.Equals(email?.Trim(), user.Email, StringComparison.OrdinalIgnoreCase)
            : (await signIn.CheckPasswordSignInAsync(user, password ?? string.Empty, lockoutOnFailure: true)).Succeeded);

    private async Task<bool> WithAsync(Guid userId, Func<AppUser, SignInManager<AppUser>, Task<bool>> check)
    {
        await using var scope = scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<AppUser>>();
        return await signIn.UserManager.FindByIdAsync(userId.ToString(null, CultureInfo.InvariantCulture)) is { } user && await check(user, signIn);
    }
}
