using System.Runtime.CompilerServices;
using App.Core.Operations;

namespace App.Core.Batches;

/// <summary>Follows a batch from where it is to its end.</summary>
/// <remarks>Side effects: none. Its row is read when something of it changes here, and every half a second for what another node does: a batch has fifty operations at most and is over in seconds.</remarks>
public sealed class WatchBatch(IBatchStore store, BatchSignals signals, TimeProvider time)
{
    /// <summary>How often the row is read while nothing is heard.</summary>
    public static readonly TimeSpan RereadInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>The shortest time between two readings.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>The batch as it stands, then after each change, until it is over. Empty when there is no such batch, or it is another's.</summary>
    public async IAsyncEnumerable<Batch> HandleAsync(Guid ownerId, Guid batchId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var changed = new SemaphoreSlim(0);

        // Followed first and read second: a change in between is seen in one of the two.
        using var following = signals.Follow(batchId, () => changed.Release());
        if (await store.FindAloneAsync(ownerId, batchId, cancellationToken) is not { } now)
        {
            yield break;
        }

        yield return now;
        while (!now.IsOver)
        {
            await Task.Delay(Pace, time, cancellationToken);
            await WaitAsync(changed, cancellationToken);
            if (await ReadAsync(ownerId, batchId, now, cancellationToken) is not { } next)
            {
                yield break;
            }

            if (!IsSame(now, next))
            {
                yield return next;
            }

            now = next;
        }
    }

    private async Task WaitAsync(SemaphoreSlim changed, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(RereadInterval, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await changed.WaitAsync(linked.Token);
            while (changed.Wait(TimeSpan.Zero, CancellationToken.None))
            {
                // Of changes that came together one reading tells all.
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing was heard.
        }
    }

    // A database that does not answer now may do so in half a second; what is shown meanwhile stays true. One that was removed is followed no longer.
    private async Task<Batch?> ReadAsync(Guid ownerId, Guid batchId, Batch now, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindAloneAsync(ownerId, batchId, cancellationToken);
        }
        catch (Exception exception) when (DatabaseFaults.IsBehind(exception))
        {
            return now;
        }
    }

    private static bool IsSame(Batch now, Batch next) => (next.Status, next.Completed, next.Failed, next.IsOver) == (now.Status, now.Completed, now.Failed, now.IsOver);
}
