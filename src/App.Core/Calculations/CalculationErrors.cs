using App.Core.Results;

namespace App.Core.Calculations;

/// <summary>What can be wrong with a calculation asked for, and how one can end.</summary>
[ErrorCatalogue]
public static class CalculationErrors
{
    /// <summary>ERR_BATCH_001.</summary>
    public static readonly ErrorDefinition NotReady = new(
        "ERR_BATCH_001", "Not ready to calculate", ErrorKind.Conflict, 409,
        "Something the calculation needs is not there: the details name it.", "Provide what is named, then ask for the calculation again.");

    /// <summary>ERR_BATCH_002.</summary>
    public static readonly ErrorDefinition PhaseFailed = new(
        "ERR_BATCH_002", "A step of the calculation failed", ErrorKind.Failure, 500,
        "A step ended with a fault of this application. Everything before that step is stored; the portfolio and its positions are untouched.",
        "Retry the calculation. When it fails again at the same step, send the activity log to whoever runs this installation.");

    /// <summary>ERR_BATCH_003.</summary>
    public static readonly ErrorDefinition TimedOut = new(
        "ERR_BATCH_003", "The calculation took too long", ErrorKind.Failure, 500,
        "The calculation passed the time this installation allows for one run. Everything before the step it was in is stored.",
        "Retry the calculation: it goes on from what is stored. Whoever runs this installation can raise Calculation:Timeout.");

    /// <summary>ERR_BATCH_004.</summary>
    public static readonly ErrorDefinition DatabaseFailed = new(
        "ERR_BATCH_004", "The database did not take the results", ErrorKind.Failure, 500,
        "The database refused or did not answer, also after retries where those make sense. Everything before that step is stored.",
        "Retry the calculation in a moment. When it fails again, whoever runs this installation finds the cause in the server's log under the run's id.");

    /// <summary>ERR_BATCH_005.</summary>
    public static readonly ErrorDefinition AlreadyRunning = new(
        "ERR_BATCH_005", "A calculation is already going", ErrorKind.Conflict, 409,
        "This portfolio has a run that has not ended. A second one would compute the same numbers.",
        "Follow the run whose id is in the details, or wait for its end.");

    /// <summary>ERR_BATCH_006.</summary>
    public static readonly ErrorDefinition RunNotFound = new(
        "ERR_BATCH_006", "Run not found", ErrorKind.NotFound, 404,
        "The portfolio has no such run.", "Ask for the latest run of the portfolio instead.");

    /// <summary>ERR_BATCH_007.</summary>
    public static readonly ErrorDefinition RunOver = new(
        "ERR_BATCH_007", "The run is over", ErrorKind.Conflict, 409,
        "The run has ended, or was cancelled before: there is nothing left to cancel. What it stored stays.",
        "Look at how it ended; the details name its status. Ask for another calculation when you want other figures.");
}
