using System.Runtime.CompilerServices;
using App.Core.Market;

namespace App.Testing;

/// <summary>A source that answers as a test has written it down, and counts what it is asked.</summary>
/// <remarks>Any number of threads may ask; the script is written before.</remarks>
/// <param name="name">Its name.</param>
public sealed class ScriptedSource(string name) : IMarketDataSource
{
    private readonly Lock _gate = new();
    private readonly List<HistoryRequest> _asked = [];
    private readonly List<IReadOnlyList<string>> _calls = [];
    private readonly Dictionary<string, List<DailyBar>> _bars = [];
    private readonly Dictionary<string, List<CorporateAction>> _actions = [];
    private readonly Dictionary<string, SourceGap> _gaps = [];

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public bool IsSample { get; init; }

    /// <inheritdoc/>
    public bool TellsActions { get; init; } = true;

    /// <summary>What happens before a history is answered.</summary>
    public Func<HistoryRequest, CancellationToken, Task>? Before { get; set; }

    /// <summary>What happens to a bar on its way out: a source adjusts anew with each answer.</summary>
    public Func<HistoryRequest, DailyBar, DailyBar>? Rewrite { get; set; }

    /// <summary>What is answered for symbols the script does not mention.</summary>
    public SourceGap Otherwise { get; set; } = SourceGap.NotKnown;

    /// <summary>The profiles it has.</summary>
    public Dictionary<string, SecurityProfile> Profiles { get; } = [];

    /// <summary>The fundamentals it has.</summary>
    public Dictionary<string, Fundamentals> Figures { get; } = [];

    /// <summary>The histories asked for, in order.</summary>
    public IReadOnlyList<HistoryRequest> Asked
    {
        get
        {
            lock (_gate)
            {
                return [.. _asked];
            }
        }
    }

    /// <summary>The symbols of each call for anything, in order.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Gives a symbol one flat bar a session.</summary>
    public ScriptedSource HasFlat(string symbol, DateOnly from, DateOnly to, decimal close = 100m) =>
        Has(symbol, [.. TradingCalendar.Nyse.Sessions(from, to).ToArray().Select(date => Bar(date, close))]);

    /// <summary>Gives a symbol bars, in place of those of the same days.</summary>
    public ScriptedSource Has(string symbol, params DailyBar[] bars)
    {
        var days = bars.Select(bar => bar.Date).ToHashSet();
        var kept = _bars.GetValueOrDefault(symbol, []).Where(bar => !days.Contains(bar.Date));
        _bars[symbol] = [.. kept.Concat(bars).OrderBy(bar => bar.Date)];
        return this;
    }

    /// <summary>Takes days away.</summary>
    public ScriptedSource Lacks(string symbol, params DateOnly[] days)
    {
        _bars[symbol].RemoveAll(bar => days.Contains(bar.Date));
        return this;
    }

    /// <summary>Gives a symbol splits and dividends.</summary>
    public ScriptedSource Has(string symbol, params CorporateAction[] actions)
    {
        _actions[symbol] = [.. _actions.GetValueOrDefault(symbol, []), .. actions];
        return this;
    }

    /// <summary>Answers a symbol with a gap whatever it has; with <see cref="SourceGap.None"/> no longer.</summary>
    public ScriptedSource Refuses(string symbol, SourceGap gap)
    {
        _gaps[symbol] = gap;
        return this;
    }

    /// <summary>How often histories of a symbol were asked for.</summary>
    public int TimesAsked(string symbol) => Asked.Count(request => request.Symbol == symbol);

    /// <summary>A bar with one price.</summary>
    public static DailyBar Bar(DateOnly date, decimal close, decimal? adjusted = null) => new(date, close, close, close, close, adjusted ?? close, 1_000);

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceAnswer<PriceHistory>> GetHistoriesAsync(
        IReadOnlyList<HistoryRequest> requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Count([.. requests.Select(request => request.Symbol)], requests);
        foreach (var request in requests)
        {
            if (Before is { } before)
            {
                await before(request, cancellationToken);
            }

            yield return HistoryOf(request);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<SecurityProfile>> GetProfilesAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) => Answers(symbols, Profiles);

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<Fundamentals>> GetFundamentalsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) => Answers(symbols, Figures);

    private IAsyncEnumerable<SourceAnswer<T>> Answers<T>(IReadOnlyList<string> symbols, Dictionary<string, T> values)
        where T : class
    {
        Count(symbols, []);
        return symbols.Select(symbol => GapOf(symbol) is var gap and not SourceGap.None ? Gap<T>(symbol, gap)
            : values.TryGetValue(symbol, out var value) ? SourceAnswer.Of(symbol, value) : Gap<T>(symbol, Otherwise)).ToAsyncEnumerable();
    }

    private SourceAnswer<PriceHistory> HistoryOf(HistoryRequest request)
    {
        if (GapOf(request.Symbol) is var gap and not SourceGap.None)
        {
            return Gap<PriceHistory>(request.Symbol, gap);
        }

        DailyBar[] bars = [.. _bars.GetValueOrDefault(request.Symbol, []).Where(bar => bar.Date >= request.From && bar.Date <= request.To)
            .Select(bar => Rewrite is { } rewrite ? rewrite(request, bar) : bar)];
        CorporateAction[] actions = !TellsActions ? [] : [.. _actions.GetValueOrDefault(request.Symbol, []).Where(action => action.ExDate >= request.From && action.ExDate <= request.To)];
        return bars.Length > 0
            ? SourceAnswer.Of(request.Symbol, new PriceHistory(bars, actions))
            : Gap<PriceHistory>(request.Symbol, _bars.ContainsKey(request.Symbol) ? SourceGap.NotKnown : Otherwise);
    }

    private SourceGap GapOf(string symbol) => _gaps.GetValueOrDefault(symbol, SourceGap.None);

    private SourceAnswer<T> Gap<T>(string symbol, SourceGap gap)
        where T : class => new(symbol, null, gap == SourceGap.Unavailable ? $"{name} does not answer" : $"{name} does not have it", gap);

    private void Count(IReadOnlyList<string> symbols, IReadOnlyList<HistoryRequest> requests)
    {
        lock (_gate)
        {
            _calls.Add(symbols);
            _asked.AddRange(requests);
        }
    }
}
