using App.Core.Operations;

namespace App.Hosting;

/// <summary>Counts what waits, every fifteen seconds, for the metrics. Runs only where there is somebody to tell.</summary>
internal sealed class QueueSampler(IQueueLengths queues, TimeProvider time, ILogger<QueueSampler> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                Telemetry.Observed(await queues.ReadAsync(stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The database may be away for a while; what is not known is not told.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Telemetry.Observed(null);
                logger.LogDebug(exception, "What waits could not be counted");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
