using App.Core.Calculations;

namespace App.Features.Calculations;

/// <summary>
/// This node's part in the calculations of all portfolios: asks for the session that was missed while no node was up, then looks for one under way, works on it until nothing is left to take,
/// and looks again.
/// </summary>
internal sealed class EndOfDayWorker(StartEndOfDay start, WorkEndOfDay work, EndOfDaySignal signal, NodeName node, CalculationOptions options, ILogger<EndOfDayWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isCaughtUp = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!isCaughtUp)
                {
                    await CatchUpAsync(stoppingToken);
                    isCaughtUp = true;
                }

                // What is left may be in the hands of a node that has died: it shows when its lease is over.
                if (!await work.HandleAsync(node.Value, Log, stoppingToken))
                {
                    await signal.WaitAsync(options.Heartbeat, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The database may be away for a while; the worker must be there when it comes back.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.LogError(exception, "The calculation of all portfolios was interrupted; it goes on in {Pause}", options.Heartbeat);
                await Task.Delay(options.Heartbeat, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (await start.CatchUpMissedAsync(cancellationToken) is { } day)
        {
            logger.LogInformation("{Session} was missed: all portfolios are calculated for it by {EndOfDayId}", day.Session, day.Id);
        }
    }

    private void Log(RunExecution execution)
    {
        using var scope = execution.Id is { } id ? logger.BeginScope(new Dictionary<string, object> { ["RunId"] = id }) : null;
        if (execution.Fault is { } fault)
        {
            logger.LogError(fault, "Run {Run} at {Step}", execution.Result, execution.FailedStep);
        }
        else
        {
            logger.LogInformation("The calculation of all portfolios {Result}", execution.Result);
        }
    }
}
