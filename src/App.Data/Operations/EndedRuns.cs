using App.Core.Calculations;

namespace App.Data.Operations;

/// <summary>The runs that came to an end of their own: with figures or with a fault, and not by being called off.</summary>
internal static class EndedRuns
{
    /// <summary>Those that ended at an instant or later. A run's last heartbeat is its end, and the index of the sweep is by it: the others are not looked at.</summary>
    public static IQueryable<CalculationRun> EndedSince(this IQueryable<CalculationRun> runs, DateTimeOffset since) => runs.Where(run =>
        (run.Status == RunStatus.Completed || run.Status == RunStatus.CompletedWithWarnings || run.Status == RunStatus.Failed) && run.HeartbeatAt >= since && run.FinishedAt != null);

    /// <summary>Those that were asked for alone: how long one of a night takes is for the night to say.</summary>
    public static IQueryable<CalculationRun> Alone(this IQueryable<CalculationRun> runs) => runs.Where(run => run.EndOfDayId == null && run.StartedAt != null);
}
