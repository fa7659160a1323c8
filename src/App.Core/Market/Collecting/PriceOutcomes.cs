namespace App.Core.Market.Collecting;

/// <summary>Keeps what came of each symbol of a demand, and tells how many are done.</summary>
/// <param name="demand">The demand.</param>
/// <param name="calendar">The sessions.</param>
/// <param name="progress">Told how many symbols are done.</param>
internal sealed class PriceOutcomes(PriceDemand demand, TradingCalendar calendar, Func<int, Task> progress)
{
    private readonly Dictionary<string, Tally> _tallies = demand.Needs.ToDictionary(need => need.Symbol, _ => new Tally(), StringComparer.Ordinal);
    private readonly Dictionary<string, PriceOutcome> _settled = new(StringComparer.Ordinal);

    /// <summary>In the order of the needs, once every symbol is settled.</summary>
    public IReadOnlyList<PriceOutcome> All => [.. demand.Needs.Select(need => _settled[need.Symbol])];

    public bool IsSettled(string symbol) => _settled.ContainsKey(symbol);

    /// <summary>Remembers an entry that is not settled yet.</summary>
    public void Note(Security entry) => _tallies[entry.Symbol].Entry = entry;

    /// <summary>Adds what a turn brought, and settles the symbol when nothing more is asked for.</summary>
    public Task StoredAsync(TurnResult result)
    {
        var tally = _tallies[result.Turn.Entry.Symbol];
        tally.Fetched += result.Fetched;
        tally.Failure = result.Failure ?? tally.Failure;
        tally.ReplacedSample |= result.ReplacesSample;
        tally.Warnings.AddRange(result.Warnings);
        return result.Settles ? SettleAsync(result.Turn.Entry, result.Turn.Plan.Kind) : Task.CompletedTask;
    }

    /// <summary>Adds what is to be told of a symbol.</summary>
    public void Warn(string symbol, IEnumerable<string> warnings) => _tallies[symbol].Warnings.AddRange(warnings);

    /// <summary>Nothing more is to be done for the symbol; the entry is as it is stored.</summary>
    public Task SettleAsync(Security entry, FetchKind kind)
    {
        var tally = _tallies[entry.Symbol];
        _settled[entry.Symbol] = PriceOutcome.Of(entry, kind, tally.Fetched, tally.Failure, demand.To, calendar) with { Warnings = tally.Warnings, ReplacedSample = tally.ReplacedSample };
        return progress(_settled.Count);
    }

    /// <summary>Ends a symbol that could not be asked for.</summary>
    public Task GiveUpAsync(string symbol, string reason)
    {
        _tallies[symbol].Failure = reason;
        return SettleAsync(_tallies[symbol].Entry ?? new Security { Symbol = symbol }, FetchKind.Cached);
    }

    private sealed class Tally
    {
        public Security? Entry { get; set; }

        public int Fetched { get; set; }

        public string? Failure { get; set; }

        public bool ReplacedSample { get; set; }

        public List<string> Warnings { get; } = [];
    }
}
