using System.Security.Claims;
using App.Features.Accounts.Sessions;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace App.Features.Accounts;

/// <summary>Asks every half minute whether the sign-in behind an open circuit still holds; a circuit lives for hours and sees no cookie. What a reader does is asked about at once, see <see cref="CircuitGuard"/>.</summary>
internal sealed class RevalidatingSignIn(ILoggerFactory logs, SessionCheck check) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    /// <summary>Makes the circuit's user nobody from now on.</summary>
    public void End() => SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        check.HoldsAsync(authenticationState.User, cancellationToken);
}
