using System.Diagnostics;
using App.Core.Operations;
using Quartz;

namespace App.Hosting;

/// <summary>What a job takes along of the request that set it going: under which name that is found in the logs, and its place in a trace. Nothing where nobody asked, or a node took the work up again.</summary>
internal static class JobOrigin
{
    private const string TraceParent = "traceparent";

    /// <summary>Data for a job, with the present request's origin.</summary>
    public static JobDataMap DataOf(string key, Guid id)
    {
        var data = new JobDataMap { [key] = id.ToString() };
        if (CorrelationId.Current is { } correlation)
        {
            data[Telemetry.CorrelationTag] = correlation;
        }

        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } parent })
        {
            data[TraceParent] = parent;
        }

        return data;
    }

    /// <summary>Under which name the request is found.</summary>
    public static string? CorrelationOf(IJobExecutionContext context) => context.MergedJobDataMap.TryGetString(Telemetry.CorrelationTag, out var correlation) ? correlation : null;

    /// <summary>Its place in a trace.</summary>
    public static ActivityContext ParentOf(IJobExecutionContext context) =>
        context.MergedJobDataMap.TryGetString(TraceParent, out var text) && ActivityContext.TryParse(text, null, isRemote: true, out var parent) ? parent : default;
}
