using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>Deletes a portfolio: it is kept in the database and no longer shown.</summary>
/// <remarks>Side effects: marks the portfolio deleted. Errors: ERR_PORT_012; ERR_PORT_013 when it is the owner's last active one.</remarks>
public sealed class DeletePortfolio(IPortfolioStore portfolios, TimeProvider time)
{
    /// <summary>Deletes it.</summary>
    public async Task<Result<PortfolioDeletion>> HandleAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken) =>
        await portfolios.DeleteAsync(ownerId, portfolioId, time.GetUtcNow(), cancellationToken) switch
        {
            PortfolioDeletion.NotFound => Portfolio.NotFound(),
            PortfolioDeletion.LastActive => PortfolioErrors.LastPortfolio.Because(
                "This is your last active portfolio. Import another one first, then delete this one."),
            var deleted => deleted,
        };
}
