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
        WithAsync(userId, async (user, services) => user.PasswordHash is null
            ? string.Equals(email?.Trim(), user.Email, StringComparison.OrdinalIgnoreCase)
            : await services.GetRequiredService<ConfirmPassword>().HandleAsync(user, password) is null);

    private async Task<bool> WithAsync(Guid userId, Func<AppUser, IServiceProvider, Task<bool>> check)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        return await users.FindByIdAsync(userId.ToString(null, CultureInfo.InvariantCulture)) is { } user && await check(user, scope.ServiceProvider);
    }
}
