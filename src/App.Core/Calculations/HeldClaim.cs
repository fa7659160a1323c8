using System.Data.Common;

namespace App.Core.Calculations;

/// <summary>Keeps what a node has taken alive while it works on it, and says when to stop: the node stops, the time is over, or another has taken it.</summary>
internal sealed class HeldClaim : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task<bool>> _beat;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _linked;
    private readonly Task _heartbeat;

    /// <param name="beat">Says that the holder is alive; false when it is the holder no more.</param>
    /// <param name="options">How often, and how long the work may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">Signalled when the node stops.</param>
    public HeldClaim(Func<CancellationToken, Task<bool>> beat, CalculationOptions options, TimeProvider time, CancellationToken stopping)
    {
        (_beat, _time) = (beat, time);
        _timeout = new CancellationTokenSource(options.Timeout, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(stopping, _timeout.Token, _lost.Token);
        _heartbeat = BeatAsync(options.Heartbeat);
    }

    /// <summary>Signalled when the work is to stop, for whatever reason.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>True when the time is over.</summary>
    public bool IsTimedOut => _timeout.IsCancellationRequested;

    /// <summary>True when another has taken it.</summary>
    public bool IsLost => _lost.IsCancellationRequested;

    public async ValueTask DisposeAsync()
    {
        await _lost.CancelAsync();
        await _heartbeat;
        _linked.Dispose();
        _lost.Dispose();
        _timeout.Dispose();
    }

    // Ends when the work does, or tells it that it has been taken over.
    private async Task BeatAsync(TimeSpan interval)
    {
        using var timer = new PeriodicTimer(interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_linked.Token))
            {
                if (!await TryBeatAsync())
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    // A database that does not take one beat may take the next. While it takes none the work's own writes do not arrive either, and the fence guards them.
    private async Task<bool> TryBeatAsync()
    {
        try
        {
            return await _beat(_linked.Token);
        }
        catch (Exception exception) when (exception is TimeoutException || Causes(exception).Any(cause => cause is DbException))
        {
            return true;
        }
    }

    /// <summary>The exception and what caused it, outermost first.</summary>
    public static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
