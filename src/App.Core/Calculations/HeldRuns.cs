using System.Data.Common;

namespace App.Core.Calculations;

/// <summary>Keeps the runs that a node has taken alive while it works on them, and says when to stop: the node stops, the time is over, or the run is another's.</summary>
internal sealed class HeldRuns : IAsyncDisposable
{
    private readonly IReadOnlyList<RunClaim> _claims;
    private readonly IRunStore _runs;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _linked;
    private readonly Task _heartbeat;

    public HeldRuns(IReadOnlyList<RunClaim> claims, IRunStore runs, CalculationOptions options, TimeProvider time, CancellationToken stopping)
    {
        (_claims, _runs, _time) = (claims, runs, time);
        _timeout = new CancellationTokenSource(options.Timeout, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(stopping, _timeout.Token, _lost.Token);
        _heartbeat = BeatAsync(options.Heartbeat);
    }

    /// <summary>Signalled when the work is to stop, for whatever reason.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>True when the time is over.</summary>
    public bool IsTimedOut => _timeout.IsCancellationRequested;

    /// <summary>True when the only run has been taken over. Of several, those taken over are found out when they are written.</summary>
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
            if (_claims is [var only])
            {
                return await _runs.SaveProgressAsync(only, null, _time.GetUtcNow(), _linked.Token);
            }

            await _runs.BeatAsync(_claims, _time.GetUtcNow(), _linked.Token);
            return true;
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
