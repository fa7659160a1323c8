using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>What importing a file into a portfolio that exists would do.</summary>
/// <param name="Portfolio">The portfolio as it is; its <see cref="Portfolio.PositionsVersion"/> is what a confirmation has to name.</param>
/// <param name="Changes">What becomes of its positions.</param>
/// <param name="SameFile">The last import, when it was of these very bytes: then nothing changes.</param>
public sealed record PortfolioUpdate(Portfolio Portfolio, PositionChanges Changes, ImportRecord? SameFile);

/// <summary>Positions about to take the place of a portfolio's.</summary>
/// <param name="PortfolioId">The portfolio.</param>
/// <param name="PositionsVersion">Its <see cref="Portfolio.PositionsVersion"/> as the changes were worked out on; with any other nothing may be stored.</param>
/// <param name="Changes">What becomes of its positions.</param>
/// <param name="Import">The record of the import.</param>
/// <param name="Source">Whose file it was; null to leave what is known.</param>
public sealed record PositionReplacement(Guid PortfolioId, int PositionsVersion, PositionChanges Changes, ImportRecord Import, AccountSource? Source)
{
    /// <summary>The day the new positions are stated of.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The columns as the owner chose them for the file; null when they were not chosen.</summary>
    public ColumnMapping? Columns { get; init; }
}

/// <summary>Works out what a file does to a portfolio that exists.</summary>
/// <remarks>Side effects: none. Errors: ERR_PORT_012.</remarks>
public sealed class PreviewUpdate(IPortfolioStore portfolios, IIdGenerator ids)
{
    /// <summary>Compares the file with what is stored.</summary>
    public async Task<Result<PortfolioUpdate>> HandleAsync(Guid ownerId, Guid portfolioId, FileHoldings holdings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(holdings);
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is not { } portfolio)
        {
            return Portfolio.NotFound();
        }

        var stored = await portfolios.PositionsAsync(ownerId, portfolioId, cancellationToken);
        var last = await portfolios.LastImportAsync(ownerId, portfolioId, cancellationToken);

        var compared = new HoldingsComparison(portfolioId, ids, holdings.ListsAll).Compare(stored, holdings.Drafts);

        // Positions that a program has changed since are no longer what the file says; those that an undone import gave back are.
        var isSame = !holdings.IsMended && last is not null && last.Fingerprint == holdings.Fingerprint && (last.PositionsVersion == portfolio.PositionsVersion || compared.IsNothing);
        var changes = isSame ? PositionChanges.None(stored) : compared;
        return new PortfolioUpdate(portfolio, changes, isSame ? last : null);
    }
}
