using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Calculations;

/// <summary>A portfolio and one of its runs.</summary>
/// <param name="Portfolio">The portfolio.</param>
/// <param name="Run">The run as it stands; null when the portfolio was never calculated.</param>
public sealed record PortfolioRun(Portfolio Portfolio, RunView? Run);

/// <summary>Finds where a run of one's own portfolio is.</summary>
/// <remarks>Side effects: none. Errors: ERR_PORT_012; ERR_BATCH_006 when a run is named that the portfolio does not have.</remarks>
public sealed class FindRun(IPortfolioStore portfolios, IRunReader runs)
{
    /// <summary>Finds it; the latest run when <paramref name="runId"/> is null.</summary>
    public async Task<Result<PortfolioRun>> HandleAsync(Guid ownerId, Guid portfolioId, Guid? runId, CancellationToken cancellationToken)
    {
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is not { } portfolio)
        {
            return Portfolio.NotFound();
        }

        var run = await runs.FindAsync(ownerId, portfolioId, runId, cancellationToken);
        return run is null && runId is not null
            ? CalculationErrors.RunNotFound.Because($"“{portfolio.Name}” has no such run.")
            : new PortfolioRun(portfolio, run);
    }
}
