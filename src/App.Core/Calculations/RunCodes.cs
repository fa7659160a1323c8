using App.Core.Portfolios;

namespace App.Core.Calculations;

/// <summary>The spelling of a run's states in the API and in addresses.</summary>
public static class RunCodes
{
    /// <summary>pending, running, completed, completed_with_warnings, failed, cancelled.</summary>
    public static CodeTable<RunStatus> Statuses { get; } = new(
        (RunStatus.Pending, "pending"), (RunStatus.Running, "running"), (RunStatus.Completed, "completed"),
        (RunStatus.CompletedWithWarnings, "completed_with_warnings"), (RunStatus.Failed, "failed"), (RunStatus.Cancelled, "cancelled"));
}
