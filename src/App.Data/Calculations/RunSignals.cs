using System.Threading.Channels;

namespace App.Data.Calculations;

/// <summary>Runs that something has happened to, each of them once however often it happened, until they are taken.</summary>
/// <remarks>Marking is safe from any thread and never waits; one taker at a time.</remarks>
internal sealed class RunSignals
{
    private readonly Channel<bool> _some = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _gate = new();
    private HashSet<Guid> _runs = [];

    /// <summary>Notes that something has happened to the run.</summary>
    public void Mark(Guid runId)
    {
        lock (_gate)
        {
            _runs.Add(runId);
        }

        _some.Writer.TryWrite(true);
    }

    /// <summary>Waits until there are runs and takes all of them.</summary>
    public async Task<IReadOnlyCollection<Guid>> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _some.Reader.ReadAsync(cancellationToken);
            if (TakeAll() is { Count: > 0 } runs)
            {
                return runs;
            }
        }
    }

    private HashSet<Guid> TakeAll()
    {
        lock (_gate)
        {
            var runs = _runs;
            _runs = [];
            return runs;
        }
    }
}
