using App.Core.Results;

namespace App.Core.Calculations;

/// <summary>Stops the calculation of a session for all portfolios, on whichever nodes. Portfolios that are calculated stay so.</summary>
/// <remarks>
/// Side effects: its row and those of its runs that are not over say cancelled; nodes notice at their next write. Errors: ERR_BATCH_006 when there is none; ERR_BATCH_007 when
/// it is over already.
/// </remarks>
public sealed class CancelEndOfDay(IEndOfDayStore days, TimeProvider time)
{
    /// <summary>Cancels it and returns it as it ended.</summary>
    /// <param name="id">The calculation; null for the one under way.</param>
    /// <param name="by">Who wants it, by name, for its log.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<EndOfDayView>> HandleAsync(Guid? id, string by, CancellationToken cancellationToken)
    {
        if ((id ?? (await days.ActiveAsync(cancellationToken))?.Id) is not { } asked)
        {
            return CalculationErrors.RunNotFound.Because("No calculation of all portfolios is under way.");
        }

        var isDone = await days.CancelAsync(asked, by, time.GetUtcNow(), cancellationToken);
        return await days.FindAsync(asked, cancellationToken) switch
        {
            null => CalculationErrors.RunNotFound.Because("There is no such calculation of all portfolios."),
            var view when isDone => view,
            var view => CalculationErrors.RunOver.Because(
                FormattableString.Invariant($"The calculation of {view.Day.Session:yyyy-MM-dd} is over. There is nothing left to cancel."),
                details: new Dictionary<string, object?> { ["status"] = view.Day.Status }),
        };
    }
}
