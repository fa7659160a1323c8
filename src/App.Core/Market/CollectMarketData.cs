using App.Core.Market.Collecting;
using App.Core.Operations;

namespace App.Core.Market;

/// <summary>Sees to it that prices, profiles and fundamentals are stored, asking the sources only for what is not.</summary>
/// <remarks>
/// Side effects: asks market-data sources, each for what those before it lack; stores what they answer as it comes, so that a later stop keeps it. Runs that need
/// the same symbol at the same time, on any node, fetch it once: see <see cref="IMarketDataStore"/>. What is stored is never asked for again; what no
/// source has is asked for again after a day, when forced, or when the sources have changed. Splits and dividends of days whose prices came from a source that tells none are asked of
/// one that does. A series is invented or real from end to end: a source that invents is not asked
/// of a symbol with real prices, and the first real prices of a symbol take the place of all that was invented of it. Errors: none; a symbol without prices comes back with the reason.
/// </remarks>
public sealed class CollectMarketData
{
    /// <summary>Days of history held of every symbol: a year, which is 250 sessions or more.</summary>
    public const int HistoryDays = 370;

    private readonly IReadOnlyList<IMarketDataSource> _sources;
    private readonly IMarketDataStore _store;
    private readonly TradingCalendar _calendar;
    private readonly TimeProvider _time;
    private readonly SharedFetch _shared;
    private readonly HistorySources _histories;
    private readonly ActionSources _actions;
    private readonly FetchPlanner _planner;

    /// <summary>Collects.</summary>
    /// <param name="sources">The sources in order of preference; one that lacks a symbol is followed by the next.</param>
    /// <param name="store">The security master and the prices.</param>
    /// <param name="calendar">The sessions.</param>
    /// <param name="ids">Names for claims.</param>
    /// <param name="time">The clock.</param>
    public CollectMarketData(
        IReadOnlyList<IMarketDataSource> sources, IMarketDataStore store, TradingCalendar calendar, IIdGenerator ids, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(sources);
        (_sources, _store, _calendar, _time) = (sources, store, calendar, time);
        var names = string.Join(',', sources.Select(source => source.Name));
        _shared = new SharedFetch(store, ids, time);
        _planner = new FetchPlanner(
            calendar,
            names,
            hasReal: sources.Any(source => !source.IsSample),
            hasSample: UsesSampleData,
            tellsActions: sources.Any(source => source is { TellsActions: true, IsSample: false }));
        var (screen, notes) = (new BarScreen(calendar), new EntryNotes(sources, names, time));
        _histories = new HistorySources(sources, store, calendar, screen, notes, time);
        _actions = new ActionSources(sources, store, screen, notes, time);
    }

    /// <summary>The market's own series, held whatever the portfolio: the ETFs that betas, factors and scenarios are measured against.</summary>
    public static IReadOnlyList<string> AlwaysHeld { get; } =
        ["SPY", "QQQ", "IWM", "VTI", "TLT", "IEF", "SHY", "HYG", "LQD", "VTV", "VUG", "MTUM", "QUAL", "USMV", "DJP", "VNQ", "GLD"];

    /// <summary>True when any of the sources makes its prices up.</summary>
    public bool UsesSampleData => _sources.Any(source => source.IsSample);

    /// <summary>Stores the profiles of symbols that have none, an incomplete one that is a week old, or any that is a month old.</summary>
    /// <param name="symbols">The symbols, each once.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="cancellationToken">Ends the wait; what came before is stored.</param>
    /// <returns>How many of the symbols have a profile.</returns>
    public async Task<int> EnrichAsync(IReadOnlyList<string> symbols, Func<int, Task> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        var job = new ProfileJob(_sources, _store, progress, _time);
        await _shared.RunAsync(job, symbols, cancellationToken);
        return job.Enriched;
    }

    /// <summary>Stores the prices, splits and dividends that are needed and not stored yet, up to the last session that has closed.</summary>
    /// <param name="demand">What is needed.</param>
    /// <param name="progress">Told how many symbols are done.</param>
    /// <param name="cancellationToken">Ends the wait; what came before is stored.</param>
    /// <returns>What came of each symbol, in the order asked.</returns>
    public async Task<IReadOnlyList<PriceOutcome>> PriceAsync(PriceDemand demand, Func<int, Task> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(demand);

        // A session that goes on has no last price yet, and what is stored is not asked for again.
        var newest = _calendar.MostRecentSession(_time.GetUtcNow());
        var closed = demand.To <= newest ? demand : demand with { To = newest };
        var outcomes = new PriceOutcomes(closed, _calendar, progress);
        var job = new PriceJob(_store, _histories, _actions, _planner, closed, outcomes, _time);
        await _shared.RunAsync(job, [.. closed.Needs.Select(need => need.Symbol)], cancellationToken);
        return await WithQuarantinedAsync(outcomes.All, closed.To, cancellationToken);
    }

    /// <summary>Stores the fundamentals of symbols that were not asked for in the last three days.</summary>
    /// <param name="symbols">The symbols, each once: those of public positions, for nothing else reports any.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="cancellationToken">Ends the wait; what came before is stored.</param>
    /// <returns>How many came now.</returns>
    public async Task<int> FundamentalsAsync(IReadOnlyList<string> symbols, Func<int, Task> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        var job = new FundamentalsJob(_sources, _store, progress, _time);
        await _shared.RunAsync(job, symbols, cancellationToken);
        return job.Fetched;
    }

    // Who finds a price stored that another run has left out is to know it, too.
    private async Task<IReadOnlyList<PriceOutcome>> WithQuarantinedAsync(IReadOnlyList<PriceOutcome> outcomes, DateOnly to, CancellationToken cancellationToken)
    {
        var from = QuarantinedPrice.ToldFrom(_calendar, to);
        string[] symbols = [.. outcomes.Where(outcome => outcome.LastPrice >= from).Select(outcome => outcome.Symbol)];
        var quarantined = symbols.Length == 0 ? [] : await _store.QuarantinedAsync(symbols, from, to, cancellationToken);
        if (quarantined.Count == 0)
        {
            return outcomes;
        }

        var warnings = quarantined.ToLookup(price => price.Symbol, price => price.Warning, StringComparer.Ordinal);
        return [.. outcomes.Select(outcome => warnings.Contains(outcome.Symbol) ? outcome with { Warnings = [.. outcome.Warnings.Union(warnings[outcome.Symbol], StringComparer.Ordinal)] } : outcome)];
    }
}
