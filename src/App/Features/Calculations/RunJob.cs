using System.Diagnostics;
using System.Globalization;
using App.Core.Calculations;
using App.Core.Operations;
using App.Hosting;
using Quartz;

namespace App.Features.Calculations;

/// <summary>Executes one run. Fired twice for the same run, the second finds it taken and ends.</summary>
internal sealed class RunJob(ExecuteRun execute, NodeName node, ILogger<RunJob> logger) : IJob
{
    public const string RunId = "run_id";

    public static readonly JobKey Key = new("run", "runs");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var runId = Guid.Parse(context.MergedJobDataMap.GetString(RunId)!, CultureInfo.InvariantCulture);
        var asked = JobOrigin.CorrelationOf(context);
        var scopes = new Dictionary<string, object> { ["RunId"] = runId };
        if (asked is not null)
        {
            scopes[Telemetry.CorrelationTag] = asked;
        }

        using var scope = logger.BeginScope(scopes);
        using var span = Telemetry.Source.StartActivity("run", ActivityKind.Consumer, JobOrigin.ParentOf(context))?.SetTag(RunId, runId).SetTag(Telemetry.CorrelationTag, asked);
        var execution = await execute.HandleAsync(runId, node.Value, cancellationToken);
        if (execution.Fault is { } fault)
        {
            logger.LogError(fault, "Run {RunId} {Result} {Step}", runId, execution.Result, execution.FailedStep);
        }
        else
        {
            logger.LogInformation("Run {RunId} {Result}", runId, execution.Result);
        }
    }
}

/// <summary>The name under which this process takes runs.</summary>
internal sealed record NodeName(string Value)
{
    public static NodeName OfThisProcess() => new(string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}"));
}

/// <summary>Sets a run going by firing its job.</summary>
internal sealed class RunDispatcher(ISchedulerFactory schedulers, ILogger<RunDispatcher> logger) : IRunDispatcher
{
    public async Task DispatchAsync(Guid runId, CancellationToken cancellationToken)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            await scheduler.TriggerJob(RunJob.Key, JobOrigin.DataOf(RunJob.RunId, runId), cancellationToken);
            logger.LogInformation("Run {RunId} is asked for", runId);
        }
        catch (SchedulerException exception)
        {
            // The row is stored and pending: the sweep finds it within seconds.
            logger.LogWarning(exception, "Run {RunId} could not be fired and is left to the sweep", runId);
        }
    }
}

/// <summary>Finds runs that nobody works on: pending ones whose firing was lost, and those whose node has died.</summary>
[DisallowConcurrentExecution]
internal sealed class SweepJob(IRunStore runs, IRunDispatcher dispatcher, CalculationOptions options, TimeProvider time, ILogger<SweepJob> logger) : IJob
{
    private const int MostAtOnce = 100;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var runId in await runs.DueAsync(now - options.Heartbeat, now - options.Lease, MostAtOnce, cancellationToken))
        {
            logger.LogWarning("Run {RunId} is taken up again", runId);
            await dispatcher.DispatchAsync(runId, cancellationToken);
        }
    }
}
