using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace App.Hosting;

/// <summary>Ready means that the database answers.</summary>
internal sealed class DatabaseHealth(DatabasePulse pulse) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(pulse.Fault is { } fault ? HealthCheckResult.Unhealthy(fault) : HealthCheckResult.Healthy());
}
