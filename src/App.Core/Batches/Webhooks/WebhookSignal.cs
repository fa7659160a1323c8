namespace App.Core.Batches;

/// <summary>Wakes a sender when there is something to send on this node. What other nodes have stored is found by looking.</summary>
public sealed class WebhookSignal : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, SendNextWebhook.AtOnce);

    /// <summary>Wakes one.</summary>
    public void Set()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // All of them are called already.
        }
    }

    /// <summary>Waits to be woken, so long at most.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _rung.WaitAsync(longest, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _rung.Dispose();
}
