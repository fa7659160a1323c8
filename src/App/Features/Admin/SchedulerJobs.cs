using App.Features.Calculations;
using Quartz;

namespace App.Features.Admin;

/// <summary>A job of the scheduler as it stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">The trigger's state in words.</param>
/// <param name="NextAt">When it fires next; null for one that is fired by hand alone.</param>
/// <param name="LastAt">When it last fired, as far as is known.</param>
public sealed record SchedulerJob(string Name, string State, DateTimeOffset? NextAt, DateTimeOffset? LastAt);

/// <summary>Reads the scheduler: which jobs there are, when they fire and when they last did.</summary>
internal sealed class SchedulerJobs(ISchedulerFactory schedulers)
{
    /// <summary>What the job of the nights is called.</summary>
    public const string Night = "Calculation of all portfolios";

    public async Task<IReadOnlyList<SchedulerJob>> ListAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        List<SchedulerJob> jobs = [];

        // Those that fire by themselves; a run that waits to be fired is a row of the runs.
        foreach (var (key, name) in ((TriggerKey, string)[])[(RunScheduling.Nightly, Night), (RunScheduling.Sweep, "Sweep for runs nobody works on")])
        {
            if (await scheduler.GetTrigger(key, cancellationToken) is { } trigger)
            {
                var state = await scheduler.GetTriggerState(key, cancellationToken);
                jobs.Add(new SchedulerJob(name, WordsOf(state), trigger.NextFireTimeUtc, trigger.PreviousFireTimeUtc));
            }
        }

        return jobs;
    }

    private static string WordsOf(TriggerState state) => state switch
    {
        TriggerState.Normal => "waiting for its time",
        TriggerState.Paused => "paused",
        TriggerState.Blocked or TriggerState.Executing => "running",
        TriggerState.Error => "in error",
        TriggerState.Complete => "fires no more",
        _ => "not scheduled",
    };
}
