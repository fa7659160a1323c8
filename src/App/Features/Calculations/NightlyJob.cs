using App.Core.Calculations;
using Quartz;

namespace App.Features.Calculations;

/// <summary>Asks for the session of the day for all portfolios. Fired late, twice, or on a day without a session it does no harm: what was calculated for all is not again.</summary>
[DisallowConcurrentExecution]
internal sealed class NightlyJob(StartEndOfDay start, ILogger<NightlyJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (await start.CatchUpAsync(cancellationToken) is { } day)
        {
            logger.LogInformation("All portfolios are calculated for {Session} by {EndOfDayId}", day.Session, day.Id);
        }
    }
}
