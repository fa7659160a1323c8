namespace App.Core.Market.Collecting;

/// <summary>Asks for the fundamentals of symbols that were not asked for in the last three days.</summary>
/// <remarks>The first source that has them is taken whole: figures of different days and makers do not belong together. An outage is no answer; the next run asks again.</remarks>
internal sealed class FundamentalsJob(IReadOnlyList<IMarketDataSource> sources, IMarketDataStore store, Func<int, Task> progress, TimeProvider time) : IFetchJob
{
    private static readonly TimeSpan LastsFor = TimeSpan.FromDays(3);

    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);

    /// <summary>How many came now.</summary>
    public int Fetched { get; private set; }

    public async Task<IReadOnlyList<string>> DueAsync(IReadOnlyDictionary<string, Security> entries, IReadOnlyCollection<string> symbols)
    {
        List<string> due = [];
        foreach (var symbol in symbols)
        {
            if (time.GetUtcNow() - entries.GetValueOrDefault(symbol)?.FundamentalsAt < LastsFor)
            {
                await SettleAsync(symbol);
            }
            else
            {
                due.Add(symbol);
            }
        }

        return due;
    }

    public async Task<IReadOnlyCollection<string>> FetchAsync(FetchClaim claim, IReadOnlyList<Security> held, CancellationToken cancellationToken)
    {
        var open = held.ToDictionary(entry => entry.Symbol, StringComparer.Ordinal);
        var gaps = new GapLog();
        await using (var buffer = new UpdateBuffer(store, claim.Holder, SettleAsync, time))
        {
            foreach (var source in sources.TakeWhile(_ => open.Count > 0))
            {
                await AskAsync(source, open, gaps, buffer, cancellationToken);
            }

            foreach (var entry in open.Values)
            {
                await buffer.AddAsync(NotHad(entry, gaps), cancellationToken);
            }
        }

        return [.. held.Select(entry => entry.Symbol).Where(_settled.Contains)];
    }

    public async Task GiveUpAsync(IReadOnlyCollection<string> symbols, string reason)
    {
        foreach (var symbol in symbols)
        {
            await SettleAsync(symbol);
        }
    }

    private async Task AskAsync(IMarketDataSource source, Dictionary<string, Security> open, GapLog gaps, UpdateBuffer buffer, CancellationToken cancellationToken)
    {
        string[] symbols = [.. open.Keys];
        await foreach (var answer in SourceAnswers.OneEachAsync(source.Name, symbols, source.GetFundamentalsAsync(symbols, cancellationToken), cancellationToken))
        {
            if (answer.Value is not { } found)
            {
                gaps.Add(answer.Symbol, source.Name, answer.Gap, answer.Missing);
            }
            else if (open.Remove(answer.Symbol, out var entry))
            {
                entry.FundamentalsAt = time.GetUtcNow();
                entry.FiguresSource = source.Name;
                Fetched++;
                await buffer.AddAsync(new SecurityUpdate(entry) { Fundamentals = found with { Symbol = entry.Symbol }, Releases = true }, cancellationToken);
            }
        }
    }

    private SecurityUpdate NotHad(Security entry, GapLog gaps)
    {
        if (gaps.IsUnavailable(entry.Symbol))
        {
            entry.UnavailableAt = time.GetUtcNow();
        }
        else if (sources.Count > 0)
        {
            entry.FundamentalsAt = time.GetUtcNow();
        }

        return new SecurityUpdate(entry) { Releases = true };
    }

    private Task SettleAsync(string symbol)
    {
        _settled.Add(symbol);
        return progress(_settled.Count);
    }
}
