using App.Core.Market;
using App.Core.Operations;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>What one node does before the portfolios of a session are calculated: collects the market data of them all, and puts their runs in place.</summary>
/// <remarks>
/// Side effects: market data fetched and stored; a pending run for each portfolio; the day's row. What is missing is a warning. Taken by one node at a time, and taken over
/// when that node dies: what it has stored by then is not fetched again.
/// </remarks>
public sealed class PrepareEndOfDay(
    IEndOfDayStore days, IBookStore books, ISnapshotStore snapshots, CollectMarketData market, IIdGenerator ids, CalculationOptions options, TimeProvider time)
{
    private const int PortfoliosAtOnce = 200;

    // A run is given up after half an hour: a claim that is a day old is nobody's.
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(24);

    /// <summary>Prepares the day if that is free to do.</summary>
    public async Task<RunExecution> HandleAsync(Guid dayId, string node, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        if (await days.TryPrepareAsync(dayId, node, now, now - options.Lease, stopping) is not { } claim)
        {
            return new RunExecution("is prepared by another node");
        }

        var progress = new EndOfDayProgress(claim, days, time);
        await using var held = new HeldClaim(token => days.SaveProgressAsync(claim, null, time.GetUtcNow(), token), options, time, stopping);
        try
        {
            await PrepareAsync(claim, progress, held.Token);
            return new RunExecution("is prepared");
        }
        catch (ClaimLostException)
        {
            return new RunExecution("was taken over by another node");
        }
        catch (OperationCanceledException) when (held.IsLost)
        {
            return new RunExecution("was taken over by another node");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await days.ReleaseAsync(claim, CancellationToken.None);
            return new RunExecution("is given back, this node is stopping");
        }
#pragma warning disable CA1031 // The border of the preparation: its fault ends on the day's row.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await progress.FailAsync(held.IsTimedOut ? CalculationErrors.TimedOut.Code : CalculationErrors.PhaseFailed.Code);
            return new RunExecution("could not be prepared", null, exception);
        }
    }

    private async Task PrepareAsync(EndOfDayClaim claim, EndOfDayProgress progress, CancellationToken cancellationToken)
    {
        var session = claim.Day.Session;
        var needs = await progress.StepAsync(RunSteps.SymbolsExtracted, _ => NeedsAsync(session, cancellationToken), needs => needs.Count, cancellationToken);
        var always = CollectMarketData.AlwaysHeld.Select(symbol => new PriceNeed(symbol, session.AddDays(-CollectMarketData.HistoryDays)));
        var all = needs.Concat(always).GroupBy(need => need.Symbol, StringComparer.Ordinal).Select(group => new PriceNeed(group.Key, group.Min(need => need.From))).ToList();
        await progress.StepAsync(
            RunSteps.SecuritiesEnriched, advance => market.EnrichAsync([.. all.Select(need => need.Symbol)], advance, cancellationToken), count => count, cancellationToken, all.Count);
        await progress.StepAsync(RunSteps.PriceCacheReady, advance => market.PriceAsync(new PriceDemand(all, session) { Force = claim.Day.Forced }, advance, cancellationToken), outcomes => Warn(progress, outcomes), cancellationToken, all.Count);
        await progress.StepAsync(
            RunSteps.ClaimsReleased, _ => snapshots.ReleaseAbandonedAsync(time.GetUtcNow() - AbandonedAfter, cancellationToken), count => count, cancellationToken);
        await progress.StepAsync(
            RunSteps.PortfoliosQueued,
            _ => days.EnqueueAsync(claim, progress.Current, portfolio => RunOf(claim.Day, portfolio), cancellationToken),
            count => count ?? throw new ClaimLostException(),
            cancellationToken);
    }

    private async Task<IReadOnlyList<PriceNeed>> NeedsAsync(DateOnly session, CancellationToken cancellationToken)
    {
        var earliest = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        var after = Guid.Empty;
        while (await days.PortfoliosAsync(after, PortfoliosAtOnce, cancellationToken) is { Count: > 0 } portfolios)
        {
            foreach (var book in (await books.LoadAsync(portfolios, cancellationToken)).Values)
            {
                foreach (var need in PriceNeeds.Of(book, session))
                {
                    earliest[need.Symbol] = earliest.TryGetValue(need.Symbol, out var known) && known < need.From ? known : need.From;
                }
            }

            after = portfolios[^1];
        }

        return [.. earliest.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => new PriceNeed(each.Key, each.Value))];
    }

    private static int Warn(EndOfDayProgress progress, IReadOnlyList<PriceOutcome> outcomes)
    {
        foreach (var outcome in outcomes.Where(outcome => outcome.Missing is not null))
        {
            progress.Warn($"No prices for {outcome.Symbol}: {outcome.Missing}.");
        }

        foreach (var warning in outcomes.SelectMany(outcome => outcome.Warnings))
        {
            progress.Warn(warning);
        }

        return outcomes.Count(outcome => outcome.Missing is null);
    }

    private CalculationRun RunOf(EndOfDay day, Guid portfolio) => new()
    {
        Id = ids.Next(),
        PortfolioId = portfolio,
        RequestedBy = day.RequestedBy,
        Kind = RunKind.Nightly,
        EndOfDayId = day.Id,
        Status = RunStatus.Pending,
        Session = day.Session,
        Forced = day.Forced,
        Progress = RunSteps.AmongMany(),
        CreatedAt = time.GetUtcNow(),
    };
}
