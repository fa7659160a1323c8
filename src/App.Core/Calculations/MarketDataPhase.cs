using App.Core.Market;
using App.Core.Risk;

namespace App.Core.Calculations;

/// <summary>Phases 0 to 2: the profiles of the symbols, their prices, the market's own series, and the fundamentals. For one book, or for those of all portfolios at once.</summary>
/// <remarks>
/// Nothing missing fails the run: what is, is a warning with the reason. Profiles and fundamentals are those of today: for a session before the most recent one
/// they are not asked for, but for portfolios that are calculated for the first time.
/// </remarks>
public sealed class MarketDataPhase(CollectMarketData market, IRiskSettingsStore riskSettings, TradingCalendar calendar, TimeProvider time)
{
    private const string NotOfThePast = "a past session needs none anew";

    /// <summary>Collects for a run of its own, and notes its coverage.</summary>
    public async Task RunAsync(RunClaim claim, Book book, ProgressKeeper progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(progress);
        var needs = MarketNeeds.Of(book, claim.Run.Session, claim.Run.Kind == RunKind.Onboarding);
        await progress.StepAsync(RunSteps.SymbolsExtracted, null, "symbols", _ => Task.FromResult(needs.Prices.Count), cancellationToken);
        await CollectAsync(
            needs,
            claim.Run.Forced,
            progress,
            outcomes => Cover(progress, book, needs.Session, outcomes, progress.Progress.Steps.Single(step => step.Id == RunSteps.SecuritiesEnriched).Current),
            cancellationToken);
    }

    /// <summary>Notes the coverage of a book whose market data was collected with that of all others, and says what is missing in it.</summary>
    /// <param name="book">The book.</param>
    /// <param name="session">The session to calculate up to.</param>
    /// <param name="prices">The prices of the book, loaded.</param>
    /// <param name="progress">Where it is noted.</param>
    public static void Cover(Book book, DateOnly session, MarketPrices prices, ProgressKeeper progress)
    {
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentNullException.ThrowIfNull(progress);
        var standing = PriceNeeds.Of(book, session).Select(need => prices.StandingOf(need.Symbol)).ToList();
        progress.Warn(Cover(progress, book, session, standing.ConvertAll(each => each.Outcome), standing.Count(each => each.HasName)));
    }

    /// <summary>Collects what is needed.</summary>
    /// <param name="needs">What is needed.</param>
    /// <param name="forced">True to ask again for what the sources lately said they do not have.</param>
    /// <param name="progress">Ticks the steps; those that are over are not done again.</param>
    /// <param name="warningsOf">What to say of what came of the prices.</param>
    /// <param name="cancellationToken">Ends the wait; what came before is stored.</param>
    public async Task CollectAsync(
        MarketNeeds needs, bool forced, ProgressKeeper progress, Func<IReadOnlyList<PriceOutcome>, IEnumerable<string>> warningsOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(needs);
        ArgumentNullException.ThrowIfNull(progress);
        var isToday = needs.Session >= calendar.MostRecentSession(time.GetUtcNow());
        await AboutAsync(
            RunSteps.SecuritiesEnriched, isToday ? [.. needs.Prices.Select(need => need.Symbol)] : [.. needs.Onboarding], market.EnrichAsync);
        await PriceAsync(RunSteps.PriceCacheReady, needs.Prices, warningsOf);
        var series = MarketSeries(await riskSettings.CurrentAsync(cancellationToken), needs.MarketFrom);
        await PriceAsync(RunSteps.MarketDataCollected, series, outcomes => WarningsOf(outcomes, "the market series "));
        await AboutAsync(
            RunSteps.FundamentalsCollected, isToday ? [.. needs.Public] : [.. needs.Public.Where(needs.Onboarding.Contains)], FundamentalsAsync);

        // Most were asked for in the last days: what is done is all of them, and the log says how many came now.
        async Task<int> FundamentalsAsync(IReadOnlyList<string> symbols, Func<int, Task> advance, CancellationToken token)
        {
            var came = await market.FundamentalsAsync(symbols, advance, token);
            progress.Log(FormattableString.Invariant($"Fundamentals of {came} symbols came now"));
            return symbols.Count;
        }

        Task AboutAsync(string step, List<string> symbols, Func<IReadOnlyList<string>, Func<int, Task>, CancellationToken, Task<int>> collect) =>
            symbols.Count == 0 && !isToday
                ? progress.SkipAsync(step, NotOfThePast, cancellationToken)
                : progress.StepAsync(step, symbols.Count, "symbols", advance => collect(symbols, advance, cancellationToken), cancellationToken);

        Task PriceAsync(string step, IReadOnlyList<PriceNeed> wanted, Func<IReadOnlyList<PriceOutcome>, IEnumerable<string>> warnings) =>
            progress.StepAsync(
                step,
                wanted.Count,
                "symbols",
                async advance =>
                {
                    var outcomes = await market.PriceAsync(new PriceDemand(wanted, needs.Session) { Force = forced }, advance, cancellationToken);
                    progress.Warn(warnings(outcomes));
                    return outcomes.Count(outcome => outcome.Missing is null);
                },
                cancellationToken);
    }

    // As far back as the holdings' prices: the risk of sessions caught up is computed too, and that of any earlier one when somebody asks for it.
    private static List<PriceNeed> MarketSeries(RiskSettings settings, DateOnly from) =>
        [.. CollectMarketData.AlwaysHeld.Union(settings.Symbols, StringComparer.Ordinal).Select(symbol => new PriceNeed(symbol, from))];

    /// <summary>What to say of prices that are nobody's in particular: which are missing, and what was wrong with those that came.</summary>
    /// <param name="outcomes">What came of each symbol.</param>
    /// <param name="kind">What the symbols are, with a space after it; empty for securities.</param>
    public static IEnumerable<string> WarningsOf(IReadOnlyList<PriceOutcome> outcomes, string kind = "") =>
    [
        .. outcomes.Where(outcome => outcome.Missing is not null).Select(outcome => $"No prices for {kind}{outcome.Symbol}: {outcome.Missing}."),
        .. PriceOutcome.ReplacedSampleWarnings(outcomes),
        .. outcomes.SelectMany(outcome => outcome.Warnings),
    ];

    // The warnings stand among the run's.
    private static IReadOnlyList<string> Cover(ProgressKeeper progress, Book book, DateOnly session, IReadOnlyList<PriceOutcome> outcomes, int? enriched)
    {
        var coverage = MarketCoverage.Of(HoldingsOf(book, session), outcomes, enriched);
        progress.Cover(coverage with { Warnings = [] });
        return coverage.Warnings;
    }

    private static List<PricedHolding> HoldingsOf(Book book, DateOnly session) =>
        [.. book.Positions.Where(position => position.ExitDate is null).Select(position => PricedHoldings.Of(position, session)).OfType<PricedHolding>()];
}
