using App.Core.Accounts;
using App.Core.Operations;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace App.Hosting;

/// <summary>Registers the audit trail: who acts, what checks and lists it, and the table of routes that says what writes it.</summary>
internal static class AuditServices
{
    public static void AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<VerifyAudit>();
        services.AddSingleton<ListAudit>();
        services.AddSingleton<ListActivity>();
        services.AddSingleton<RouteTable>();
        services.AddScoped<CircuitHandler, CircuitActor>();
    }
}
