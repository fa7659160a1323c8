using App.Core.Operations;

namespace App.Core.Market.Collecting;

/// <summary>Lets each symbol be fetched once, however many runs on however many nodes need it at the same time.</summary>
/// <remarks>
/// A run takes what is free, fetches and stores it, and then looks again at what others held: mostly it is stored by then. It holds nothing while it
/// waits, so runs never wait for each other in a circle. What another run asked for in vain meanwhile is not asked again; what one holds for
/// five minutes is given up; the claim of a run that died is taken over when its lease lapses.
/// </remarks>
internal sealed class SharedFetch(IMarketDataStore store, IIdGenerator ids, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Sees the job through: every symbol is settled when it returns.</summary>
    public async Task RunAsync(IFetchJob job, IReadOnlyCollection<string> symbols, CancellationToken cancellationToken)
    {
        var entries = await store.SecuritiesAsync(symbols, cancellationToken);
        var failed = entries.ToDictionary(entry => entry.Key, entry => entry.Value.UnavailableAt, StringComparer.Ordinal);
        var open = await job.DueAsync(entries, symbols);
        var since = time.GetTimestamp();
        while (open.Count > 0)
        {
            var settled = await FetchFreeAsync(job, open, entries, failed, cancellationToken);
            if (settled is not null)
            {
                since = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(since) >= Patience)
            {
                await job.GiveUpAsync(open, "another run has been fetching it for five minutes");
                return;
            }
            else
            {
                await Task.Delay(Poll, time, cancellationToken);
            }

            open = [.. open.Except(settled ?? [], StringComparer.Ordinal)];
            if (open.Count > 0)
            {
                entries = await store.SecuritiesAsync(open, cancellationToken);
                open = await StillOpenAsync(job, open, entries, failed);
            }
        }
    }

    // Null when there was nothing free to take.
    private async Task<IReadOnlyCollection<string>?> FetchFreeAsync(
        IFetchJob job,
        IReadOnlyList<string> open,
        IReadOnlyDictionary<string, Security> entries,
        Dictionary<string, DateTimeOffset?> failed,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var free = open.Where(symbol => entries.GetValueOrDefault(symbol) is not { FetchUntil: { } until } || until <= now).ToList();
        if (free.Count == 0)
        {
            return null;
        }

        var holder = ids.Next().ToString("N");
        var taken = await store.TakeAsync(free, holder, now, now + FetchClaim.Lease, cancellationToken);
        if (taken.Count == 0)
        {
            return null;
        }

        await using var claim = new FetchClaim(store, holder, [.. taken.Keys], time);

        // Looked at again under the claim: another run may have stored it between the look and the taking.
        string[] symbols = [.. free.Where(taken.ContainsKey)];
        var due = await StillOpenAsync(job, symbols, taken, failed);
        var fetched = due.Count == 0 ? [] : await job.FetchAsync(claim, [.. due.Select(symbol => taken[symbol])], cancellationToken);
        return [.. symbols.Except(due, StringComparer.Ordinal), .. fetched];
    }

    private static async Task<IReadOnlyList<string>> StillOpenAsync(
        IFetchJob job, IReadOnlyList<string> open, IReadOnlyDictionary<string, Security> entries, Dictionary<string, DateTimeOffset?> failed)
    {
        var due = await job.DueAsync(entries, open);
        var inVain = due.Where(symbol => entries.GetValueOrDefault(symbol)?.UnavailableAt is { } at && at != failed.GetValueOrDefault(symbol)).ToList();
        if (inVain.Count == 0)
        {
            return due;
        }

        await job.GiveUpAsync(inVain, "the market-data sources did not answer another run just now");
        return [.. due.Except(inVain, StringComparer.Ordinal)];
    }
}
