using System.Collections.Concurrent;

namespace App.Core.Calculations;

/// <summary>Carries progress to the watchers of this process.</summary>
/// <remarks>
/// Each watcher has a slot of one event and a loop of its own: a slow one delays neither the run nor the others, and sees the newest state when it is ready
/// for another. Safe from any thread.
/// </remarks>
public sealed class InProcessRunFeed : IRunFeed
{
    private readonly ConcurrentDictionary<Guid, Watcher[]> _watchers = new();

    /// <inheritdoc/>
    public void Publish(RunView run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (_watchers.TryGetValue(run.Id, out var watchers))
        {
            foreach (var watcher in watchers)
            {
                watcher.Offer(run);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Does nothing: nobody outside this process watches.</remarks>
    public void Stored(Guid runId)
    {
    }

    /// <summary>The runs that somebody watches now.</summary>
    public IReadOnlyCollection<Guid> Watched => [.. _watchers.Keys];

    /// <summary>True while somebody watches the run.</summary>
    public bool IsWatched(Guid runId) => _watchers.ContainsKey(runId);

    /// <inheritdoc/>
    public IDisposable Subscribe(Guid runId, Func<RunView, Task> watcher)
    {
        ArgumentNullException.ThrowIfNull(watcher);
        var added = new Watcher(watcher, gone => Remove(runId, gone));
        _watchers.AddOrUpdate(runId, _ => [added], (_, others) => [.. others, added]);
        return added;
    }

    private void Remove(Guid runId, Watcher gone)
    {
        while (_watchers.TryGetValue(runId, out var watchers))
        {
            var rest = watchers.Where(watcher => watcher != gone).ToArray();
            var done = rest.Length == 0
                ? _watchers.TryRemove(KeyValuePair.Create(runId, watchers))
                : _watchers.TryUpdate(runId, rest, watchers);
            if (done)
            {
                return;
            }
        }
    }

    private sealed class Watcher(Func<RunView, Task> call, Action<Watcher> remove) : IDisposable
    {
        private readonly Lock _gate = new();
        private RunView? _newest;
        private bool _busy;
        private bool _disposed;

        public void Offer(RunView run)
        {
            lock (_gate)
            {
                // A run that was cancelled may still report a step before it notices; what is over stays over.
                _newest = _newest is { IsActive: false } over ? over : run;
                if (_busy || _disposed)
                {
                    return;
                }

                _busy = true;
            }

            // Who sets a run's progress going is not who is told of it: what the watcher does is not done in that one's name.
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(DeliverAsync);
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _disposed = true;
            }

            remove(this);
        }

        private async Task DeliverAsync()
        {
            while (Take() is { } run)
            {
                try
                {
                    await call(run);
                }
#pragma warning disable CA1031 // A watcher's fault is its own: the run and the other watchers go on. Pages report theirs through their renderer.
                catch (Exception)
#pragma warning restore CA1031
                {
                    Dispose();
                }
            }
        }

        private RunView? Take()
        {
            lock (_gate)
            {
                var run = _disposed ? null : _newest;
                _newest = null;
                _busy = run is not null;
                return run;
            }
        }
    }
}
