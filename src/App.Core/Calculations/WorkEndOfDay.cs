using App.Core.Market;
using App.Core.Operations;

namespace App.Core.Calculations;

/// <summary>What a node does for the calculation of all portfolios: prepares it if nobody has, takes runs a chunk at a time until none is left, ends it.</summary>
/// <remarks>
/// Side effects: those of <see cref="PrepareEndOfDay"/> and of the runs. Safe to call on any number of nodes at once, and again after any of them died: runs of a dead
/// node are taken over by those that are alive. A run that fails is failed; the others go on.
/// </remarks>
public sealed class WorkEndOfDay(
    IEndOfDayStore days,
    PrepareEndOfDay prepare,
    ExecuteChunk chunk,
    IPriceStore prices,
    TradingCalendar calendar,
    IIdGenerator ids,
    RunsInHand inHand,
    CalculationOptions options,
    TimeProvider time)
{
    /// <summary>Portfolios taken at once at most: enough that a call to the database is for many, few enough that the nodes finish together.</summary>
    public const int ChunkSize = 32;

    // Below this a chunk's calls to the database cost more than it wins that all workers end together.
    private const int LeastChunk = 8;

    /// <summary>Works on the oldest calculation under way until there is nothing more to take.</summary>
    /// <param name="node">The name of this node.</param>
    /// <param name="log">Told of everything that ended otherwise than well.</param>
    /// <param name="stopping">Signalled when the node stops: runs are given back.</param>
    /// <returns>False when nothing was under way, or all that is left is in other nodes' hands or waits for a portfolio's own run.</returns>
    public async Task<bool> HandleAsync(string node, Action<RunExecution> log, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(log);
        using var alone = Actor.Nobody();
        if (await days.ActiveAsync(stopping) is not { } day)
        {
            return false;
        }

        if (!day.IsPrepared)
        {
            log(await prepare.HandleAsync(day.Id, node, stopping) with { Id = day.Id });
            day = await days.ActiveAsync(stopping) is { } prepared && prepared.Id == day.Id ? prepared : day;
        }

        var size = day.IsPrepared ? ChunkOf(day.Portfolios, options.Workers) : ChunkSize;
        using var window = new MarketWindow(prices, calendar, day.Session, tellsQuarantined: true);
        var taken = await Task.WhenAll(Enumerable.Range(0, options.Workers).Select(_ => Task.Run(() => WorkAsync(day.Id, node, size, window, log, stopping), stopping)));
        var now = time.GetUtcNow();
        return await days.TryFinishAsync(day.Id, portfolio => day.RunOf(portfolio, ids.Next(), now), now, stopping) || taken.Any(any => any);
    }

    /// <summary>How many of a day's portfolios are taken at once: of a hundred in chunks of 32, one of two workers would have 64 and the other 36.</summary>
    internal static int ChunkOf(int portfolios, int workers) => Math.Clamp((portfolios + (2 * workers) - 1) / (2 * workers), LeastChunk, ChunkSize);

    private async Task<bool> WorkAsync(Guid day, string node, int size, MarketWindow window, Action<RunExecution> log, CancellationToken stopping)
    {
        var any = false;
        while (!stopping.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            if (await days.TakeAsync(day, node, size, now, now - options.Lease, inHand.Ids, stopping) is not { Count: > 0 } claims)
            {
                return any;
            }

            any = true;
            using var hold = inHand.Take([.. claims.Select(claim => claim.Run.Id)]);
            await chunk.HandleAsync(claims, window, log, stopping);
        }

        return any;
    }
}
