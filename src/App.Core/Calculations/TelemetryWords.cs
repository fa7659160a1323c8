namespace App.Core.Calculations;

/// <summary>How runs and steps are called on tags: as the API writes them.</summary>
internal static class TelemetryWords
{
    public static string Of(RunKind kind) => kind switch { RunKind.Onboarding => "onboarding", RunKind.Manual => "manual", _ => "nightly" };

    public static string Of(RunStatus status) => status switch
    {
        RunStatus.Completed => "completed",
        RunStatus.CompletedWithWarnings => "completed_with_warnings",
        RunStatus.Failed => "failed",
        RunStatus.Cancelled => "cancelled",
        RunStatus.Running => "running",
        _ => "pending",
    };

    public static string Of(StepStatus status) => status switch
    {
        StepStatus.Completed => "completed",
        StepStatus.CompletedWithWarnings => "completed_with_warnings",
        StepStatus.Skipped => "skipped",
        StepStatus.Failed => "failed",
        StepStatus.Cancelled => "cancelled",
        StepStatus.Running => "running",
        _ => "pending",
    };
}
