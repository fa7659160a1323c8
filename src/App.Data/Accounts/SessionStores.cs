using App.Core.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace App.Data.Accounts;

/// <summary>Registers the stores of sessions and impersonations.</summary>
internal static class SessionStores
{
    public static void AddSessionStores(this IServiceCollection services)
    {
        services.AddSingleton<ISessions, SessionStore>();
        services.AddSingleton<IImpersonations, ImpersonationStore>();
    }
}
