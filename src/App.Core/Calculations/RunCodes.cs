using App.Core.Portfolios;

namespace App.Core.Calculations;

/// <summary>The spelling of what a run is and of its states, in the API, in addresses and on telemetry.</summary>
public static class RunCodes
{
    /// <summary>pending, running, completed, completed_with_warnings, failed, cancelled.</summary>
    public static CodeTable<RunStatus> Statuses { get; } = new(
        (RunStatus.Pending, "pending"), (RunStatus.Running, "running"), (RunStatus.Completed, "completed"),
        (RunStatus.CompletedWithWarnings, "completed_with_warnings"), (RunStatus.Failed, "failed"), (RunStatus.Cancelled, "cancelled"));

    /// <summary>onboarding, manual, nightly.</summary>
    public static CodeTable<RunKind> Kinds { get; } = new((RunKind.Onboarding, "onboarding"), (RunKind.Manual, "manual"), (RunKind.Nightly, "nightly"));

    /// <summary>pending, running, completed, completed_with_warnings, skipped, failed, cancelled.</summary>
    public static CodeTable<StepStatus> Steps { get; } = new(
        (StepStatus.Pending, "pending"), (StepStatus.Running, "running"), (StepStatus.Completed, "completed"), (StepStatus.CompletedWithWarnings, "completed_with_warnings"),
        (StepStatus.Skipped, "skipped"), (StepStatus.Failed, "failed"), (StepStatus.Cancelled, "cancelled"));
}
