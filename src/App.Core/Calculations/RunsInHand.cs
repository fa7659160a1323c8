using System.Collections.Concurrent;

namespace App.Core.Calculations;

/// <summary>The runs that this process works on at the moment.</summary>
/// <remarks>
/// A process that is short of processors is late with its own heartbeats. What it has in hand it does not take for interrupted, nor count as a further attempt; another node may take
/// it all the same, and the fence decides who writes. Safe from any thread.
/// </remarks>
public sealed class RunsInHand
{
    private readonly ConcurrentDictionary<Guid, bool> _runs = new();

    /// <summary>Their ids, as of now.</summary>
    public IReadOnlyCollection<Guid> Ids => [.. _runs.Keys];

    /// <summary>Takes a run in hand until the answer is disposed; null when it is in hand already.</summary>
    public IDisposable? TryTake(Guid runId) => _runs.TryAdd(runId, true) ? new Hold(_runs, [runId]) : null;

    /// <summary>Takes runs in hand until the answer is disposed. None of them is in hand already.</summary>
    public IDisposable Take(IReadOnlyList<Guid> runIds)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        foreach (var id in runIds)
        {
            _runs[id] = true;
        }

        return new Hold(_runs, runIds);
    }

    private sealed class Hold(ConcurrentDictionary<Guid, bool> runs, IReadOnlyList<Guid> ids) : IDisposable
    {
        public void Dispose()
        {
            foreach (var id in ids)
            {
                runs.TryRemove(id, out _);
            }
        }
    }
}
