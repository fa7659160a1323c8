using App.Core.Operations;

namespace App.Core.Calculations;

/// <summary>Keeps what a node has taken alive while it works on it, and says when to stop: the node stops, the time is over, or another has taken it.</summary>
internal sealed class HeldClaim : IAsyncDisposable
{
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _linked;
    private readonly Heartbeat _heartbeat;

    /// <param name="beat">Says that the holder is alive; false when it is the holder no more.</param>
    /// <param name="options">How often, and how long the work may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">Signalled when the node stops.</param>
    public HeldClaim(Func<CancellationToken, Task<bool>> beat, CalculationOptions options, TimeProvider time, CancellationToken stopping)
    {
        _timeout = new CancellationTokenSource(options.Timeout, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(stopping, _timeout.Token, _lost.Token);
        _heartbeat = new Heartbeat(options.Heartbeat, token => BeatAsync(beat, token), time);
    }

    /// <summary>Signalled when the work is to stop, for whatever reason.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>True when the time is over.</summary>
    public bool IsTimedOut => _timeout.IsCancellationRequested;

    /// <summary>True when another has taken it.</summary>
    public bool IsLost => _lost.IsCancellationRequested;

    public async ValueTask DisposeAsync()
    {
        await _heartbeat.DisposeAsync();
        _linked.Dispose();
        _lost.Dispose();
        _timeout.Dispose();
    }

    private async Task<bool> BeatAsync(Func<CancellationToken, Task<bool>> beat, CancellationToken cancellationToken)
    {
        var isHeld = await beat(cancellationToken);
        if (!isHeld)
        {
            await _lost.CancelAsync();
        }

        return isHeld;
    }
}
