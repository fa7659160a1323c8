using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace App.Hosting;

/// <summary>Not ready any more once the process has been asked to end: what is under way is finished, and a balancer sends what is new elsewhere.</summary>
internal sealed class ShutdownHealth(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("This node is stopping.") : HealthCheckResult.Healthy());
}
