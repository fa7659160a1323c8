using App.Core.Idempotency;
using App.Core.Imports;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>A portfolio that has just been imported.</summary>
/// <param name="Portfolio">The portfolio.</param>
/// <param name="Import">The record of the import; null when the file changed nothing, so that there was none.</param>
public sealed record ImportedPortfolio(Portfolio Portfolio, ImportRecord? Import)
{
    /// <summary>What became of the positions of a portfolio that existed; null for a new one.</summary>
    public PositionChanges? Changes { get; init; }
}

/// <summary>Stores a checked form and file as a portfolio. Two confirmations of one import, wherever they come from, make one portfolio.</summary>
/// <remarks>
/// Side effects: stores portfolio, positions and the record of the import in one transaction. No prices are fetched and nothing is calculated.
/// Errors: those of the check when it is not ready; ERR_PORT_001 when the account name was taken since.
/// </remarks>
public sealed class ImportPortfolio(IPortfolioStore portfolios, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Stores it.</summary>
    public Task<Result<ImportedPortfolio>> HandleAsync(Guid ownerId, ImportCheck check, CancellationToken cancellationToken) =>
        Telemetry.ImportAsync("new", () => StoreAsync(ownerId, check, cancellationToken));

    private async Task<Result<ImportedPortfolio>> StoreAsync(Guid ownerId, ImportCheck check, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(check);
        if (!check.IsReady)
        {
            return Result<ImportedPortfolio>.Failed(check.Errors);
        }

        var terms = check.Terms!;
        var generation = await portfolios.CountDeletedAsync(ownerId, Portfolio.KeyOf(terms.AccountName), cancellationToken);
        var added = NewPortfolio.Of(ownerId, terms, check.Holdings!, generation, ids, time.GetUtcNow());
        var imported = new ImportedPortfolio(added.Portfolio, added.Import!);
        IdempotentCall.Succeeds(imported);
        return await portfolios.AddAsync([added], cancellationToken) switch
        {
            PortfolioAddition.Added => imported,
            _ => PortfolioFormRules.AccountNameTaken(terms.AccountName),
        };
    }
}
