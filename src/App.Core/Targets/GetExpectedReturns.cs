using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Targets;

/// <summary>What an owner's targets say of what is held.</summary>
/// <remarks>Side effects: none. Errors: ERR_PORT_012 for one portfolio; none for all together.</remarks>
public sealed class GetExpectedReturns(ITargetPriceStore targets, GetOverview overview, GetAggregateOverview aggregate)
{
    /// <summary>Of one portfolio.</summary>
    public async Task<Result<ExpectedReturns>> HandleAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken)
    {
        var found = await overview.HandleAsync(ownerId, portfolioId, cancellationToken);
        return found.IsSuccess ? ExpectedReturns.Of(found.Value, await targets.ListAsync(ownerId, cancellationToken)) : Result<ExpectedReturns>.Failed(found.Errors);
    }

    /// <summary>Of all active portfolios, pooled.</summary>
    public async Task<ExpectedReturns> HandleAsync(Guid ownerId, CancellationToken cancellationToken) =>
        ExpectedReturns.Of(await aggregate.HandleAsync(ownerId, cancellationToken), await targets.ListAsync(ownerId, cancellationToken));
}
