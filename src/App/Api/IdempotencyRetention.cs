using App.Core.Idempotency;

namespace App.Api;

/// <summary>Removes the replies that are kept no longer, once an hour. Every node does; done by several it is done once.</summary>
internal sealed class IdempotencyRetention(IIdempotencyStore store, TimeProvider time, ILogger<IdempotencyRetention> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await store.ClearAsync(time.GetUtcNow(), stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogWarning(exception, "Replies that are kept no longer were not removed; trying again in an hour");
            }
        }
    }
}
