namespace App.Core.Market.Collecting;

/// <summary>Collects what came and stores it in slices: large enough to be cheap, small enough that nobody waits long for what is there.</summary>
/// <remarks>Disposing stores the rest, after a cancellation or a fault too: what a source has given is kept.</remarks>
/// <param name="store">Where to.</param>
/// <param name="holder">The claim's holder.</param>
/// <param name="stored">Told of each symbol stored.</param>
/// <param name="time">The clock.</param>
internal sealed class UpdateBuffer(IMarketDataStore store, string holder, Func<string, Task> stored, TimeProvider time) : IAsyncDisposable
{
    private const int MostSymbols = 50;
    private const int MostBars = 20_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly List<SecurityUpdate> _updates = [];
    private int _bars;
    private long _since;

    /// <summary>Adds an update, and stores the slice when it is full or has waited for a second.</summary>
    public async Task AddAsync(SecurityUpdate update, CancellationToken cancellationToken)
    {
        if (_updates.Count == 0)
        {
            _since = time.GetTimestamp();
        }

        _updates.Add(update);
        _bars += update.Bars.Count;
        if (_updates.Count >= MostSymbols || _bars >= MostBars || time.GetElapsedTime(_since) >= Longest)
        {
            await FlushAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await FlushAsync(CancellationToken.None);

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_updates.Count == 0)
        {
            return;
        }

        // Cleared when it is stored: a cancelled try can be made once more.
        SecurityUpdate[] slice = [.. _updates];
        var kept = await store.StoreAsync(holder, slice, cancellationToken);
        _updates.Clear();
        _bars = 0;
        foreach (var update in slice.Where(update => kept.Contains(update.Entry.Symbol)))
        {
            await stored(update.Entry.Symbol);
        }
    }
}
