using App.Core.Imports.Brokers;

namespace App.Core.Portfolios;

/// <summary>Finds the portfolios that the accounts of a broker's file were imported into before, and what importing them again would do to each.</summary>
/// <remarks>
/// Side effects: none. Errors: none; an account that is not known again is left out, as is one whose portfolio is not there any more. Number and name decide. An
/// account that has neither is known by what it holds: at least half of its securities, or of the portfolio's, are held in both.
/// </remarks>
public sealed class CompareAccounts(IPortfolioStore portfolios, PreviewUpdate preview)
{
    private const double LeastOverlap = .5;

    /// <summary>Compares every account that has a portfolio.</summary>
    /// <param name="ownerId">Whose portfolios.</param>
    /// <param name="reading">The file.</param>
    /// <param name="chosen">The portfolios that the user has chosen, by account; null for a new one. Accounts that are not in it are looked for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>By <see cref="ReadAccount.Index"/>.</returns>
    public async Task<IReadOnlyDictionary<int, PortfolioUpdate>> HandleAsync(
        Guid ownerId, BrokerReading reading, IReadOnlyDictionary<int, Guid?> chosen, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(chosen);
        var open = reading.Accounts.Where(account => !chosen.ContainsKey(account.Index)).ToList();
        var targets = open.Count == 0 ? [] : await MatchAsync(ownerId, reading, open, [.. chosen.Values.OfType<Guid>()], cancellationToken);
        foreach (var (account, target) in chosen)
        {
            if (target is { } portfolioId)
            {
                targets[account] = portfolioId;
            }
        }

        Dictionary<int, PortfolioUpdate> updates = [];
        foreach (var account in reading.Accounts.Where(account => targets.ContainsKey(account.Index)))
        {
            if (await preview.HandleAsync(ownerId, targets[account.Index], FileHoldings.Of(reading, account), cancellationToken) is { IsSuccess: true, Value: var update })
            {
                updates.Add(account.Index, update);
            }
        }

        return updates;
    }

    private async Task<Dictionary<int, Guid>> MatchAsync(
        Guid ownerId, BrokerReading reading, List<ReadAccount> open, HashSet<Guid> taken, CancellationToken cancellationToken)
    {
        Dictionary<int, Guid> found = [];
        var page = await portfolios.ListAsync(ownerId, includeInactive: false, ListPortfolios.Most, 0, cancellationToken);
        var free = page.Items.Select(summary => summary.Portfolio).Where(portfolio => portfolio.Source is not null && !taken.Contains(portfolio.Id)).ToList();
        var likely = open
            .SelectMany(account => free.Select(portfolio => (account.Index, Portfolio: portfolio, Likeness: portfolio.Source!.Likeness(FileHoldings.SourceOf(reading, account)))))
            .Where(pair => pair.Likeness > 0)
            .OrderByDescending(pair => pair.Likeness).ThenBy(pair => pair.Index);
        foreach (var (index, portfolio, _) in likely)
        {
            if (!found.ContainsKey(index) && free.Remove(portfolio))
            {
                found.Add(index, portfolio.Id);
            }
        }

        foreach (var account in open.Where(account => !found.ContainsKey(account.Index)))
        {
            if (await FindByHoldingsAsync(ownerId, FileHoldings.Of(reading, account), free, cancellationToken) is { } portfolio)
            {
                found.Add(account.Index, portfolio.Id);
                free.Remove(portfolio);
            }
        }

        return found;
    }

    private async Task<Portfolio?> FindByHoldingsAsync(Guid ownerId, FileHoldings holdings, List<Portfolio> free, CancellationToken cancellationToken)
    {
        if (holdings.Source is not { IsNamed: false } source || holdings.Drafts.Count == 0)
        {
            return null;
        }

        var securities = holdings.Drafts.Select(HoldingsComparison.SecurityOf).ToHashSet(StringComparer.Ordinal);
        foreach (var portfolio in free.Where(portfolio => portfolio.Source is { IsNamed: false } && portfolio.Source.Broker == source.Broker))
        {
            var stored = await portfolios.PositionsAsync(ownerId, portfolio.Id, cancellationToken);
            var held = stored.Where(position => position.ExitDate is null).Select(HoldingsComparison.SecurityOf).ToHashSet(StringComparer.Ordinal);
            if (held.Count(securities.Contains) >= LeastOverlap * Math.Min(held.Count, securities.Count) && held.Count > 0)
            {
                return portfolio;
            }
        }

        return null;
    }
}
