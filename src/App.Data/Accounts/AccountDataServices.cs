using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace App.Data.Accounts;

/// <summary>Registers what Identity stores accounts by.</summary>
public static class AccountDataServices
{
    /// <summary>The framework's stores over the request's context, with ours for users in the place of its own.</summary>
    public static IdentityBuilder AddAccountStores(this IdentityBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddEntityFrameworkStores<AppDbContext>().AddUserStore<AppUserStore>();
        builder.Services.AddScoped<AccountTransaction>();
        return builder;
    }
}
