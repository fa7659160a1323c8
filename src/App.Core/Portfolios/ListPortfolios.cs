using App.Core.Calculations;

namespace App.Core.Portfolios;

/// <summary>A portfolio as the owner's list shows it.</summary>
/// <param name="Summary">The portfolio with its counts.</param>
/// <param name="Run">Its latest run; null when none was asked for.</param>
public sealed record PortfolioListing(PortfolioSummary Summary, RunView? Run)
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
        return [.. page.Items.Select(summary => new PortfolioListing(summary, latest.GetValueOrDefault(summary.Portfolio.Id)))];
    }
}
