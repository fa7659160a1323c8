using App.Core.Imports;

namespace App.Core.Portfolios;

/// <summary>What came of storing a new portfolio.</summary>
public enum PortfolioAddition
{
    /// <summary>Portfolio, positions and import record are stored, all of them.</summary>
    Added,

    /// <summary>The owner already has an active portfolio of that account name; nothing was stored.</summary>
    AccountNameTaken,

    /// <summary>A portfolio whose positions were to be replaced is not as it was when that was worked out; nothing was stored.</summary>
    ChangedMeanwhile,
}

/// <summary>What came of undoing an import.</summary>
public enum ImportUndoing
{
    /// <summary>The positions are those from before it.</summary>
    Restored,

    /// <summary>It had made the portfolio, which is marked deleted.</summary>
    Deleted,

    /// <summary>The portfolio is not as the import left it; nothing was stored.</summary>
    ChangedMeanwhile,
}

/// <summary>What came of deleting a portfolio.</summary>
public enum PortfolioDeletion
{
    /// <summary>It is marked deleted.</summary>
    Deleted,

    /// <summary>The owner has no such active portfolio.</summary>
    NotFound,

    /// <summary>It is the owner's last active one and stays.</summary>
    LastActive,
}

/// <summary>A portfolio as lists show it.</summary>
/// <param name="Portfolio">The portfolio.</param>
/// <param name="PositionCount">Its positions, closed ones included.</param>
/// <param name="Session">The session of its newest complete snapshot; null before the first.</param>
/// <param name="MarketValue">Net market value at that session; null before the first.</param>
public sealed record PortfolioSummary(Portfolio Portfolio, int PositionCount, DateOnly? Session, decimal? MarketValue);

/// <summary>A page of a longer list.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">Rows in the whole list.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total);

/// <summary>Portfolios and their positions. Every read and write is filtered by owner here, in one place.</summary>
public interface IPortfolioStore
{
    /// <summary>
    /// Stores new portfolios, and positions in the place of those of others, with the records of their imports in one transaction: all of them or nothing.
    /// </summary>
    /// <remarks>Where positions are replaced, runs that are going on are stopped, position values deleted, and the positions from before kept for <see cref="UndoAsync"/>.</remarks>
    /// <param name="ownerId">Whose the portfolios with replaced positions have to be.</param>
    /// <param name="added">New portfolios.</param>
    /// <param name="replaced">Positions to be replaced.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is stored then.</param>
    Task<PortfolioAddition> SaveAsync(Guid ownerId, IReadOnlyList<NewPortfolio> added, IReadOnlyList<PositionReplacement> replaced, CancellationToken cancellationToken);

    /// <summary>Stores new portfolios; see <see cref="SaveAsync"/>.</summary>
    Task<PortfolioAddition> AddAsync(IReadOnlyList<NewPortfolio> added, CancellationToken cancellationToken) => SaveAsync(Guid.Empty, added, [], cancellationToken);

    /// <summary>Stores one portfolio; see <see cref="SaveAsync"/>.</summary>
    Task<PortfolioAddition> AddAsync(Portfolio portfolio, IReadOnlyList<Position> positions, ImportRecord? import, CancellationToken cancellationToken) =>
        AddAsync([new NewPortfolio(portfolio, positions, import)], cancellationToken);

    /// <summary>Takes an import back; its positions have to be those that the portfolio has. In one transaction.</summary>
    Task<ImportUndoing> UndoAsync(Guid ownerId, ImportRecord import, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The owner's active portfolio whose <see cref="Portfolio.AccountKey"/> is <paramref name="accountKey"/>; null when there is none.</summary>
    Task<Portfolio?> FindByAccountAsync(Guid ownerId, string accountKey, CancellationToken cancellationToken);

    /// <summary>How many deleted portfolios of the owner had that account name.</summary>
    Task<int> CountDeletedAsync(Guid ownerId, string accountKey, CancellationToken cancellationToken);

    /// <summary>The owner's active portfolio of that id; null when it is not there or another's.</summary>
    Task<Portfolio?> FindAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken);

    /// <summary>The owner's portfolios by name, a page of them.</summary>
    /// <param name="ownerId">The owner.</param>
    /// <param name="includeInactive">Deleted ones too.</param>
    /// <param name="limit">Rows at most, 1 to 500.</param>
    /// <param name="offset">Rows to skip.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Page<PortfolioSummary>> ListAsync(Guid ownerId, bool includeInactive, int limit, int offset, CancellationToken cancellationToken);

    /// <summary>The owner's active portfolios by name, without what lists count of each.</summary>
    /// <param name="ownerId">The owner.</param>
    /// <param name="limit">Rows at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<Portfolio>> ActiveAsync(Guid ownerId, int limit, CancellationToken cancellationToken);

    /// <summary>Those of <see cref="ActiveAsync"/> that are added up: one that holds nothing and has no figures is in no sum and in nobody's way.</summary>
    Task<IReadOnlyList<Portfolio>> BooksAsync(Guid ownerId, int limit, CancellationToken cancellationToken);

    /// <summary>One portfolio as lists show it; null when it is not there or another's.</summary>
    Task<PortfolioSummary?> SummaryAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken);

    /// <summary>The portfolio's positions in file order; empty when it is not there or another's.</summary>
    Task<IReadOnlyList<Position>> PositionsAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken);

    /// <summary>The newest import into the portfolio that was not undone; null when there is none.</summary>
    Task<ImportRecord?> LastImportAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken);

    /// <summary>The imports that replaced positions of the owner's active portfolios and were the last change to them: one a portfolio at most.</summary>
    Task<IReadOnlyList<ImportRecord>> UndoableImportsAsync(Guid ownerId, CancellationToken cancellationToken);

    /// <summary>Marks a portfolio deleted unless it is the owner's last active one; decided inside one transaction.</summary>
    Task<PortfolioDeletion> DeleteAsync(Guid ownerId, Guid portfolioId, DateTimeOffset now, CancellationToken cancellationToken);
}
