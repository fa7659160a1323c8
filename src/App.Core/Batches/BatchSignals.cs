using System.Collections.Concurrent;

namespace App.Core.Batches;

/// <summary>Tells those of this process who follow a batch that its rows have changed. Safe from any thread; whoever tells waits for nobody.</summary>
/// <remarks>What has changed stands in the rows: a signal that is lost, doubled or of another node does no harm, for whoever follows also looks by itself.</remarks>
public sealed class BatchSignals
{
    private readonly ConcurrentDictionary<Guid, Follower[]> _followers = new();

    /// <summary>The rows of a batch have changed.</summary>
    public void Mark(Guid batchId)
    {
        if (_followers.TryGetValue(batchId, out var followers))
        {
            foreach (var follower in followers)
            {
                follower.Changed();
            }
        }
    }

    /// <summary>Has <paramref name="changed"/> called on each change until the answer is disposed; it must not wait.</summary>
    public IDisposable Follow(Guid batchId, Action changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var added = new Follower(changed, gone => Remove(batchId, gone));
        _followers.AddOrUpdate(batchId, _ => [added], (_, others) => [.. others, added]);
        return added;
    }

    private void Remove(Guid batchId, Follower gone)
    {
        while (_followers.TryGetValue(batchId, out var followers))
        {
            var rest = followers.Where(follower => follower != gone).ToArray();
            if (rest.Length == 0 ? _followers.TryRemove(KeyValuePair.Create(batchId, followers)) : _followers.TryUpdate(batchId, rest, followers))
            {
                return;
            }
        }
    }

    private sealed class Follower(Action changed, Action<Follower> remove) : IDisposable
    {
        public void Changed() => changed();

        public void Dispose() => remove(this);
    }
}
