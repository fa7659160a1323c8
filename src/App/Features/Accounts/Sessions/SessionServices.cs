using App.Core.Accounts;
using App.Features.Batches;
using App.Features.Calculations;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR;

namespace App.Features.Accounts.Sessions;

/// <summary>Registers sessions, impersonation and what guards every request.</summary>
internal static class SessionServices
{
    public static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<ListUserSessions>();
        services.AddSingleton<EndSession>();
        services.AddSingleton<EndSessions>();
        services.AddSingleton<StartImpersonation>();
        services.AddSingleton<StopImpersonation>();
        services.AddSingleton<RevokeImpersonation>();
        services.AddSingleton<SessionCheck>();
        services.AddHosted<SessionUses>();
        services.AddHosted<HubGuard>();
        services.AddHostedService<SessionUpkeep>();
        services.AddScoped<IClaimsTransformation, SessionTransformation>();
        services.AddScoped<CircuitHandler, CircuitGuard>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationAnswers>();
        services.Configure<AuthorizationOptions>(Policies.Configure);
        services.AddSignalR().AddHubOptions<RunHub>(hub => hub.AddFilter<HubGuard>()).AddHubOptions<BatchHub>(hub => hub.AddFilter<HubGuard>());

        // The stamp's validator makes the principal anew and keeps nothing that the sign-in had added.
        services.Configure<SecurityStampValidatorOptions>(options => options.OnRefreshingPrincipal = refresh =>
        {
            if (refresh.CurrentPrincipal?.FindFirst(UserClaims.SessionId) is { } session)
            {
                refresh.NewPrincipal?.Identities.First().AddClaim(session.Clone());
            }

            return Task.CompletedTask;
        });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IHttpContextAccessor>((options, accessor) =>
            options.Cookie = new HostCookie(accessor, AccountServices.Cookie) { Path = "/", HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        services.AddOptions<AntiforgeryOptions>().Configure<IHttpContextAccessor>((options, accessor) =>
            options.Cookie = new HostCookie(accessor, AccountServices.Cookie + "-form") { Path = "/", HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true });
    }

    // A service that others call and that works beside them: one object for both.
    private static void AddHosted<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
