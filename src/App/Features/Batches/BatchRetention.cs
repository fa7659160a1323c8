using App.Core.Batches;

namespace App.Features.Batches;

/// <summary>Removes batches that ended longer ago than they are kept, once an hour. Every node does; done by several it is done once.</summary>
internal sealed class BatchRetention(IBatchStore store, TimeProvider time, ILogger<BatchRetention> logger) : BackgroundService
{
    private const int MostAtOnce = 1_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await store.RemoveEndedAsync(time.GetUtcNow() - BatchRules.KeptFor, MostAtOnce, stoppingToken) == MostAtOnce)
                {
                    // As long as there are more.
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogWarning(exception, "Batches that are kept no longer were not removed; trying again in an hour");
            }
        }
    }
}
