using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Providers;
using App.Data.Snapshots;

namespace App.Data.Portfolios;

/// <summary>What a portfolio's chain of snapshots is calculated from besides its positions: cash, and values of private assets.</summary>
internal static class ChainInput
{
    /// <summary>Changes what a portfolio's chain is calculated from: in one transaction with the change its run is stopped, its snapshots from a session on are removed, and the run that calculates them again is stored.</summary>
    /// <param name="database">The database.</param>
    /// <param name="ownerId">Whose portfolio it is.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="session">The first session that is calculated anew.</param>
    /// <param name="next">The run that calculates from there on, pending; it takes the place of the one under way. Null for none.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="audit">What the trail says of it.</param>
    /// <param name="change">The change; false when there is nothing to be changed, which leaves all as it was.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ChainChange> ChangeAsync(
        Database database, Guid ownerId, Guid portfolioId, DateOnly session, CalculationRun? next, DateTimeOffset now, AuditAction audit, Func<AppDbContext, CancellationToken, Task<bool>> change, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async (db, token) =>
                {
                    await BookSwap.BeginBesidesAsync(db, db.ActiveOf(ownerId), portfolioId, next, now, token);
                    if (!await change(db, token))
                    {
                        throw new NothingToChangeException();
                    }

                    await SnapshotStore.RemoveFromAsync(db, portfolioId, session, token);
                    await database.AuditAsync(db, new(audit, ownerId, portfolioId, new Dictionary<string, object?> { ["session"] = session }), token);
                    return ChainChange.Done;
                },
                cancellationToken);
        }
        catch (StaleVersionException)
        {
            return ChainChange.NoPortfolio;
        }
        catch (NothingToChangeException)
        {
            return ChainChange.Nothing;
        }
    }

    // Rolls the transaction back: a run would be stopped for nothing.
    private sealed class NothingToChangeException : Exception;
}
