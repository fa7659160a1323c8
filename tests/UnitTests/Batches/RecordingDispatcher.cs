using App.Core.Batches;

namespace UnitTests.Batches;

/// <summary>Keeps what it was told of, and does nothing: a worker that is not there.</summary>
internal sealed class RecordingDispatcher : IBatchDispatcher
{
    public List<Guid> Ids { get; } = [];

    public Task DispatchAsync(Guid batchId, CancellationToken cancellationToken)
    {
        Ids.Add(batchId);
        return Task.CompletedTask;
    }
}
