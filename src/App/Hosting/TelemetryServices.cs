namespace App.Hosting;

/// <summary>Registers metrics and traces, when a collector is configured.</summary>
internal static class TelemetryServices
{
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var options = TelemetryOptions.From(configuration);
        if (options.Endpoint is null)
        {
            return;
        }

        services.AddSingleton(options);
        services.AddHostedService<TelemetryHost>();
        services.AddHostedService<QueueSampler>();
    }
}
