using App.Core.Calculations;

namespace App.Core.Portfolios;

/// <summary>What came of changing something that a portfolio's chain of snapshots is calculated from.</summary>
public enum ChainChange
{
    /// <summary>Stored.</summary>
    Done,

    /// <summary>The portfolio has been deleted, or is another's. Nothing is stored.</summary>
    NoPortfolio,

    /// <summary>What was to be changed is not there. Nothing is stored.</summary>
    Nothing,
}

/// <summary>Changes what a portfolio's chain is calculated from, cash or the value of an asset, together with storing the run that calculates it again.</summary>
/// <remarks>
/// Side effects: those of the change, which stores the run in its own transaction, so that no chain is left cut; then the run is set going. A portfolio that has
/// nothing to calculate has no chain to be cut either: its change is stored without a run.
/// </remarks>
public sealed class ChangeChain(StartCalculation calculation, IRunDispatcher dispatcher, TimeProvider time)
{
    /// <summary>Makes the change.</summary>
    /// <param name="ownerId">Whose portfolio it is.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="change">Stores the change and the run, pending, which is null when there is nothing to calculate; given the time of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it, and the run when there is one that was stored.</returns>
    public async Task<(ChainChange Change, Guid? RunId)> HandleAsync(
        Guid ownerId, Guid portfolioId, Func<CalculationRun?, DateTimeOffset, CancellationToken, Task<ChainChange>> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var next = (await calculation.PlanAsync(new CalculationRequest(ownerId, portfolioId), cancellationToken)).Match<CalculationRun?>(run => run, _ => null);
        var changed = await change(next, time.GetUtcNow(), cancellationToken);
        if (changed != ChainChange.Done || next is null)
        {
            return (changed, null);
        }

        // It is stored: that whoever asked has gone does not matter to it any more.
        await dispatcher.DispatchAsync(next.Id, CancellationToken.None);
        return (changed, next.Id);
    }
}
