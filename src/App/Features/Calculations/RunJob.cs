using System.Diagnostics;
using System.Globalization;
using App.Core.Calculations;
using App.Core.Operations;
using Quartz;

namespace App.Features.Calculations;

/// <summary>Executes one run. Fired twice for the same run, the second finds it taken and ends.</summary>
internal sealed class RunJob(ExecuteRun execute, NodeName node, ILogger<RunJob> logger) : IJob
{
    public const string RunId = "run_id";

    /// <summary>Under which the request that asked for the run is found in the logs, and its place in a trace. Not there when nobody asked, or a node took the run up again.</summary>
    public const string CorrelationId = Telemetry.CorrelationTag;

    public const string TraceParent = "traceparent";

    public static readonly JobKey Key = new("run", "runs");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var runId = Guid.Parse(context.MergedJobDataMap.GetString(RunId)!, CultureInfo.InvariantCulture);
        var asked = context.MergedJobDataMap.TryGetString(CorrelationId, out var correlation) ? correlation : null;
        var scopes = new Dictionary<string, object> { ["RunId"] = runId };
        if (asked is not null)
        {
            scopes[CorrelationId] = asked;
        }

        using var scope = logger.BeginScope(scopes);
        using var span = Telemetry.Source.StartActivity("run", ActivityKind.Consumer, ParentOf(context))?.SetTag(RunId, runId).SetTag(CorrelationId, asked);
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

    private static ActivityContext ParentOf(IJobExecutionContext context) =>
        context.MergedJobDataMap.TryGetString(TraceParent, out var text) && ActivityContext.TryParse(text, null, isRemote: true, out var parent) ? parent : default;
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
            await scheduler.TriggerJob(RunJob.Key, DataOf(runId), cancellationToken);
            logger.LogInformation("Run {RunId} is asked for", runId);
        }
        catch (SchedulerException exception)
        {
            // The row is stored and pending: the sweep finds it within seconds.
            logger.LogWarning(exception, "Run {RunId} could not be fired and is left to the sweep", runId);
        }
    }

    // With it travels what its lines in the logs, on whichever node, are found by.
    private static JobDataMap DataOf(Guid runId)
    {
        var data = new JobDataMap { [RunJob.RunId] = runId.ToString() };
        if (Hosting.CorrelationId.Current is { } correlation)
        {
            data[RunJob.CorrelationId] = correlation;
        }

        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } parent })
        {
            data[RunJob.TraceParent] = parent;
        }

        return data;
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
