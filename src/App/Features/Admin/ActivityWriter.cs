using App.Core.Operations;

namespace App.Features.Admin;

/// <summary>Stores what this process has counted every few seconds and when it stops, and removes what has been kept for long enough.</summary>
internal sealed class ActivityWriter(ActivityCounter counter, TimeProvider time, ILogger<ActivityWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenRemovals = TimeSpan.FromHours(6);

    private DateTimeOffset _removedAt;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(cancellationToken);
    }

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
            // The last counts are stored by StopAsync.
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await counter.FlushAsync(cancellationToken);
            if (time.GetUtcNow() - _removedAt > BetweenRemovals)
            {
                await counter.ForgetAsync(cancellationToken);
                _removedAt = time.GetUtcNow();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Kept in memory for the next time, if there is one.
        }
#pragma warning disable CA1031 // Counting must not end for an outage of the database: what could not be stored is kept.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogWarning(exception, "What was counted could not be stored and is kept for the next time");
        }
    }
}
