using App.Core.Operations;

namespace App.Features.Limits;

/// <summary>Writes the counts of requests every few seconds and when the process ends, and clears away what counts no more.</summary>
internal sealed class LimitCounts(RequestCounts counts, IRateBuckets buckets, RateLimitOptions options, TimeProvider time, ILogger<LimitCounts> logger) : BackgroundService
{
    private static readonly TimeSpan ClearEvery = TimeSpan.FromMinutes(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (options.Enabled)
        {
            await TryAsync(counts.SyncAsync, "The last counts of requests were not written", cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Enabled)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.WriteEvery, time);
        DateTimeOffset? cleared = null;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(counts.SyncAsync, "The counts of requests could not be written and are kept", stoppingToken);
                if (!(time.GetUtcNow() - cleared < ClearEvery))
                {
                    cleared = time.GetUtcNow();
                    await TryAsync(ClearAsync, "Old counts could not be cleared away", stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    // A window more is left than counts: another node's clock may be behind.
    private async Task ClearAsync(CancellationToken cancellationToken)
    {
        foreach (var limit in options.All)
        {
            await buckets.ClearAsync(limit.Policy, limit.OldestAt(time.GetUtcNow()) - limit.Window, cancellationToken);
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, string fault, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
#pragma warning disable CA1031 // The database may be away for a while: no request fails for the counting, and the next time all of it is tried again.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.LogWarning(exception, "{Fault}", fault);
        }
    }
}
