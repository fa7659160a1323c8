using System.Globalization;
using App.Core.Market;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>Phase 3: a snapshot of every session from the last complete one, or from the anchor, to the run's. Each is claimed before it is computed.</summary>
/// <remarks>
/// A run among many claims and completes its sessions in slices, each slice with the equity it leads to in one transaction; a run that somebody watches goes
/// session by session, so that each shows. A node that dies loses the slice it was at, and the next holder of the run takes the claims over and goes on from the
/// last complete session.
/// </remarks>
public sealed class SnapshotPhase(ISnapshotStore snapshots, TradingCalendar calendar, CalculationOptions options, TimeProvider time)
{
    // Of a run among many that is years behind: some milliseconds of work, so that a stop is heeded.
    private const int SessionsPerSlice = 32;

    /// <summary>Finds out where the runs' chains stand.</summary>
    public async Task LookBackAsync(IReadOnlyList<RunWork> works, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(works);
        var newest = await snapshots.LastCompleteAsync([.. works.Select(work => work.PortfolioId)], DateOnly.MaxValue, cancellationToken);
        foreach (var work in works)
        {
            work.Newest = newest.GetValueOrDefault(work.PortfolioId);
            work.Last = work.Newest?.Session <= work.Session ? work.Newest : null;
        }

        foreach (var session in works.Where(work => work.Newest?.Session > work.Session).GroupBy(work => work.Session))
        {
            var last = await snapshots.LastCompleteAsync([.. session.Select(work => work.PortfolioId)], session.Key, cancellationToken);
            foreach (var work in session)
            {
                work.Last = last.GetValueOrDefault(work.PortfolioId);
            }
        }
    }

    /// <summary>Stores the missing snapshots in order.</summary>
    public async Task RunAsync(IReadOnlyList<RunWork> works, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(works);
        List<SnapshotChain> chains = [];
        foreach (var work in works.Where(work => work.IsLive && !work.Reporter.IsOver(RunSteps.PnlCalculated)))
        {
            await work.AttemptAsync(async each =>
            {
                var chain = new SnapshotChain(each, Missing(each), options, time);
                await each.Reporter.BeginAsync(RunSteps.PnlCalculated, chain.Sessions.Count, "sessions", cancellationToken);
                chains.Add(chain);
            });
        }

        await ReplaceAsync(chains.FindAll(chain => chain.Work is { IsLive: true, Overtaken: not null }), cancellationToken);
        while (chains.FindAll(chain => chain is { IsDone: false, Work.IsLive: true }) is { Count: > 0 } unfinished)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await ClaimAsync(unfinished, cancellationToken);
            await StoreSliceAsync(unfinished.FindAll(chain => chain.Claimed > chain.Done), cancellationToken);
        }

        foreach (var chain in chains)
        {
            await chain.Work.AttemptAsync(each => chain.Sessions.Count == 0
                ? each.Reporter.SkipAsync(RunSteps.PnlCalculated, "nothing has changed", cancellationToken)
                : each.Reporter.EndAsync(RunSteps.PnlCalculated, chain.Status, cancellationToken, chain.Done));
        }
    }

    // What is stored gives way to what it should have been in one transaction, so that a fault leaves the one or the other. Nobody else can be at these sessions: the run is the portfolio's only one.
    private async Task ReplaceAsync(List<SnapshotChain> chains, CancellationToken cancellationToken)
    {
        if (chains.Count == 0)
        {
            return;
        }

        List<(SnapshotChain Chain, ReplacedSessions Replaced)> computed = [];
        foreach (var chain in chains)
        {
            await chain.Work.AttemptAsync(work =>
            {
                var (from, to) = work.Overtaken!.Value;
                chain.Claim(chain.Sessions.Count(session => session <= to), goesOn: true);
                computed.Add((chain, new ReplacedSessions(work.Claim, from, chain.Next())));
                return Task.CompletedTask;
            });
        }

        var stored = await snapshots.ReplaceAsync([.. computed.Select(each => each.Replaced)], time.GetUtcNow(), cancellationToken);
        foreach (var ((chain, replaced), isStored) in computed.Zip(stored))
        {
            await EndSliceAsync(chain, replaced.Snapshots, isStored, cancellationToken);
        }
    }

    private async Task ClaimAsync(List<SnapshotChain> chains, CancellationToken cancellationToken)
    {
        var wanted = chains.ConvertAll(chain => new WantedSessions(chain.Work.Claim, [.. chain.Sessions.Skip(chain.Done).Take(AtOnce(chain.Work))]));
        var counts = await snapshots.ClaimAsync(wanted, time.GetUtcNow(), options.Lease, cancellationToken);
        for (var i = 0; i < chains.Count; i++)
        {
            var (chain, isWhole) = (chains[i], counts[i] == wanted[i].Sessions.Count);
            chain.Claim(counts[i], isWhole);
            if (!isWhole)
            {
                // Another run is at this session, or has been: its figures are as good as ours would be.
                chain.Work.Reporter.Warn(string.Create(CultureInfo.InvariantCulture, $"skipped: duplicate_run ({wanted[i].Sessions[counts[i]]:yyyy-MM-dd} is another run's)"));
            }
        }
    }

    private async Task StoreSliceAsync(List<SnapshotChain> chains, CancellationToken cancellationToken)
    {
        if (chains.Count == 0)
        {
            return;
        }

        List<(SnapshotChain Chain, List<PortfolioSnapshot> Slice)> computed = [];
        foreach (var chain in chains)
        {
            await chain.Work.AttemptAsync(_ =>
            {
                computed.Add((chain, chain.Next()));
                return Task.CompletedTask;
            });
        }

        var stored = await snapshots.CompleteAsync(
            [.. computed.Select(each => new CalculatedSessions(each.Chain.Work.Claim, each.Slice))], time.GetUtcNow(), cancellationToken);
        foreach (var ((chain, slice), isStored) in computed.Zip(stored))
        {
            await EndSliceAsync(chain, slice, isStored, cancellationToken);
        }
    }

    private static async Task EndSliceAsync(SnapshotChain chain, IReadOnlyList<PortfolioSnapshot> slice, bool isStored, CancellationToken cancellationToken)
    {
        if (!isStored)
        {
            chain.Work.Fail(new ClaimLostException());
            return;
        }

        chain.Work.Newest = chain.Work.Newest is { } newest && newest.Session > slice[^1].Session ? newest : slice[^1];
        await chain.Work.AttemptAsync(each => each.Reporter.AdvanceAsync(RunSteps.PnlCalculated, chain.Done, cancellationToken));
    }

    private static int AtOnce(RunWork work) => work.Claim.Run.IsAmongMany ? SessionsPerSlice : 1;

    private DateOnly[] Missing(RunWork work)
    {
        var from = work.Last is null ? work.Book!.Portfolio.EquityAsOf : calendar.NextSession(work.Last.Session);
        return from > work.Session ? [] : calendar.Sessions(from, work.Session).ToArray();
    }
}
