namespace App.Core.Portfolios;

/// <summary>Finds one's active portfolio by its account's name, for a link to what is in the way of ERR_PORT_001.</summary>
/// <remarks>Side effects: none. Errors: none; null when there is no such portfolio.</remarks>
public sealed class FindAccount(IPortfolioStore portfolios)
{
    /// <summary>Finds it.</summary>
    public Task<Portfolio?> HandleAsync(Guid ownerId, string? accountName, CancellationToken cancellationToken) =>
        portfolios.FindByAccountAsync(ownerId, Portfolio.KeyOf(accountName ?? string.Empty), cancellationToken);
}
