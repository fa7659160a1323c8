using App.Core.Accounts;

namespace App.Features.Accounts.Sessions;

/// <summary>Every minute, ends the impersonations that are over without anybody having said so; every hour, removes the rows of sessions that were over long ago.</summary>
/// <remarks>Nothing is let in for want of this: what is over is refused by its row. It is for the audit trail, and for the size of the table.</remarks>
internal sealed class SessionUpkeep(ISessions sessions, IImpersonations impersonations, TimeProvider time, ILogger<SessionUpkeep> log) : BackgroundService
{
    private const int MinutesBetweenRemovals = 60;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        for (var minute = 0; await timer.WaitForNextTickAsync(stoppingToken); minute++)
        {
            try
            {
                await impersonations.EndOverAsync(time.GetUtcNow(), stoppingToken);
                if (minute % MinutesBetweenRemovals == 0)
                {
                    await sessions.RemoveOverAsync(time.GetUtcNow() - SessionTerms.Kept, stoppingToken);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "Sessions and impersonations that are over were not tidied; trying again in a minute");
            }
        }
    }
}
