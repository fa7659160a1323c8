namespace App.Data.Market.Sources;

/// <summary>Asks for something about many tickers a slice at a time, each slice once, when the first of its tickers needs it.</summary>
/// <typeparam name="T">What is told of a slice.</typeparam>
/// <param name="tickers">All tickers of the batch, in the source's spelling.</param>
/// <param name="size">Tickers in a slice.</param>
/// <param name="ask">Asks for a slice.</param>
internal sealed class SlicedBatch<T>(IReadOnlyList<string> tickers, int size, Func<IReadOnlyList<string>, CancellationToken, Task<T>> ask)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _places = Places(tickers);
    private readonly Dictionary<int, Task<T>> _slices = [];

    /// <summary>What is told of the slice with a ticker.</summary>
    /// <param name="ticker">One of the batch.</param>
    /// <param name="cancellationToken">The batch's token: whoever comes first asks for all of the slice.</param>
    public Task<T> OfAsync(string ticker, CancellationToken cancellationToken)
    {
        var slice = _places[ticker] / size;
        lock (_gate)
        {
            if (!_slices.TryGetValue(slice, out var asked))
            {
                _slices[slice] = asked = ask([.. tickers.Skip(slice * size).Take(size)], cancellationToken);
            }

            return asked;
        }
    }

    private static Dictionary<string, int> Places(IReadOnlyList<string> tickers)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < tickers.Count; i++)
        {
            places.TryAdd(tickers[i], i);
        }

        return places;
    }
}
