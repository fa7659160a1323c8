using App.Core.Accounts;
using App.Core.Operations;
using App.Hosting;

namespace App.Features.Limits;

/// <summary>Registers the limits.</summary>
internal static class LimitServices
{
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(RateLimitSettings.From(builder.Configuration, builder.Environment));
        services.AddSingleton(KnownProxies.From(builder.Configuration));
        services.AddSingleton<RegistrationLimits>();
        services.AddSingleton<TakeUpload>();
        services.AddSingleton<UploadGate>();
        services.AddSingleton<RequestCounts>();
        services.AddHostedService<LimitCounts>();
    }
}
