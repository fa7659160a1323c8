using App.Core.Accounts;
using App.Core.Operations;
using App.Data.Operations;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace App.Data.Accounts;

/// <summary>Registers what accounts and their mail are stored by.</summary>
public static class AccountDataServices
{
    /// <summary>The stores that open a context per call.</summary>
    public static IServiceCollection AddAccountData(this IServiceCollection services) => services
        .AddSingleton<IUsedCodes, UsedCodes>()
        .AddSingleton<IMailOutbox, MailOutbox>();

    /// <summary>The framework's stores over the request's context, with ours for users in the place of its own.</summary>
    public static IdentityBuilder AddAccountStores(this IdentityBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddEntityFrameworkStores<AppDbContext>().AddUserStore<AppUserStore>();
        builder.Services.AddScoped<AccountTransaction>();
        return builder;
    }
}
