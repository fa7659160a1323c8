using System.Threading.Channels;

namespace App.Core.Calculations;

/// <summary>Wakes the workers of this process when a session's calculation has been asked for here. Woken twice is woken once.</summary>
public sealed class EndOfDaySignal(TimeProvider time)
{
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes them.</summary>
    public void Wake() => _woken.Writer.TryWrite(true);

    /// <summary>Waits until woken, at most <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(longest, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _woken.Reader.ReadAsync(linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody woke them.
        }
    }
}
