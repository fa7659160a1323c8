using System.Globalization;
using App.Core.Market;
using App.Core.Risk;
using App.Core.Risk.Analytics;

namespace App.Core.Calculations;

/// <summary>The few risk figures that sessions are remembered by, of those that a run has caught up: what the run of the session itself would have kept of it.</summary>
/// <remarks>
/// <para>A session of the last <see cref="CalculationOptions.RememberedSessions"/> that has a snapshot and no figures gets them, oldest first: whatever left it without, be it a chain that begins
/// weeks ago, a night that was missed, a replay, or a run that was killed in between. What is missing is read from the rows, so that an interrupted run and an
/// unbroken one end with the same. Sessions before these have none, for each costs about as much as a run's own; they are computed for whoever asks for them.</para>
/// <para>The prices are those that the run has loaded, cut after the session. Side effects: reports with a summary alone are stored, in slices, each in a transaction that
/// first checks that the runs are still this holder's.</para>
/// </remarks>
public sealed class SessionSummaries(IRiskStore store, RiskLoader loader, BookMarker marker, AnalyticSet analytics, TradingCalendar calendar, CalculationOptions options, TimeProvider time)
{
    // Some tenths of a second of work, so that a stop is heeded and little is done twice.
    private const int AtOnce = 32;

    private readonly IReadOnlyList<IAnalytic> _analytics = [.. analytics.All.Where(analytic => RiskSummary.Analytics.Contains(analytic.Id))];

    /// <summary>What is said of a session that has no figures.</summary>
    public static RiskSummary NotRemembered { get; } = RiskSummary.Unknown(new(UnknownCause.NotComputed, string.Create(
        CultureInfo.InvariantCulture, $"No calculation has computed the risk of this session: each does so for its last sessions alone. Calculate this one by its date to have it.")));

    /// <summary>The first session that is remembered together with a run's.</summary>
    public DateOnly FirstOf(DateOnly session) => calendar.All[Math.Max(0, calendar.SessionsBefore(session) - options.RememberedSessions + 1)];

    /// <summary>Computes and stores what is missing before the runs' sessions.</summary>
    /// <param name="works">Runs whose own session has a snapshot.</param>
    /// <param name="prices">Their prices, and those of the market's series since a year before <see cref="FirstOf"/>.</param>
    /// <param name="cancellationToken">Ends the work; what is stored by then stays.</param>
    public async Task RunAsync(IReadOnlyList<RunWork> works, MarketPrices prices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(works);
        ArgumentNullException.ThrowIfNull(prices);
        foreach (var session in works.GroupBy(work => work.Session))
        {
            var byPortfolio = session.ToDictionary(work => work.PortfolioId);
            var missing = await store.UnrememberedAsync([.. byPortfolio.Keys], FirstOf(session.Key), session.Key, cancellationToken);
            var seen = new Dictionary<DateOnly, MarketPrices>();
            foreach (var slice in missing.Chunk(AtOnce))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var sessions = slice.Select(each => each.Session).Distinct().ToList();
                seen = sessions.ToDictionary(day => day, day => seen.GetValueOrDefault(day) ?? prices.UpTo(day));
                await StoreAsync(await ComputeAsync(slice, byPortfolio, seen, cancellationToken), byPortfolio, cancellationToken);
            }

            foreach (var group in missing.GroupBy(each => each.PortfolioId))
            {
                byPortfolio[group.Key].Reporter.Log(string.Create(
                    CultureInfo.InvariantCulture, $"Risk figures of {group.Count()} earlier sessions computed, from {group.First().Session:yyyy-MM-dd} on"));
            }
        }
    }

    private async Task<List<CalculatedRisk>> ComputeAsync(
        UnrememberedSession[] slice, Dictionary<Guid, RunWork> works, Dictionary<DateOnly, MarketPrices> seen, CancellationToken cancellationToken)
    {
        List<CalculatedRisk> computed = [];
        foreach (var group in slice.GroupBy(each => each.PortfolioId))
        {
            var work = works[group.Key];
            await work.AttemptAsync(async each =>
            {
                // The workers of a day for all portfolios keep every processor busy already.
                var reports = each.Claim.Run.IsAmongMany
                    ? [.. group.Select(one => ReportOf(each, one, seen[one.Session]))]
                    : await Task.Run(
                        () => group.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(one => ReportOf(each, one, seen[one.Session])).ToList(), cancellationToken);
                computed.AddRange(reports.Select(report => new CalculatedRisk(each.Claim, report)));
            });
        }

        return computed;
    }

    private async Task StoreAsync(List<CalculatedRisk> computed, Dictionary<Guid, RunWork> works, CancellationToken cancellationToken)
    {
        if (computed.Count == 0)
        {
            return;
        }

        var stored = await store.ReplaceAsync(computed, time.GetUtcNow(), cancellationToken);
        foreach (var (risk, _) in computed.Zip(stored).Where(pair => !pair.Second))
        {
            works[risk.Report.PortfolioId].Fail(new ClaimLostException());
        }
    }

    private RiskReport ReportOf(RunWork work, UnrememberedSession one, MarketPrices seen)
    {
        var marked = marker.MarkOn(work.Book!, one.Session, work.Session, seen);
        var data = loader.Load([marked], seen, one.Equity, work.Terms);
        return new RiskReport
        {
            PortfolioId = work.PortfolioId,
            Session = one.Session,
            RunId = work.Claim.Run.Id,
            SettingsVersion = work.Terms.Settings.Version,
            InputIdentity = RiskLoader.IdentityOf(marked, seen, work.Terms),
            Summary = RiskSummary.Of([.. _analytics.Select(analytic => Attempt(analytic, data, work))]),
            IsTrimmed = true,
            Results = [],
        };
    }

    // Nothing is said of it on the run: the figure has the reason, and what fails of the past fails of the run's own session too, where it is said.
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
            return RiskResult.Failed(analytic.Id);
        }
    }
}
