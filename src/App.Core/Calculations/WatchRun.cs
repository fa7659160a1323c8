using System.Runtime.CompilerServices;
using System.Threading.Channels;
using App.Core.Operations;

namespace App.Core.Calculations;

/// <summary>Follows a run from where it is to its end.</summary>
/// <remarks>
/// Side effects: none. Progress comes from the feed as it happens, from other nodes too where they share a PostgreSQL server. While nothing comes, the run's row
/// is read every two seconds: it tells of what the feed could not, such as a run that was taken up again after its node died. The row lags behind the feed by
/// what is not saved yet, and one may come by way of the feed: what is shown never takes a step back.
/// </remarks>
public sealed class WatchRun(IRunReader runs, IRunFeed feed, TimeProvider time)
{
    /// <summary>How often the row is read while nothing comes by the feed.</summary>
    public static readonly TimeSpan RereadInterval = TimeSpan.FromSeconds(2);

    /// <summary>The shortest time between two views: of those that come faster the newest is given.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>The run as it stands, then each change, until it is over. Empty when there is no such run, or it is another's.</summary>
    public async IAsyncEnumerable<RunView> HandleAsync(
        Guid ownerId, Guid portfolioId, Guid runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateBounded<RunView>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

        // Subscribed first and read second: a change in between is seen in one of the two.
        using var subscription = feed.Subscribe(runId, run => changes.Writer.WriteAsync(run, CancellationToken.None).AsTask());
        if (await runs.FindAsync(ownerId, portfolioId, runId, cancellationToken) is not { } now)
        {
            yield break;
        }

        yield return now;
        while (now.IsActive)
        {
            await Task.Delay(Pace, time, cancellationToken);
            var next = await PushedAsync(changes.Reader, cancellationToken) is { } pushed
                ? NotBehind(now, pushed)
                : Newer(now, await ReadAsync(ownerId, portfolioId, runId, cancellationToken));
            if (next is not null)
            {
                now = next;
                yield return now;
            }
        }
    }

    private async Task<RunView?> PushedAsync(ChannelReader<RunView> changes, CancellationToken cancellationToken)
    {
        // Waited for and then taken. A read that is cancelled in the moment in which something is written may take it and give it to nobody: once in 126 000 goes, on .NET 10.0.12.
        using var patience = new CancellationTokenSource(RereadInterval, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await changes.WaitToReadAsync(linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing came, or it came just now.
        }

        return changes.TryRead(out var change) ? change : null;
    }

    // A database that does not answer now may do so in two seconds; what is shown meanwhile stays true.
    private async Task<RunView?> ReadAsync(Guid ownerId, Guid portfolioId, Guid runId, CancellationToken cancellationToken)
    {
        try
        {
            return await runs.FindAsync(ownerId, portfolioId, runId, cancellationToken);
        }
        catch (Exception exception) when (DatabaseFaults.IsBehind(exception))
        {
            return null;
        }
    }

    private static RunView? Newer(RunView now, RunView? row) =>
        row is not null && (!IsSame(now, row) || row.Progress.Done > now.Progress.Done) ? row : null;

    // A warning or a line of the log is news too, though no step got on.
    private static RunView? NotBehind(RunView now, RunView pushed) => IsSame(now, pushed) && pushed.Progress.Done < now.Progress.Done ? null : pushed;

    private static bool IsSame(RunView now, RunView other) => (other.Attempt, other.Status) == (now.Attempt, now.Status);
}
