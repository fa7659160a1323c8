namespace App.Hosting;

/// <summary>Rows that are kept for a time.</summary>
/// <param name="What">What they are, as a sentence begins.</param>
/// <param name="RemoveAsync">Removes those that are kept no longer at a time.</param>
internal sealed record KeptRows(string What, Func<DateTimeOffset, CancellationToken, Task> RemoveAsync);

/// <summary>Removes what is kept no longer, once an hour. Every node does; done by several it is done once.</summary>
internal sealed class Retention(IEnumerable<KeptRows> kept, TimeProvider time, ILogger<Retention> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var rows in kept)
            {
                await TryAsync(rows, stoppingToken);
            }
        }
    }

    private async Task TryAsync(KeptRows rows, CancellationToken cancellationToken)
    {
        try
        {
            await rows.RemoveAsync(time.GetUtcNow(), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogWarning(exception, "{What} that are kept no longer were not removed; trying again in an hour", rows.What);
        }
    }
}
