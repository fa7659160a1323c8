using System.Collections.Concurrent;
using App.Core.Market;

namespace App.Core.Calculations;

/// <summary>Prices up to a session, laid out by session: loaded once, and read by every book that is marked in it.</summary>
/// <remarks>
/// Safe from several threads. What one is given stays as it is, whatever the others load or let go. Side effects: reads stored prices.
/// </remarks>
/// <param name="prices">The stored prices.</param>
/// <param name="calendar">The sessions.</param>
/// <param name="last">The last session.</param>
/// <param name="tellsQuarantined">True when the outcomes tell of quarantined prices too: where nobody has collected the books' symbols in the same run, and so been told.</param>
public sealed class MarketWindow(IPriceStore prices, TradingCalendar calendar, DateOnly last, bool tellsQuarantined = false) : IDisposable
{
    // Two years of six thousand symbols are 150 MB: beyond that what was loaded is let go.
    private const int MostSymbols = 6_000;

    private readonly Dictionary<string, AlignedSeries> _series = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _loading = new(1, 1);

    /// <summary>The last session.</summary>
    public DateOnly Last => last;

    /// <summary>The prices of some needs; what is not loaded yet is loaded. A symbol may be needed several times, from different days.</summary>
    public async Task<MarketPrices> LoadAsync(IEnumerable<PriceNeed> needs, CancellationToken cancellationToken)
    {
        var wanted = needs.GroupBy(need => need.Symbol, StringComparer.Ordinal).Select(group => new PriceNeed(group.Key, group.Min(need => need.From))).ToList();
        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_series.Count > MostSymbols)
            {
                _series.Clear();
            }

            // A few options need years of their underlying; the others' history is not loaded with it.
            foreach (var group in wanted.Where(IsMissing).GroupBy(need => need.From))
            {
                await LoadAsync([.. group.Select(need => need.Symbol)], group.Key, cancellationToken);
            }

            return new MarketPrices(wanted.ToDictionary(need => need.Symbol, need => _series[need.Symbol], StringComparer.Ordinal));
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

    private bool IsMissing(PriceNeed need) => !_series.TryGetValue(need.Symbol, out var known) || known.From > need.From;

    private async Task LoadAsync(IReadOnlyList<string> symbols, DateOnly from, CancellationToken cancellationToken)
    {
        var sessions = calendar.Sessions(from < calendar.First ? calendar.First : from, last).ToArray();
        var loaded = await prices.LoadAsync(symbols, from, last, cancellationToken);
        var securities = await prices.SecuritiesAsync(symbols, cancellationToken);
        var quarantined = (tellsQuarantined ? await prices.QuarantinedAsync(symbols, QuarantinedPrice.ToldFrom(calendar, last), last, cancellationToken) : [])
            .ToLookup(price => price.Symbol, StringComparer.Ordinal);
        foreach (var symbol in symbols)
        {
            var security = securities.GetValueOrDefault(symbol);
            _series[symbol] = AlignedSeries.Of(loaded.GetValueOrDefault(symbol), from, sessions, security, PriceOutcome.OfStored(symbol, security, last, calendar, quarantined[symbol]));
        }
    }
}

/// <summary>Prices as they were when they were asked for. Immutable.</summary>
/// <remarks>What a book sees depends on its own needs alone, never on what others have asked for before it.</remarks>
public sealed class MarketPrices
{
    private readonly Dictionary<string, AlignedSeries> _series;

    // Of an earlier session: each series is cut when it is asked for, once, so that the books of a night share what is computed of it.
    private readonly ConcurrentDictionary<string, AlignedSeries> _seen = new(StringComparer.Ordinal);
    private readonly DateOnly? _session;

    internal MarketPrices(Dictionary<string, AlignedSeries> series) => _series = series;

    private MarketPrices(Dictionary<string, AlignedSeries> series, DateOnly session) => (_series, _session) = (series, session);

    /// <summary>The same prices as they were seen at a session: as if they had been loaded for it.</summary>
    public MarketPrices UpTo(DateOnly session) => new(_series, session);

    /// <summary>The series of a symbol that was asked for; null when it has no price from that day on.</summary>
    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public AlignedSeries? Find(PriceNeed need)
    {
        ArgumentNullException.ThrowIfNull(need);
        return SeenOf(need.Symbol) is not { } series || series.From > need.From
            ? throw new InvalidOperationException($"The prices of {need.Symbol} from {need.From:yyyy-MM-dd} were not loaded.")
            : series.LastPriceDate >= need.From ? series : null;
    }

    /// <summary>What came of asking for a symbol's prices, and whether its name is known.</summary>
    /// <exception cref="InvalidOperationException">It was not loaded.</exception>
    public (PriceOutcome Outcome, bool HasName) StandingOf(string symbol) => _series.TryGetValue(symbol, out var series)
        ? (series.Outcome, series.HasName)
        : throw new InvalidOperationException($"The prices of {symbol} were not loaded.");

    /// <summary>The series of a symbol, however far back it goes; null when it was not asked for or has no price.</summary>
    public AlignedSeries? Find(string symbol) => SeenOf(symbol) is { LastPriceDate: not null } series ? series : null;

    private AlignedSeries? SeenOf(string symbol) =>
        !_series.TryGetValue(symbol, out var series) ? null : _session is { } session ? _seen.GetOrAdd(symbol, _ => series.UpTo(session)) : series;
}
