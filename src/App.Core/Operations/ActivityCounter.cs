namespace App.Core.Operations;

/// <summary>Counts in memory, and stores what has come together every few seconds: counting costs a request nothing.</summary>
/// <remarks>
/// Safe for any number of threads. A process that is killed loses what it has counted since it last stored; a database that is away costs nothing but patience, up to
/// <see cref="MostKept"/> counts, beyond which what is new is not counted any more.
/// </remarks>
/// <param name="store">Where counts are stored.</param>
/// <param name="time">The clock of the hours.</param>
public sealed class ActivityCounter(IHourlyCountStore store, TimeProvider time) : IActivityCounter, IDisposable
{
    /// <summary>How long counts are kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    /// <summary>Counts that are held in memory at most: a name in an hour is one.</summary>
    public const int MostKept = 5_000;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Dictionary<(string Name, DateTimeOffset Hour), long> _counts = [];

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <inheritdoc/>
    public void Count(string name) => Add(name, HourOf(time.GetUtcNow()), 1);

    /// <inheritdoc/>
    public void CountErrors(IEnumerable<string> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        foreach (var code in codes.Distinct(StringComparer.Ordinal))
        {
            Count(ActivityNames.OfError(code));
        }
    }

    /// <summary>Stores what has been counted since it was last called. What cannot be stored is kept for the next time.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var taken = Take();
            try
            {
                await store.AddAsync([.. taken.Select(each => new HourlyCount { Name = each.Key.Name, Hour = each.Key.Hour, Count = each.Value })], cancellationToken);
            }
            catch
            {
                foreach (var ((name, hour), count) in taken)
                {
                    Add(name, hour, count);
                }

                throw;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Removes the counts that have been kept for long enough.</summary>
    public Task<int> ForgetAsync(CancellationToken cancellationToken) => store.RemoveAsync(time.GetUtcNow() - KeptFor, cancellationToken);

    /// <summary>The hour of an instant, by its beginning.</summary>
    public static DateTimeOffset HourOf(DateTimeOffset instant) => instant.FloorTo(TimeSpan.FromHours(1));

    private Dictionary<(string Name, DateTimeOffset Hour), long> Take()
    {
        lock (_gate)
        {
            var taken = _counts;
            _counts = [];
            return taken;
        }
    }

    private void Add(string name, DateTimeOffset hour, long count)
    {
        lock (_gate)
        {
            if (_counts.TryGetValue((name, hour), out var known))
            {
                _counts[(name, hour)] = known + count;
            }
            else if (_counts.Count < MostKept)
            {
                _counts[(name, hour)] = count;
            }
        }
    }
}
