namespace App.Core.Market;

/// <summary>A symbol whose prices are needed, and from when.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="From">First day needed.</param>
public sealed record PriceNeed(string Symbol, DateOnly From);

/// <summary>The prices that somebody needs.</summary>
/// <param name="Needs">Symbols, each once, and since when.</param>
/// <param name="To">Last session needed.</param>
public sealed record PriceDemand(IReadOnlyList<PriceNeed> Needs, DateOnly To)
{
    /// <summary>True to ask again for what the sources lately said they do not have. What is stored is not asked for again all the same.</summary>
    public bool Force { get; init; }
}

/// <summary>What had to be asked for.</summary>
public enum FetchKind
{
    /// <summary>Nothing: all that there is to have is stored.</summary>
    Cached,

    /// <summary>Nothing: the sources said lately that they do not have it.</summary>
    Remembered,

    /// <summary>The sessions since the last stored one.</summary>
    Incremental,

    /// <summary>Sessions that are missing between stored ones, or splits and dividends of stored ones.</summary>
    GapFill,

    /// <summary>The days before the first stored one, or a whole year when there is none.</summary>
    Backfill,
}

/// <summary>What came of asking for a symbol's prices.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Kind">What had to be asked for.</param>
/// <param name="Fetched">Bars stored now; 0 when all were stored already, or another run stored them meanwhile.</param>
public sealed record PriceOutcome(string Symbol, FetchKind Kind, int Fetched)
{
    private const int MostNamed = 10;

    /// <summary>Why it has no prices at all; null when some are stored.</summary>
    public string? Missing { get; init; }

    /// <summary>Why what was needed could not be asked for: a source that did not answer. Null when all answered. There may be older prices.</summary>
    public string? Failure { get; init; }

    /// <summary>The newest stored day up to the session needed; null when there is none.</summary>
    public DateOnly? LastPrice { get; init; }

    /// <summary>True when that day is recent enough to value a position on the session needed.</summary>
    public bool IsPriced { get; init; }

    /// <summary>What was wrong with the prices that came, and which of the newest thirty sessions' are left out, in words for the owner.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>True when real prices took the place of invented ones just now, all of them.</summary>
    public bool ReplacedSample { get; init; }

    /// <summary>What to say of the symbols among <paramref name="outcomes"/> whose invented prices gave way to real ones; nothing when there are none.</summary>
    public static IEnumerable<string> ReplacedSampleWarnings(IEnumerable<PriceOutcome> outcomes)
    {
        var symbols = outcomes.Where(outcome => outcome.ReplacedSample).Select(outcome => outcome.Symbol).Order(StringComparer.Ordinal).ToList();
        if (symbols.Count > 0)
        {
            yield return $"The invented prices of {Named(symbols)} were dropped, and real ones took their place. Snapshots of the newest sessions are calculated by them; what is older stays until it is replayed.";
        }
    }

    /// <summary>The symbols in words: the first ten, and how many more there are.</summary>
    internal static string Named(IReadOnlyList<string> symbols) => symbols.Count <= MostNamed
        ? string.Join(", ", symbols)
        : $"{string.Join(", ", symbols.Take(MostNamed))} and {symbols.Count - MostNamed} more";

    /// <summary>What came of a symbol that was asked for with many others, maybe by another node: as its entry says.</summary>
    /// <remarks>What was wrong with single prices is not in it, but for those that are left out.</remarks>
    /// <param name="symbol">The symbol.</param>
    /// <param name="entry">Its entry of the security master; null when there is none.</param>
    /// <param name="to">The session the prices are needed up to.</param>
    /// <param name="calendar">The sessions.</param>
    /// <param name="quarantined">Those of its prices that are left out and to be told of; none when not given.</param>
    public static PriceOutcome OfStored(string symbol, Security? entry, DateOnly to, TradingCalendar calendar, IEnumerable<QuarantinedPrice>? quarantined = null)
    {
        var known = entry ?? new Security { Symbol = symbol };

        // A source may have kept silent about days long ago, too: they are missed by nobody who has the price of the session.
        var failure = known.UnavailableAt is null || known.LastBar >= to ? null : known.Missing ?? "a source did not answer";
        return Of(known, FetchKind.Cached, 0, failure, to, calendar) with { Warnings = [.. (quarantined ?? []).Select(price => price.Warning)] };
    }

    /// <summary>What an entry says, after what was asked for has been stored in it.</summary>
    internal static PriceOutcome Of(Security entry, FetchKind kind, int fetched, string? failure, DateOnly to, TradingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(calendar);
        var last = entry.FirstBar <= to ? entry.LastBar < to ? entry.LastBar : to : null;
        return new PriceOutcome(entry.Symbol, kind, fetched)
        {
            Missing = entry.Bars > 0 ? null : entry.Missing ?? failure ?? "there is no session in the days asked for",
            Failure = failure,
            LastPrice = last,
            IsPriced = last is { } date && calendar.Sessions(date.AddDays(1), to).Length <= Snapshots.StalePrice.MaximumSessions,
        };
    }
}
