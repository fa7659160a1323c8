using App.Core.Imports;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>An import that was taken back.</summary>
/// <param name="Portfolio">The portfolio.</param>
/// <param name="Import">The import.</param>
/// <param name="IsDeleted">True when the import had made the portfolio, which went with it.</param>
public sealed record UndoneImport(Portfolio Portfolio, ImportRecord Import, bool IsDeleted);

/// <summary>Takes the last import into a portfolio back: its positions are what they were before. An import that made the portfolio takes it with it.</summary>
/// <remarks>
/// Side effects: positions replaced, or the portfolio marked deleted, the import marked undone, a calculation that is going on stopped; in one transaction.
/// Snapshots stay: they are of days on which the figures were so. Errors: ERR_PORT_012; ERR_PORT_016.
/// </remarks>
public sealed class UndoImport(IPortfolioStore portfolios, TimeProvider time)
{
    /// <summary>Undoes it.</summary>
    public async Task<Result<UndoneImport>> HandleAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken)
    {
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is not { } portfolio)
        {
            return Portfolio.NotFound();
        }

        if (await portfolios.LastImportAsync(ownerId, portfolioId, cancellationToken) is not { } import)
        {
            return PortfolioErrors.NothingToUndo.Because($"No import into “{portfolio.Name}” is left to be undone.");
        }

        if (import.PositionsVersion != portfolio.PositionsVersion)
        {
            return PortfolioErrors.NothingToUndo.Because(
                $"The positions of “{portfolio.Name}” were changed after {import.FileName} was imported, or an import was undone already. Only the last change can be taken back.");
        }

        return await portfolios.UndoAsync(ownerId, import, time.GetUtcNow(), cancellationToken) switch
        {
            ImportUndoing.Restored => new UndoneImport(portfolio, import, IsDeleted: false),
            ImportUndoing.Deleted => new UndoneImport(portfolio, import, IsDeleted: true),
            _ => UpdatePortfolio.Changed(portfolio),
        };
    }
}
