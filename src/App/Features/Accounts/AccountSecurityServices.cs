using App.Data.Accounts;
using App.Features.Accounts.Sessions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Features.Accounts;

/// <summary>Registers what a user does to the account: profile, password, second factor, passkeys, and the way back in.</summary>
internal static class AccountSecurityServices
{
    /// <summary>How long the link of a message works.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);

    /// <summary>How long a browser is remembered in which a code was given.</summary>
    public static readonly TimeSpan DeviceLifetime = TimeSpan.FromDays(30);

    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    public static IdentityBuilder AddAccountSecurity(this IdentityBuilder identity)
    {
        identity.AddAccountStores()
            .AddTokenProvider<DataProtectorTokenProvider<AppUser>>(TokenOptions.DefaultProvider)
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);
        var services = identity.Services;
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = LinkLifetime);
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // The device makes sure who holds it, and knows the account: a passkey stands for address, password and code.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
        });
        services.TryAddScoped<IPasskeyHandler<AppUser>, PasskeyHandler<AppUser>>();
        ConfigureCookies(services);
        services.AddScoped<AccountMails>();
        services.AddScoped<NewPassword>();
        services.AddScoped<ConfirmPassword>();
        services.AddScoped<KeptSession>();
        services.AddScoped<CredentialChange>();
        services.AddScoped<ChangeName>();
        services.AddScoped<ChangePassword>();
        services.AddScoped<RequestEmailChange>();
        services.AddScoped<ConfirmEmailChange>();
        services.AddScoped<RequestPasswordReset>();
        services.AddScoped<ResetPassword>();
        services.AddScoped<TwoFactorSetUp>();
        services.AddScoped<TwoFactorSignIn>();
        services.AddScoped<PendingSignIn>();
        services.AddScoped<ProgramSignIn>();
        services.AddScoped<Passkeys>();
        services.AddScoped<PasskeySignIn>();
        services.AddSingleton<SignInTrail>();
        return identity;
    }

    // Afterwards: the framework names these cookies, and says how long they are good, when the schemes are added.
    private static void ConfigureCookies(IServiceCollection services)
    {
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme).PostConfigure<IHttpContextAccessor>((options, accessor) =>
        {
            options.Cookie = NewCookie(accessor, "-pending");
            options.ExpireTimeSpan = CodeLifetime;
        });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorRememberMeScheme).PostConfigure<IHttpContextAccessor>((options, accessor) =>
        {
            options.Cookie = NewCookie(accessor, "-device");
            options.ExpireTimeSpan = DeviceLifetime;
            options.SlidingExpiration = false;
        });
    }

    private static HostCookie NewCookie(IHttpContextAccessor accessor, string suffix) =>
        new(accessor, AccountServices.Cookie + suffix) { Path = "/", HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true };
}
