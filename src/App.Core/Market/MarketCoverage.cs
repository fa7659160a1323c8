using System.Globalization;

namespace App.Core.Market;

/// <summary>A symbol without a price to value it by, and why.</summary>
public sealed record MissingPrice(string Symbol, string Reason);

/// <summary>A holding that needs a market price.</summary>
/// <param name="Symbol">The symbol that prices it.</param>
/// <param name="Value">What counts as its value: its cost, for without a price there is no other. Not negative.</param>
/// <param name="NeedsPrice">False for what is worth 1 by what it is, priced or not: a money-market fund.</param>
public sealed record PricedHolding(string Symbol, decimal Value, bool NeedsPrice = true);

/// <summary>How much of a book has the market data that its figures need.</summary>
/// <remarks>Not ready is a warning: the run goes on with entry prices, and figures that need more say that they are unknown.</remarks>
public sealed record MarketCoverage
{
    /// <summary>From this share of the value on the figures can be relied upon.</summary>
    public const decimal ReadyShare = 0.8m;

    /// <summary>How many symbols were asked for: those of positions closed in the window too.</summary>
    public required int Symbols { get; init; }

    /// <summary>How many of them have a profile; null when profiles were not asked for.</summary>
    public int? Enriched { get; init; }

    /// <summary>How many of them have a price recent enough for the session.</summary>
    public required int Priced { get; init; }

    /// <summary>Share of the open holdings' symbols with such a price, 0 to 1; 1 when there is none.</summary>
    public required decimal ByCount { get; init; }

    /// <summary>Share of the open holdings' value, at cost, that has such a price, 0 to 1; 1 when there is none.</summary>
    public required decimal ByValue { get; init; }

    /// <summary>The open holdings' symbols without one, in order.</summary>
    public required IReadOnlyList<MissingPrice> Missing { get; init; }

    /// <summary>True when a source that might have had something did not answer.</summary>
    public required bool NetworkFailure { get; init; }

    /// <summary>What the owner is to be told, in words.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>True when enough of the value has a price.</summary>
    public bool IsReady => ByValue >= ReadyShare;

    /// <summary>Sums up what came of asking for the prices of some holdings.</summary>
    /// <param name="holdings">The open holdings.</param>
    /// <param name="outcomes">What came of each symbol that was asked for; a holding whose symbol was not is without a price.</param>
    /// <param name="enriched">How many symbols have a profile; null when that was not asked.</param>
    public static MarketCoverage Of(IReadOnlyList<PricedHolding> holdings, IReadOnlyList<PriceOutcome> outcomes, int? enriched)
    {
        ArgumentNullException.ThrowIfNull(holdings);
        ArgumentNullException.ThrowIfNull(outcomes);
        var byOutcome = outcomes.ToDictionary(outcome => outcome.Symbol, StringComparer.Ordinal);
        bool IsPriced(PricedHolding holding) => !holding.NeedsPrice || byOutcome.GetValueOrDefault(holding.Symbol) is { IsPriced: true };

        var held = holdings.Select(holding => holding.Symbol).Distinct(StringComparer.Ordinal).Count();
        MissingPrice[] missing = [.. holdings.Where(holding => !IsPriced(holding)).Select(holding => holding.Symbol).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).Select(symbol => new MissingPrice(symbol, ReasonOf(byOutcome.GetValueOrDefault(symbol))))];
        var byValue = ShareOf([.. holdings.Select(holding => (holding.Value, IsPriced(holding)))]);
        return new MarketCoverage
        {
            Symbols = outcomes.Count,
            Enriched = enriched,
            Priced = outcomes.Count(outcome => outcome.IsPriced),
            ByCount = held > 0 ? 1 - ((decimal)missing.Length / held) : 1,
            ByValue = byValue,
            Missing = missing,
            NetworkFailure = outcomes.Any(outcome => outcome.Failure is not null),
            Warnings = [.. WarningsOf(outcomes, missing, byValue)],
        };
    }

    /// <summary>The share of some holdings' value that has a price, 0 to 1; 1 when there is no value. From <see cref="ReadyShare"/> on a book is ready.</summary>
    /// <param name="holdings">What each counts for, and whether it has a price or needs none.</param>
    public static decimal ShareOf(IReadOnlyCollection<(decimal Value, bool IsPriced)> holdings)
    {
        var value = holdings.Sum(holding => holding.Value);
        return value > 0 ? holdings.Where(holding => holding.IsPriced).Sum(holding => holding.Value) / value : 1;
    }

    private static string ReasonOf(PriceOutcome? outcome) => outcome switch
    {
        { Missing: { } reason } => reason,
        { LastPrice: { } last } => string.Create(CultureInfo.InvariantCulture, $"the last one is of {last:yyyy-MM-dd}"),
        { Failure: { } failure } => failure,
        _ => "none is stored up to that session",
    };

    private static IEnumerable<string> WarningsOf(IReadOnlyList<PriceOutcome> outcomes, MissingPrice[] missing, decimal byValue)
    {
        foreach (var (symbol, reason) in missing)
        {
            yield return $"No prices for {symbol}: {reason}. Its positions are valued at their entry price.";
        }

        var told = missing.Select(each => each.Symbol).ToHashSet(StringComparer.Ordinal);
        foreach (var outcome in outcomes.Where(outcome => outcome.Missing is not null && !told.Contains(outcome.Symbol)))
        {
            yield return $"No prices for {outcome.Symbol}: {outcome.Missing}.";
        }

        foreach (var group in outcomes.Where(outcome => outcome is { Failure: not null, Missing: null }).GroupBy(outcome => outcome.Failure, StringComparer.Ordinal))
        {
            yield return $"Newer prices of {PriceOutcome.Named([.. group.Select(outcome => outcome.Symbol)])} could not be had: {group.Key}.";
        }

        foreach (var warning in PriceOutcome.ReplacedSampleWarnings(outcomes).Concat(outcomes.SelectMany(outcome => outcome.Warnings)))
        {
            yield return warning;
        }

        if (byValue < ReadyShare)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Only {byValue:P0} of the quoted positions, by cost, have prices; {ReadyShare:P0} are wanted for figures to rely on.");
        }
    }
}
