namespace App.Core.Market.Collecting;

/// <summary>Something to fetch of many symbols, as <see cref="SharedFetch"/> drives it. One call at a time.</summary>
internal interface IFetchJob
{
    /// <summary>Settles the symbols of which nothing is to be fetched any more, and returns the others.</summary>
    Task<IReadOnlyList<string>> DueAsync(IReadOnlyDictionary<string, Security> entries, IReadOnlyCollection<string> symbols);

    /// <summary>Fetches and stores; the symbols are held by <paramref name="claim"/>.</summary>
    /// <returns>The symbols that are settled. Others were lost to another holder on the way.</returns>
    Task<IReadOnlyCollection<string>> FetchAsync(FetchClaim claim, IReadOnlyList<Security> held, CancellationToken cancellationToken);

    /// <summary>Settles symbols that another run asked for in vain, or has held for too long.</summary>
    Task GiveUpAsync(IReadOnlyCollection<string> symbols, string reason);
}
