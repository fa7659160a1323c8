using System.Runtime.CompilerServices;
using App.Core.Market;
using App.Core.Risk;
using App.Core.Risk.Analytics;

namespace App.Core.Calculations;

/// <summary>Phases 5 and 6: the book by sector, and its risk. Each analytic is a pure function of data loaded once, and a step of the run; one that fails does not stop the others.</summary>
/// <remarks>
/// Computed for the run's session when it has a snapshot and something has changed; before that, for earlier sessions that have none, the few figures they are remembered
/// by. Side effects: the reports are stored, all of a chunk at once.
/// </remarks>
public sealed class AnalyticsPhase(IRiskStore store, RiskLoader loader, SessionSummaries summaries, AnalyticSet analytics, TimeProvider time)
{
    private readonly IReadOnlyList<IAnalytic> _analytics = [.. analytics.All];

    /// <summary>The prices of the market's series for a session, and for the earlier ones that are remembered with it.</summary>
    public IEnumerable<PriceNeed> NeedsOf(RiskSettings settings, DateOnly session) => RiskLoader.NeedsOf(settings, summaries.FirstOf(session));

    /// <summary>Computes and stores the report of each run.</summary>
    public async Task RunAsync(IReadOnlyList<RunWork> works, MarketPrices prices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(works);
        List<(RunWork Work, RiskReport Report)> computed = [];
        var unfinished = works.Where(work => work.IsLive && !work.Reporter.IsOver(RunSteps.RiskComputed)).ToList();
        await summaries.RunAsync([.. unfinished.Where(work => work is { IsUnchanged: false, EquityOfSession: not null })], prices, cancellationToken);
        foreach (var work in unfinished)
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

    // An earlier attempt may have ticked the analytics: they stay ticked and are computed again, for as long as the last step is not over their results are not stored.
    private async Task<RiskReport?> ComputeAsync(RunWork work, MarketPrices prices, CancellationToken cancellationToken)
    {
        string[] steps = [.. _analytics.Select(analytic => analytic.Id)];
        if (work.IsUnchanged || work.EquityOfSession is not { } equity)
        {
            await work.Reporter.SkipAsync([.. steps, RunSteps.RiskComputed], "Risk figures: nothing has changed", cancellationToken);
            return null;
        }

        var data = loader.Load([work.MarkedBook], prices, equity, work.Terms);
        await work.Reporter.BeginAsync(steps, cancellationToken);
        var results = new RiskResult[_analytics.Count];
        await foreach (var (index, result, took) in AttemptAllAsync(data, work, cancellationToken))
        {
            results[index] = result;
            await work.Reporter.TickAsync(steps[index], result.Fault is null ? StepStatus.Completed : StepStatus.CompletedWithWarnings, took, cancellationToken);
        }

        await work.Reporter.BeginAsync(RunSteps.RiskComputed, results.Length, "figures", cancellationToken);
        return new RiskReport
        {
            PortfolioId = work.PortfolioId,
            Session = work.Session,
            RunId = work.Claim.Run.Id,
            SettingsVersion = work.Terms.Settings.Version,
            InputIdentity = work.MarkedBook.Identity,
            Summary = RiskSummary.Of(results),
            Results = results,
        };
    }

    /// <summary>The result of each analytic as soon as it is there, with its place and how long it took.</summary>
    private async IAsyncEnumerable<(int Index, RiskResult Result, TimeSpan Took)> AttemptAllAsync(
        RiskData data, RunWork work, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The workers of a day for all portfolios keep every processor busy already.
        if (work.Claim.Run.IsAmongMany)
        {
            for (var i = 0; i < _analytics.Count; i++)
            {
                yield return Attempt(i);
            }

            yield break;
        }

        await foreach (var done in Task.WhenEach(Enumerable.Range(0, _analytics.Count).Select(i => Task.Run(() => Attempt(i), cancellationToken))).WithCancellation(cancellationToken))
        {
            yield return await done;
        }

        (int Index, RiskResult Result, TimeSpan Took) Attempt(int index)
        {
            var began = time.GetTimestamp();
            return (index, AttemptOne(_analytics[index], data, work), time.GetElapsedTime(began));
        }
    }

    private static RiskResult AttemptOne(IAnalytic analytic, RiskData data, RunWork work)
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
        var good = report.Results.Count(result => result.Fault is null);
        return work.Reporter.EndAsync(RunSteps.RiskComputed, good == report.Results.Count ? StepStatus.Completed : StepStatus.CompletedWithWarnings, cancellationToken, good);
    }
}
