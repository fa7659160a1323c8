using App.Core.Risk;
using App.Core.Risk.Analytics;

namespace App.Core.Calculations;

/// <summary>Phases 5 and 6: the book by sector, and its risk. Each analytic is a pure function of data loaded once; one that fails does not stop the others.</summary>
/// <remarks>Computed for the run's session when it has a snapshot and something has changed. Side effects: the reports are stored, all of a chunk at once.</remarks>
public sealed class AnalyticsPhase(IRiskStore store, RiskLoader loader, AnalyticSet analytics, TimeProvider time)
{
    /// <summary>Computes and stores the report of each run.</summary>
    public async Task RunAsync(IReadOnlyList<RunWork> works, MarketPrices prices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(works);
        List<(RunWork Work, RiskReport Report)> computed = [];
        foreach (var work in works.Where(work => work.IsLive && !work.Reporter.IsOver(RunSteps.RiskComputed)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await work.AttemptAsync(async each =>
            {
                if (await ComputeAsync(each, prices, cancellationToken) is { } report)
                {
                    computed.Add((each, report));
                }
            });
        }

        if (computed.Count == 0)
        {
            return;
        }

        var stored = await store.ReplaceAsync([.. computed.Select(each => new CalculatedRisk(each.Work.Claim, each.Report))], time.GetUtcNow(), cancellationToken);
        foreach (var ((work, report), isStored) in computed.Zip(stored))
        {
            if (isStored)
            {
                await work.AttemptAsync(each => EndAsync(each, report, cancellationToken));
            }
            else
            {
                work.Fail(new ClaimLostException());
            }
        }
    }

    private async Task<RiskReport?> ComputeAsync(RunWork work, MarketPrices prices, CancellationToken cancellationToken)
    {
        if (work.IsUnchanged || work.EquityOfSession is not { } equity)
        {
            await work.Reporter.SkipAsync(RunSteps.SectorsComputed, "nothing has changed", cancellationToken);
            await work.Reporter.SkipAsync(RunSteps.RiskComputed, "nothing has changed", cancellationToken);
            return null;
        }

        var data = loader.Load([work.MarkedBook], prices, equity, work.Settings);
        RiskResult? sectors = null;
        await work.Reporter.StepAsync(RunSteps.SectorsComputed, data.Holdings.Count, "positions", _ => Task.FromResult(Sectors()), cancellationToken);

        // An earlier attempt may have ticked the step; its result was not stored.
        sectors ??= Attempt(analytics.Sectors, data, work);
        await work.Reporter.BeginAsync(RunSteps.RiskComputed, analytics.Risk.Count, "figures", cancellationToken);
        return new RiskReport { PortfolioId = work.PortfolioId, Session = work.Session, RunId = work.Claim.Run.Id, Results = [sectors, .. Risk(data, work)] };

        int Sectors()
        {
            sectors = Attempt(analytics.Sectors, data, work);
            return data.Holdings.Count;
        }
    }

    // The workers of a day for all portfolios keep every processor busy already.
    private RiskResult[] Risk(RiskData data, RunWork work)
    {
        var results = new RiskResult[analytics.Risk.Count];
        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = work.Claim.Run.IsAmongMany ? 1 : -1 }, i => results[i] = Attempt(analytics.Risk[i], data, work));
        return results;
    }

    private static RiskResult Attempt(IAnalytic analytic, RiskData data, RunWork work)
    {
        try
        {
            return analytic.Compute(data);
        }
#pragma warning disable CA1031 // The border of one analytic: the others do not depend on it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            work.Remark(exception);
            work.Reporter.Warn($"“{analytic.Name}” could not be computed: a fault of the application. The other figures are not affected.");
            return RiskResult.Failed(analytic.Id);
        }
    }

    private static Task EndAsync(RunWork work, RiskReport report, CancellationToken cancellationToken)
    {
        var risk = report.Results.Skip(1).ToList();
        var good = risk.Count(result => result.Fault is null);
        return work.Reporter.EndAsync(RunSteps.RiskComputed, good == risk.Count ? StepStatus.Completed : StepStatus.CompletedWithWarnings, cancellationToken, good);
    }
}
