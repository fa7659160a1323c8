namespace App.Core.Market.Collecting;

/// <summary>Asks for the profiles of symbols that have none, an incomplete or an old one; what one source lacks is asked of the next.</summary>
/// <remarks>
/// A symbol nobody knows is asked for again after a day, one whose profile has gaps after a week, a whole one after a month: betas and yields age. What is known is never
/// replaced by nothing. While a source that may know the name is unavailable the next run asks again.
/// </remarks>
internal sealed class ProfileJob(IReadOnlyList<IMarketDataSource> sources, IMarketDataStore store, Func<int, Task> progress, TimeProvider time) : IFetchJob
{
    private readonly Dictionary<string, Security> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);

    /// <summary>How many of the symbols settled have a name.</summary>
    public int Enriched { get; private set; }

    public async Task<IReadOnlyList<string>> DueAsync(IReadOnlyDictionary<string, Security> entries, IReadOnlyCollection<string> symbols)
    {
        List<string> due = [];
        foreach (var symbol in symbols)
        {
            var entry = _entries[symbol] = entries.GetValueOrDefault(symbol) ?? new Security { Symbol = symbol };
            if (time.GetUtcNow() - entry.ProfiledAt < ProfileDraft.LastsFor(entry))
            {
                await SettleAsync(entry);
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
        var drafts = held.ToDictionary(entry => entry.Symbol, entry => new ProfileDraft(entry), StringComparer.Ordinal);
        var open = new Dictionary<string, ProfileDraft>(drafts, StringComparer.Ordinal);
        await using (var buffer = new UpdateBuffer(store, claim.Holder, symbol => SettleAsync(drafts[symbol].Entry), time))
        {
            foreach (var source in sources.TakeWhile(_ => open.Count > 0))
            {
                await AskAsync(source, open, buffer, cancellationToken);
            }

            foreach (var draft in open.Values)
            {
                await buffer.AddAsync(draft.Finished(time.GetUtcNow()), cancellationToken);
            }
        }

        return [.. drafts.Keys.Where(_settled.Contains)];
    }

    public async Task GiveUpAsync(IReadOnlyCollection<string> symbols, string reason)
    {
        foreach (var symbol in symbols)
        {
            await SettleAsync(_entries[symbol]);
        }
    }

    private async Task AskAsync(IMarketDataSource source, Dictionary<string, ProfileDraft> open, UpdateBuffer buffer, CancellationToken cancellationToken)
    {
        var byRule = open.Values.ToLookup(draft => SampleRule.MayAsk(source, draft.Entry));
        foreach (var draft in byRule[false])
        {
            draft.Add(SourceAnswer.NotOffered<SecurityProfile>(draft.Entry.Symbol, SampleRule.NotAsked));
        }

        string[] symbols = [.. byRule[true].Select(draft => draft.Entry.Symbol)];
        if (symbols.Length == 0)
        {
            return;
        }

        await foreach (var answer in SourceAnswers.OneEachAsync(source.Name, symbols, source.GetProfilesAsync(symbols, cancellationToken), cancellationToken))
        {
            var draft = open[answer.Symbol];
            draft.Add(answer);
            if (draft.IsComplete)
            {
                open.Remove(answer.Symbol);
                await buffer.AddAsync(draft.Finished(time.GetUtcNow()), cancellationToken);
            }
        }
    }

    private Task SettleAsync(Security entry)
    {
        if (_settled.Add(entry.Symbol) && entry.Name is not null)
        {
            Enriched++;
        }

        return progress(_settled.Count);
    }
}
