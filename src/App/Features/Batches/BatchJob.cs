using System.Diagnostics;
using System.Globalization;
using App.Core.Batches;
using App.Core.Operations;
using App.Hosting;
using Quartz;

namespace App.Features.Batches;

/// <summary>Does one batch. Fired twice for the same, the second finds it taken and ends.</summary>
internal sealed class BatchJob(ExecuteBatch execute, ILogger<BatchJob> logger) : IJob
{
    public const string BatchId = "batch_id";

    public static readonly JobKey Key = new("batch", "batches");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var batchId = Guid.Parse(context.MergedJobDataMap.GetString(BatchId)!, CultureInfo.InvariantCulture);
        var asked = JobOrigin.CorrelationOf(context);
        var scopes = new Dictionary<string, object> { ["BatchId"] = batchId };
        if (asked is not null)
        {
            scopes[Telemetry.CorrelationTag] = asked;
        }

        using var scope = logger.BeginScope(scopes);
        using var span = Telemetry.Source.StartActivity("batch", ActivityKind.Consumer, JobOrigin.ParentOf(context))?.SetTag(BatchId, batchId).SetTag(Telemetry.CorrelationTag, asked);
        try
        {
            var execution = await execute.HandleAsync(batchId, exception => logger.LogError(exception, "An operation of batch {BatchId} was taken back", batchId), cancellationToken);
            logger.LogInformation("Batch {BatchId} {Execution}", batchId, execution);
        }
#pragma warning disable CA1031 // The border of the job: what is left of the batch is taken up again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogError(exception, "Batch {BatchId} was interrupted and is left to the sweep", batchId);
        }
    }
}

/// <summary>Sets a batch going by firing its job.</summary>
internal sealed class BatchDispatcher(ISchedulerFactory schedulers, ILogger<BatchDispatcher> logger) : IBatchDispatcher
{
    public async Task DispatchAsync(Guid batchId, CancellationToken cancellationToken)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            await scheduler.TriggerJob(BatchJob.Key, JobOrigin.DataOf(BatchJob.BatchId, batchId), cancellationToken);
        }
        catch (SchedulerException exception)
        {
            // The row is stored and pending: the sweep finds it within seconds.
            logger.LogWarning(exception, "Batch {BatchId} could not be fired and is left to the sweep", batchId);
        }
    }
}

/// <summary>Finds batches that nobody works on: those whose firing was lost, and those whose node has died, also while a caller waited.</summary>
[DisallowConcurrentExecution]
internal sealed class BatchSweepJob(IBatchStore store, IBatchDispatcher dispatcher, TimeProvider time, ILogger<BatchSweepJob> logger) : IJob
{
    public static readonly TriggerKey Trigger = new("sweep", BatchJob.Key.Group);

    public static readonly TimeSpan Interval = ExecuteBatch.Lease / 3;

    private const int MostAtOnce = 100;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var batchId in await store.DueAsync(now - Interval, now, MostAtOnce, cancellationToken))
        {
            logger.LogWarning("Batch {BatchId} is taken up again", batchId);
            await dispatcher.DispatchAsync(batchId, cancellationToken);
        }
    }
}
