namespace App.Core.Market.Collecting;

/// <summary>The claim on symbols while something of them is fetched: renewed in the background, given up at the end.</summary>
internal sealed class FetchClaim : IAsyncDisposable
{
    /// <summary>For how long a claim is believed without a sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private readonly IMarketDataStore _store;
    private readonly IReadOnlyCollection<string> _symbols;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _renewing;

    public FetchClaim(IMarketDataStore store, string holder, IReadOnlyCollection<string> symbols, TimeProvider time)
    {
        (_store, Holder, _symbols) = (store, holder, symbols);
        _renewing = RenewAsync(time);
    }

    public string Holder { get; }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _renewing;
        _over.Dispose();
        try
        {
            await _store.ReleaseAsync(_symbols, Holder, CancellationToken.None);
        }
#pragma warning disable CA1031 // The lease lapses by itself; what ended the fetching must not be hidden by this.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Nobody is waiting for longer than the lease.
        }
    }

    private async Task RenewAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(Lease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                await TryRenewAsync(time.GetUtcNow() + Lease);
            }
        }
        catch (OperationCanceledException)
        {
            // The fetching is over.
        }
    }

    private async Task TryRenewAsync(DateTimeOffset until)
    {
        try
        {
            await _store.RenewAsync(_symbols, Holder, until, _over.Token);
        }
#pragma warning disable CA1031 // A claim that could not be renewed may be lost; storing under it finds out.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            // The next beat tries again.
        }
    }
}
