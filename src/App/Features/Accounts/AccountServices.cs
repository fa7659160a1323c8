using App.Data;
using App.Data.Accounts;
using App.Features.Accounts.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace App.Features.Accounts;

/// <summary>Registers sign-in: a cookie for the pages, bearer tokens for programs, both issued for the same accounts.</summary>
internal static class AccountServices
{
    private const string CookieOrBearer = nameof(CookieOrBearer);

    /// <summary>Rounds of PBKDF2 with HMAC-SHA512 that a password goes through. A hash of fewer is made anew when its owner signs in.</summary>
    public const int HashIterations = 220_000;

    /// <summary>The cookie of a browser's session.</summary>
    public const string Cookie = "ballast";

    /// <summary>Where a reader without a session is sent.</summary>
    public const string SignInPath = "/sign-in";

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        // Identity's own stores want a scoped context. Only sign-in uses them, on requests that end; everything else takes a context per call.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext());
        services.AddIdentityCore<AppUser>(options =>
            {
                options.User.RequireUniqueEmail = true;

                // Whatever an address may be made of, o'brien@ included; EmailRule says what that is.
                options.User.AllowedUserNameCharacters = string.Empty;

                // PasswordRule decides, here as everywhere.
                (options.Password.RequiredLength, options.Password.RequiredUniqueChars) = (1, 1);
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddAccountSecurity()
            .AddPasswordValidator<PasswordRuleValidator>()
            .AddSignInManager<SessionSignIn>()
            .AddClaimsPrincipalFactory<UserClaims>();

        // The directory of users is a singleton; the framework's hasher keeps no state and may be one too.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashIterations);
        services.AddSingleton<IPasswordHasher<AppUser>, PasswordHasher<AppUser>>();
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();

        var authentication = services.AddAuthentication(options =>
        {
            options.DefaultScheme = CookieOrBearer;
            options.DefaultSignInScheme = IdentityConstants.ApplicationScheme;
            options.DefaultSignOutScheme = IdentityConstants.ApplicationScheme;
        });
        authentication.AddPolicyScheme(CookieOrBearer, null, options => options.ForwardDefaultSelector = SchemeOf);
        authentication.AddBearerToken(IdentityConstants.BearerScheme, ConfigureBearer);
        authentication.AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(ConfigureCookie));
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, RevalidatingSignIn>();
        services.AddSingleton<AccessTokens>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<Superusers>();
        services.AddScoped<CookieSession>();
        services.AddSessions();
        return services;
    }

    private static string SchemeOf(HttpContext context) =>
        HasToken(context.Request) ? IdentityConstants.BearerScheme : IdentityConstants.ApplicationScheme;

    /// <summary>True when a request has an access token, good or not: its cookie is then not looked at.</summary>
    public static bool HasToken(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || HubToken(request) is not null;

    private static void ConfigureBearer(BearerTokenOptions options)
    {
        options.BearerTokenExpiration = AccessTokens.Lifetime;
        options.RefreshTokenExpiration = AccessTokens.RefreshLifetime;

        // A browser cannot put a header on a WebSocket: for the hub alone the token may come in the address.
        options.Events.OnMessageReceived = context =>
        {
            context.Token = HubToken(context.Request) ?? context.Token;
            return Task.CompletedTask;
        };
    }

    private static string? HubToken(HttpRequest request) =>
        request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase) && request.Query.TryGetValue("access_token", out var token)
            ? token.ToString()
            : null;

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.ExpireTimeSpan = SessionTerms.Browser;
        options.SlidingExpiration = true;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = "returnUrl";

        options.Events.OnRedirectToLogin = RedirectPages;

        // A reader as well: signing in leads whoever is signed in back to where it was asked for, again and again.
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    // A program gets the status, not a page.
    private static Task RedirectPages(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || context.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }
}
