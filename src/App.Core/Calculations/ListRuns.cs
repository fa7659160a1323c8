using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Calculations;

/// <summary>A portfolio and a page of its runs.</summary>
/// <param name="Portfolio">The portfolio.</param>
/// <param name="Runs">The runs, newest first, and how many there are that the filter lets through.</param>
public sealed record PortfolioRuns(Portfolio Portfolio, Page<RunView> Runs);

/// <summary>Lists the runs of one's own portfolio, newest first.</summary>
/// <remarks>Side effects: none. Errors: ERR_PORT_012.</remarks>
public sealed class ListRuns(IPortfolioStore portfolios, IRunStore runs)
{
    /// <summary>Lists them.</summary>
    public async Task<Result<PortfolioRuns>> HandleAsync(Guid ownerId, Guid portfolioId, RunFilter filter, CancellationToken cancellationToken) =>
        await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is { } portfolio
            ? new PortfolioRuns(portfolio, await runs.ListAsync(ownerId, portfolioId, filter, cancellationToken))
            : Portfolio.NotFound();
}
