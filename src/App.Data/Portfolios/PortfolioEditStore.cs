using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Providers;
using App.Data.Snapshots;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Portfolios;

/// <summary>Changes of what owners say of their portfolios, in the database.</summary>
internal sealed class PortfolioEditStore(Database database) : IPortfolioEditStore
{
    public async Task<PortfolioEdit> ChangeAsync(Guid ownerId, Guid portfolioId, int version, PortfolioTerms terms, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async (db, token) =>
                {
                    if (await db.ActiveOf(ownerId).AsNoTracking().SingleOrDefaultAsync(portfolio => portfolio.Id == portfolioId, token) is not { } before)
                    {
                        return PortfolioEdit.NotFound;
                    }

                    var isOtherChain = before.EquityBalance != terms.EquityBalance || before.EquityAsOf != terms.EquityAsOf;
                    if (isOtherChain)
                    {
                        // Runs first, as a run's own writes do.
                        await BookSwap.BeginBesidesAsync(db, db.ActiveOf(ownerId), portfolioId, null, now, token);
                    }

                    var changed = await db.ActiveOf(ownerId).Where(portfolio => portfolio.Id == portfolioId && portfolio.Version == version).ExecuteUpdateAsync(
                        set => set
                            .SetProperty(portfolio => portfolio.Name, terms.PortfolioName)
                            .SetProperty(portfolio => portfolio.AccountName, terms.AccountName)
                            .SetProperty(portfolio => portfolio.AccountKey, Portfolio.KeyOf(terms.AccountName))
                            .SetProperty(portfolio => portfolio.AccountType, terms.AccountType)
                            .SetProperty(portfolio => portfolio.EquityBalance, terms.EquityBalance)
                            .SetProperty(portfolio => portfolio.EquityAsOf, terms.EquityAsOf)
                            .SetProperty(portfolio => portfolio.Description, terms.Description)
                            .SetProperty(portfolio => portfolio.Version, version + 1),
                        token);
                    if (changed == 0)
                    {
                        throw new StaleVersionException();
                    }

                    if (isOtherChain)
                    {
                        // The whole chain: it begins with another figure, or on another day.
                        await SnapshotStore.RemoveFromAsync(db, portfolioId, DateOnly.MinValue, token);
                    }

                    await database.AuditAsync(db, new(AuditAction.PortfolioChanged, ownerId, portfolioId), token);
                    return PortfolioEdit.Changed;
                },
                cancellationToken);
        }
        catch (StaleVersionException)
        {
            return PortfolioEdit.OtherVersion;
        }
        catch (Exception exception) when (Database.IsUniqueViolation(exception))
        {
            return PortfolioEdit.AccountNameTaken;
        }
    }
}
