using App.Core.Market;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>Replaces a portfolio's positions by what a newer file of its account says. What the file does not change keeps its id and its day of entry.</summary>
/// <remarks>
/// Side effects: positions, the record of the import and what undoing it needs are stored in one transaction; a calculation that is going on is stopped, for it
/// is of positions that are no more. A file that changes nothing stores nothing. Nothing is calculated. Errors: those of the file; ERR_PORT_012; ERR_PORT_015.
/// </remarks>
public sealed class UpdatePortfolio(PreviewUpdate preview, IPortfolioStore portfolios, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Replaces them.</summary>
    /// <param name="ownerId">Who asks; only the owner may.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="holdings">What the file says.</param>
    /// <param name="positionsVersion">The version that was confirmed; null to confirm whatever it does.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<Result<ImportedPortfolio>> HandleAsync(
        Guid ownerId, Guid portfolioId, FileHoldings holdings, int? positionsVersion, CancellationToken cancellationToken) =>
        Telemetry.ImportAsync("update", () => ReplaceAsync(ownerId, portfolioId, holdings, positionsVersion, cancellationToken));

    private async Task<Result<ImportedPortfolio>> ReplaceAsync(
        Guid ownerId, Guid portfolioId, FileHoldings holdings, int? positionsVersion, CancellationToken cancellationToken)
    {
        var worked = await PrepareAsync(ownerId, portfolioId, holdings, positionsVersion, cancellationToken);
        if (!worked.IsSuccess)
        {
            return Result<ImportedPortfolio>.Failed(worked.Errors);
        }

        var (update, replacement) = worked.Value;
        return replacement is null || await portfolios.SaveAsync(ownerId, [], [replacement], cancellationToken) == PortfolioAddition.Added
            ? new ImportedPortfolio(update.Portfolio, replacement?.Import) { Changes = update.Changes }
            : Changed(update.Portfolio);
    }

    /// <summary>Works out the replacement, null when nothing changes; for storing several at once.</summary>
    internal async Task<Result<(PortfolioUpdate Update, PositionReplacement? Replacement)>> PrepareAsync(
        Guid ownerId, Guid portfolioId, FileHoldings holdings, int? positionsVersion, CancellationToken cancellationToken)
    {
        var worked = await preview.HandleAsync(ownerId, portfolioId, holdings, cancellationToken);
        if (!worked.IsSuccess)
        {
            return Result<(PortfolioUpdate, PositionReplacement?)>.Failed(worked.Errors);
        }

        var update = worked.Value;
        var (portfolio, changes) = (update.Portfolio, update.Changes);
        if (positionsVersion is { } confirmed && confirmed != portfolio.PositionsVersion)
        {
            return Changed(portfolio);
        }

        if (changes.IsNothing)
        {
            return (update, null);
        }

        var import = holdings.ToRecord(ids.Next(), portfolioId, time.GetUtcNow()) with
        {
            PositionsImported = holdings.Drafts.Count,
            PositionsVersion = portfolio.PositionsVersion + 1,
            Added = changes.Added,
            Changed = changes.Changed,
            Removed = changes.Removed,
        };
        return (update, new PositionReplacement(portfolioId, portfolio.PositionsVersion, changes, import, holdings.Source)
        {
            AsOf = holdings.AsOf ?? TradingCalendar.NewYorkDate(time.GetUtcNow()),
            Columns = holdings.ToMapping(portfolioId, time.GetUtcNow()),
        });
    }

    /// <summary>ERR_PORT_015 of a portfolio.</summary>
    internal static Error Changed(Portfolio portfolio) => PortfolioErrors.ChangedMeanwhile.Because(
        $"“{portfolio.Name}” was changed or deleted after the preview was made. Nothing was replaced; check the file again.");
}
