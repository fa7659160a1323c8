using App.Core.Operations;

namespace App.Core.Market.Collecting;

/// <summary>The claim on symbols while something of them is fetched: renewed in the background, given up at the end.</summary>
internal sealed class FetchClaim : IAsyncDisposable
{
    /// <summary>For how long a claim is believed without a sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private readonly IMarketDataStore _store;
    private readonly IReadOnlyCollection<string> _symbols;
    private readonly Heartbeat _heartbeat;

    public FetchClaim(IMarketDataStore store, string holder, IReadOnlyCollection<string> symbols, TimeProvider time)
    {
        (_store, Holder, _symbols) = (store, holder, symbols);
        _heartbeat = new Heartbeat(Lease / 3, token => RenewAsync(time.GetUtcNow() + Lease, token), time);
    }

    public string Holder { get; }

    public async ValueTask DisposeAsync()
    {
        await _heartbeat.DisposeAsync();
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

    // A claim that is lost is found out about when something is stored under it.
    private async Task<bool> RenewAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        await _store.RenewAsync(_symbols, Holder, until, cancellationToken);
        return true;
    }
}
