using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>The values that were given of a position.</summary>
/// <remarks>Side effects: none. Errors: ERR_PORT_012; ERR_VALUE_001.</remarks>
public sealed class ListValuations(IPortfolioStore portfolios, IValuationStore valuations)
{
    /// <summary>Values of a position at most that are shown at once.</summary>
    public const int Most = 500;

    /// <summary>A page of them, newest first. Empty for a position that none was given of.</summary>
    public async Task<Result<Page<PositionValuation>>> HandleAsync(Guid ownerId, Guid portfolioId, Guid positionId, int limit, int offset, CancellationToken cancellationToken)
    {
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is null)
        {
            return Portfolio.NotFound();
        }

        return await valuations.FindPositionAsync(ownerId, portfolioId, positionId, cancellationToken) is null
            ? RecordValuation.NoPosition()
            : await valuations.ListAsync(ownerId, portfolioId, positionId, limit, offset, cancellationToken);
    }
}
