using App.Core.Calculations;
using App.Shared;

namespace App.Features.Calculations;

/// <summary>A run's states in words for readers. Addresses and the API spell them by <see cref="RunCodes"/>.</summary>
internal static class RunWords
{
    public static Tone ToTone(this RunStatus status) => status switch
    {
        RunStatus.Completed => Tone.Good,
        RunStatus.CompletedWithWarnings or RunStatus.Cancelled => Tone.Warn,
        RunStatus.Failed => Tone.Bad,
        _ => Tone.Neutral,
    };

    public static string ToWords(this RunStatus status) => status switch
    {
        RunStatus.Pending => "waiting",
        RunStatus.Running => "running",
        RunStatus.Completed => "completed",
        RunStatus.CompletedWithWarnings => "completed with remarks",
        RunStatus.Failed => "failed",
        _ => "cancelled",
    };

    public static string ToWords(this RunKind kind) => kind switch
    {
        RunKind.Onboarding => "First",
        RunKind.Manual => "By hand",
        _ => "Nightly",
    };

    /// <summary>Where the run is, with how far it came or how much there is to say about it.</summary>
    public static string ToWords(this RunView run) => (run.Status, run.Progress.Warnings.Count) switch
    {
        (RunStatus.Running, _) => $"running, {run.Percent} %",
        (RunStatus.CompletedWithWarnings, 1) => "completed, 1 remark",
        (RunStatus.CompletedWithWarnings, var many) => $"completed, {many} remarks",
        (var status, _) => status.ToWords(),
    };
}
