using App.Core.Operations;

namespace App.Core.Calculations;

/// <summary>How a run ends on its row when something went wrong in it.</summary>
internal static class RunFaults
{
    /// <summary>True when the database was away and attempts are left: what was taken is given back as it is, to be taken up where it was.</summary>
    public static bool IsToBeTriedAgain(Exception? fault, int attempt, CalculationOptions options) => attempt < options.MaxAttempts && DatabaseFaults.IsOutage(fault);

    /// <summary>The outcome of a run that was given up for <paramref name="fault"/>.</summary>
    public static RunOutcome Of(RunReporter reporter, Exception fault)
    {
        var step = reporter.Progress.Steps.FirstOrDefault(step => step.Status == StepStatus.Running)?.Name ?? "the start";
        return DatabaseFaults.IsBehind(fault)
            ? Of(reporter, CalculationErrors.DatabaseFailed.Code, $"The database did not take the results of “{step}”.")
            : Of(reporter, CalculationErrors.PhaseFailed.Code, $"“{step}” ended with a fault of the application.");
    }

    /// <summary>The outcome of a run whose node died as often as is allowed.</summary>
    public static RunOutcome Interrupted(RunReporter reporter, CalculationOptions options) => Of(
        reporter, CalculationErrors.PhaseFailed.Code, $"The calculation was interrupted {options.MaxAttempts} times and is given up. What was done before is kept.");

    /// <summary>The outcome of a run whose time is over.</summary>
    public static RunOutcome TimedOut(RunReporter reporter, CalculationOptions options) =>
        Of(reporter, CalculationErrors.TimedOut.Code, $"The calculation took longer than {options.Timeout} and was stopped.");

    private static RunOutcome Of(RunReporter reporter, string code, string message) =>
        new(RunStatus.Failed, reporter.Failed($"{code}: {message}"), null, code, message);
}
