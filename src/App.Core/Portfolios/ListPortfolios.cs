using App.Core.Calculations;
using App.Core.Imports;

namespace App.Core.Portfolios;

/// <summary>A portfolio as the owner's list shows it.</summary>
/// <param name="Summary">The portfolio with its counts.</param>
/// <param name="Run">Its latest run; null when none was asked for.</param>
/// <param name="Undoable">The import that replaced its positions and can be taken back; null when there is none.</param>
public sealed record PortfolioListing(PortfolioSummary Summary, RunView? Run, ImportRecord? Undoable = null)
{
    /// <summary>The portfolio.</summary>
    public Portfolio Portfolio => Summary.Portfolio;
}

/// <summary>The owner's active portfolios by name, each with its latest run.</summary>
/// <remarks>Side effects: none. Errors: none; an owner without portfolios has an empty list. The first <see cref="Most"/> are listed.</remarks>
public sealed class ListPortfolios(IPortfolioStore portfolios, IRunStore runs)
{
    /// <summary>Portfolios listed at most.</summary>
    public const int Most = 500;

    /// <summary>Loads them.</summary>
    public async Task<IReadOnlyList<PortfolioListing>> HandleAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        var page = await portfolios.ListAsync(ownerId, includeInactive: false, Most, 0, cancellationToken);
        if (page.Items.Count == 0)
        {
            return [];
        }

        var latest = await runs.LatestAsync(ownerId, cancellationToken);
        var undoable = (await portfolios.UndoableImportsAsync(ownerId, cancellationToken)).ToDictionary(import => import.PortfolioId);
        return [.. page.Items.Select(summary => new PortfolioListing(summary, latest.GetValueOrDefault(summary.Portfolio.Id), undoable.GetValueOrDefault(summary.Portfolio.Id)))];
    }

    /// <summary>The portfolios alone, for those who choose among them: neither counts nor runs nor imports are looked for.</summary>
    public Task<IReadOnlyList<Portfolio>> PlainAsync(Guid ownerId, CancellationToken cancellationToken) => portfolios.ActiveAsync(ownerId, Most, cancellationToken);

    /// <summary>Those of them that are added up, see <see cref="IPortfolioStore.BooksAsync"/>.</summary>
    public Task<IReadOnlyList<Portfolio>> BooksAsync(Guid ownerId, CancellationToken cancellationToken) => portfolios.BooksAsync(ownerId, Most, cancellationToken);
}
