using App.Core.Idempotency;

namespace App.Api;

/// <summary>Removes the replies that are kept no longer, once an hour. Every node does; done by several it is done once.</summary>
internal sealed class IdempotencyRetention(IIdempotencyStore store, TimeProvider time, ILogger<IdempotencyRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.ClearAsync(time.GetUtcNow(), cancellationToken);
        }
#pragma warning disable CA1031 // The database may be away for a while; the next hour does it.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.LogWarning(exception, "Old replies could not be removed; it is tried again in {Pause}", Pause);
        }
    }
}
