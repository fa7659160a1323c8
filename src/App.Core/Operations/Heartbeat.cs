namespace App.Core.Operations;

/// <summary>Says at an interval that something is alive, in the background, until it is disposed of.</summary>
/// <remarks>A beat that does not arrive may be followed by one that does. Whoever holds something by its heartbeat finds out when writing that it is lost.</remarks>
public sealed class Heartbeat : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task<bool>> _beat;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _beating;

    /// <summary>Begins.</summary>
    /// <param name="interval">How often.</param>
    /// <param name="beat">Says it; false when there is nothing more to say, which ends the beating.</param>
    /// <param name="time">The clock.</param>
    public Heartbeat(TimeSpan interval, Func<CancellationToken, Task<bool>> beat, TimeProvider time)
    {
        _beat = beat;
        _beating = BeatAsync(interval, time);
    }

    /// <summary>Ends the beating; one that is on its way is waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _beating;
        _over.Dispose();
    }

    private async Task BeatAsync(TimeSpan interval, TimeProvider time)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token) && await TryAsync())
            {
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    private async Task<bool> TryAsync()
    {
        try
        {
            return await _beat(_over.Token);
        }
#pragma warning disable CA1031 // Whatever kept this beat from arriving: the next one tries again.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return true;
        }
    }
}
