namespace App.Core.Portfolios;

/// <summary>Finds one's active portfolio by its account's name, for a link to what is in the way of ERR_PORT_001.</summary>
/// <remarks>Side effects: none. Errors: none; null when there is no such portfolio.</remarks>
public sealed class FindAccount(IPortfolioStore portfolios)
{
    private const int PageSize = 500;

    /// <summary>Finds it.</summary>
    public async Task<Portfolio?> HandleAsync(Guid ownerId, string? accountName, CancellationToken cancellationToken)
    {
        var key = Portfolio.KeyOf(accountName ?? string.Empty);
        for (var offset = 0; ; offset += PageSize)
        {
            var page = await portfolios.ListAsync(ownerId, includeInactive: false, PageSize, offset, cancellationToken);
            if (page.Items.FirstOrDefault(item => item.Portfolio.AccountKey == key) is { } found)
            {
                return found.Portfolio;
            }

            if (offset + PageSize >= page.Total)
            {
                return null;
            }
        }
    }
}
