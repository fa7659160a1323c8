using System.Globalization;
using App.Core.Market;

namespace App.Core.Calculations;

/// <summary>Phase 1: the symbols of the book, their profiles, their prices, and the market's own series.</summary>
public sealed class MarketDataPhase(CollectMarketData market)
{
    // Below this share of the book's cost with a price the owner is told that the figures stand on thin ground.
    private const decimal ReadyCoverage = 0.8m;

    /// <summary>Runs the four steps. Nothing missing fails the run: what is, is a warning with the reason.</summary>
    public async Task RunAsync(RunClaim claim, Book book, RunReporter reporter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(reporter);
        var to = claim.Run.Session;
        var needs = PriceNeeds.Of(book, to);
        await StepAsync(RunSteps.SymbolsExtracted, null, "symbols", _ => Task.FromResult<int?>(needs.Count));
        await StepAsync(RunSteps.SecuritiesEnriched, needs.Count, "symbols", async advance =>
        {
            var enriched = await market.EnrichAsync([.. needs.Select(need => need.Symbol)], advance, cancellationToken);
            return enriched;
        });
        await StepAsync(RunSteps.PriceCacheReady, needs.Count, "symbols", async advance =>
        {
            var outcomes = await market.PriceAsync(needs, to, advance, cancellationToken);
            WarnOfMissing(book, outcomes, reporter);
            return outcomes.Count(outcome => outcome.Missing is null);
        });
        await StepAsync(RunSteps.MarketDataCollected, CollectMarketData.AlwaysHeld.Count, "symbols", async advance =>
        {
            var always = CollectMarketData.AlwaysHeld.Select(symbol => new PriceNeed(symbol, to.AddDays(-CollectMarketData.HistoryDays))).ToList();
            var outcomes = await market.PriceAsync(always, to, advance, cancellationToken);
            foreach (var outcome in outcomes.Where(outcome => outcome.Missing is not null))
            {
                reporter.Warn($"No prices for the market series {outcome.Symbol}: {outcome.Missing}.");
            }

            return outcomes.Count(outcome => outcome.Missing is null);
        });

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

    private static void WarnOfMissing(Book book, IReadOnlyList<PriceOutcome> outcomes, RunReporter reporter)
    {
        var missing = outcomes.Where(outcome => outcome.Missing is not null).ToDictionary(outcome => outcome.Symbol, StringComparer.Ordinal);
        foreach (var outcome in missing.Values)
        {
            reporter.Warn($"No prices for {outcome.Symbol}: {outcome.Missing}. Its positions are valued at their entry price.");
        }

        var (all, priced) = (0m, 0m);
        foreach (var position in book.Positions.Where(position => position.PricedBy is not null && position.ExitDate is null))
        {
            var cost = Math.Abs(position.Quantity) * position.Multiplier * position.EntryPrice;
            all += cost;
            priced += missing.ContainsKey(position.PricedBy!) ? 0 : cost;
        }

        if (all > 0 && priced / all < ReadyCoverage)
        {
            reporter.Warn(string.Create(CultureInfo.InvariantCulture, $"Only {priced / all:P0} of the quoted positions, by cost, have prices; 80 % are wanted for figures to rely on."));
        }
    }
}
