namespace App.Hosting;

/// <summary>Registers metrics and traces, when a collector is configured.</summary>
internal static class TelemetryServices
{
    // Requests then carry method, route and status on their traces, which the framework leaves out unless asked.
    private const string Suppression = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var options = TelemetryOptions.From(configuration);
        if (options.Endpoint is null)
        {
            return;
        }

        AppContext.SetSwitch(Suppression, false);
        services.AddSingleton(options);
        services.AddHostedService<TelemetryHost>();
        services.AddHostedService<QueueSampler>();
    }
}
