namespace App.Core.Market;

/// <summary>A symbol whose prices a run needs, and from when.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="From">First day needed.</param>
public sealed record PriceNeed(string Symbol, DateOnly From);

/// <summary>What came of asking for a symbol's prices.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Missing">Why there are none; null when they are stored.</param>
/// <param name="Fetched">Bars fetched now; 0 when all were stored already.</param>
public sealed record PriceOutcome(string Symbol, string? Missing, int Fetched);

/// <summary>Sees to it that prices and profiles are stored, asking the sources only for what is not.</summary>
/// <remarks>
/// Side effects: asks market-data sources; stores profiles and bars. What is stored is never asked for again; a symbol no source has is asked for
/// again by the next run. Errors: none; a symbol without prices comes back with the reason.
/// </remarks>
/// <param name="sources">The sources in order of preference; one that lacks a symbol is followed by the next.</param>
/// <param name="store">The security master and the prices.</param>
/// <param name="time">The clock.</param>
public sealed class CollectMarketData(IReadOnlyList<IMarketDataSource> sources, IPriceStore store, TimeProvider time)
{
    /// <summary>Days of history held of every symbol: a year, which is 250 sessions or more.</summary>
    public const int HistoryDays = 370;

    /// <summary>The market's own series, held whatever the portfolio: the ETFs that betas, factors and scenarios are measured against.</summary>
    public static IReadOnlyList<string> AlwaysHeld { get; } =
        ["SPY", "QQQ", "IWM", "VTI", "TLT", "IEF", "SHY", "HYG", "LQD", "VTV", "VUG", "MTUM", "QUAL", "USMV", "DJP", "VNQ", "GLD"];

    /// <summary>True when any of the sources makes its prices up.</summary>
    public bool UsesSampleData => sources.Any(source => source.IsSample);

    /// <summary>Stores the profiles of the symbols that have none.</summary>
    /// <param name="symbols">The symbols.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many of the symbols have a profile.</returns>
    public async Task<int> EnrichAsync(IReadOnlyList<string> symbols, Func<int, Task> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        ArgumentNullException.ThrowIfNull(progress);
        var known = await store.SecuritiesAsync(symbols, cancellationToken);
        var today = time.GetUtcNow();
        List<Security> changed = [];
        var enriched = 0;
        for (var i = 0; i < symbols.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var security = known.GetValueOrDefault(symbols[i]) ?? new Security { Symbol = symbols[i] };
            if (security.Name is null && !AskedToday(security, today))
            {
                await EnrichAsync(security, today, cancellationToken);
                changed.Add(security);
            }

            enriched += security.Name is null ? 0 : 1;
            await progress(i + 1);
        }

        await store.SaveAsync(changed, cancellationToken);
        return enriched;
    }

    /// <summary>Stores the prices that are needed up to <paramref name="to"/> and not stored yet.</summary>
    /// <param name="needs">Symbols, each once, and since when.</param>
    /// <param name="to">Last session needed.</param>
    /// <param name="progress">Told how many symbols are done.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<PriceOutcome>> PriceAsync(
        IReadOnlyList<PriceNeed> needs, DateOnly to, Func<int, Task> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(needs);
        ArgumentNullException.ThrowIfNull(progress);
        var known = await store.SecuritiesAsync([.. needs.Select(need => need.Symbol)], cancellationToken);
        List<PriceOutcome> outcomes = [];
        foreach (var need in needs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var security = known.GetValueOrDefault(need.Symbol) ?? new Security { Symbol = need.Symbol };
            outcomes.Add(await PriceAsync(security, need.From, to, cancellationToken));
            await progress(outcomes.Count);
        }

        return outcomes;
    }

    private async Task EnrichAsync(Security security, DateTimeOffset now, CancellationToken cancellationToken)
    {
        security.ProfiledAt = now;
        foreach (var source in sources)
        {
            if ((await source.GetProfilesAsync([security.Symbol], cancellationToken).SingleAsync(cancellationToken)).Value is { } profile)
            {
                security.Name = profile.Name;
                security.Sector = profile.Sector;
                security.Kind = profile.Kind;
                security.Currency = profile.Currency;
                security.DividendYield = profile.DividendYield;
                security.Source = source.Name;
                security.IsSample = source.IsSample;
                return;
            }
        }
    }

    private async Task<PriceOutcome> PriceAsync(Security security, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var gaps = Gaps(security, from, to);
        if (gaps.Count == 0)
        {
            return new PriceOutcome(security.Symbol, security.Missing, 0);
        }

        List<DailyBar> bars = [];
        string? missing = null;
        foreach (var (first, last) in gaps)
        {
            missing = await FetchAsync(security, first, last, bars, cancellationToken);
        }

        // What was asked for stays known as asked for, or a symbol listed last year would be asked for its earlier years on every run.
        if (missing is null || bars.Count > 0)
        {
            security.Missing = null;
            security.PricesFrom = security.PricesFrom is { } known && known < from ? known : from;
            security.PricesTo = security.PricesTo is { } end && end > to ? end : to;
        }
        else if (security.PricesTo is null)
        {
            security.Missing = missing;
        }

        await store.AppendAsync(security, bars, cancellationToken);
        return new PriceOutcome(security.Symbol, security.Missing, bars.Count);
    }

    private async Task<string?> FetchAsync(Security security, DateOnly from, DateOnly to, List<DailyBar> bars, CancellationToken cancellationToken)
    {
        string? missing = "no market-data source is configured";
        foreach (var source in sources)
        {
            var answer = await source.GetHistoriesAsync([new HistoryRequest(security.Symbol, from, to)], cancellationToken).SingleAsync(cancellationToken);
            if (answer.Value is { } found)
            {
                bars.AddRange(found.Bars);
                security.Source = source.Name;
                security.IsSample = source.IsSample;
                return null;
            }

            missing = answer.Missing;
        }

        return missing;
    }

    private static List<(DateOnly From, DateOnly To)> Gaps(Security security, DateOnly from, DateOnly to)
    {
        if (security.PricesFrom is not { } first || security.PricesTo is not { } last)
        {
            return [(from, to)];
        }

        List<(DateOnly, DateOnly)> gaps = [];
        if (from < first)
        {
            gaps.Add((from, first.AddDays(-1)));
        }

        if (to > last)
        {
            gaps.Add((last.AddDays(1), to));
        }

        return gaps;
    }

    private static bool AskedToday(Security security, DateTimeOffset now) => security.ProfiledAt is { } asked && now - asked < TimeSpan.FromDays(1);
}
