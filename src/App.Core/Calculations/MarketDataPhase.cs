using App.Core.Market;
using App.Core.Portfolios;

namespace App.Core.Calculations;

/// <summary>Phase 1: the symbols of the book, their profiles, their prices, and the market's own series.</summary>
public sealed class MarketDataPhase(CollectMarketData market)
{
    /// <summary>Runs the four steps. Nothing missing fails the run: what is, is a warning with the reason.</summary>
    /// <returns>What the book has; null when an earlier attempt had collected its prices already.</returns>
    public async Task<MarketCoverage?> RunAsync(RunClaim claim, Book book, RunReporter reporter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(reporter);
        var to = claim.Run.Session;
        var needs = PriceNeeds.Of(book, to);
        MarketCoverage? coverage = null;
        await StepAsync(RunSteps.SymbolsExtracted, null, "symbols", _ => Task.FromResult<int?>(needs.Count));
        await StepAsync(RunSteps.SecuritiesEnriched, needs.Count, "symbols", async advance =>
        {
            var enriched = await market.EnrichAsync([.. needs.Select(need => need.Symbol)], advance, cancellationToken);
            return enriched;
        });
        await StepAsync(RunSteps.PriceCacheReady, needs.Count, "symbols", async advance =>
        {
            var outcomes = await market.PriceAsync(new PriceDemand(needs, to) { Force = claim.Run.Forced }, advance, cancellationToken);
            coverage = MarketCoverage.Of(HoldingsOf(book, to), outcomes, EnrichedOf(reporter));
            WarnOf(coverage.Warnings, reporter);
            return outcomes.Count(outcome => outcome.Missing is null);
        });
        await StepAsync(RunSteps.MarketDataCollected, CollectMarketData.AlwaysHeld.Count, "symbols", async advance =>
        {
            var always = CollectMarketData.AlwaysHeld.Select(symbol => new PriceNeed(symbol, to.AddDays(-CollectMarketData.HistoryDays))).ToList();
            var outcomes = await market.PriceAsync(new PriceDemand(always, to) { Force = claim.Run.Forced }, advance, cancellationToken);
            WarnOf(outcomes.Where(outcome => outcome.Missing is not null).Select(outcome => $"No prices for the market series {outcome.Symbol}: {outcome.Missing}."), reporter);
            WarnOf(outcomes.SelectMany(outcome => outcome.Warnings), reporter);
            return outcomes.Count(outcome => outcome.Missing is null);
        });
        return coverage;

        async Task StepAsync(string id, int? total, string? unit, Func<Func<int, Task>, Task<int?>> work)
        {
            if (reporter.IsOver(id))
            {
                return;
            }

            await reporter.BeginAsync(id, total, unit, cancellationToken);
            var warnings = reporter.Progress.Warnings.Count;
            var done = await work(count => reporter.AdvanceAsync(id, count, cancellationToken));
            var status = reporter.Progress.Warnings.Count > warnings ? StepStatus.CompletedWithWarnings : StepStatus.Completed;
            await reporter.EndAsync(id, status, cancellationToken, done);
        }
    }

    // What the open positions cost stands for what they are worth: without a price there is no other value. An expired option needs no price any more.
    private static List<PricedHolding> HoldingsOf(Book book, DateOnly session) =>
        [.. book.Positions
            .Where(position => position is { PricedBy: not null, ExitDate: null } && !(position.ExpirationDate < session))
            .Select(position => new PricedHolding(
                position.PricedBy!,
                Math.Abs(position.Quantity) * position.Multiplier * position.EntryPrice,
                position is not { Class: InvestmentClass.Public, Subtype: InvestmentSubtype.Cash }))];

    private static int EnrichedOf(RunReporter reporter) => reporter.Progress.Steps.Single(step => step.Id == RunSteps.SecuritiesEnriched).Current ?? 0;

    private static void WarnOf(IEnumerable<string> warnings, RunReporter reporter)
    {
        foreach (var warning in warnings)
        {
            reporter.Warn(warning);
        }
    }
}
