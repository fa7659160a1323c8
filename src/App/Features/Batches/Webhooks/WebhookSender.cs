using App.Core.Batches;

namespace App.Features.Batches;

/// <summary>Sends the records of finished batches, several at once, by any node.</summary>
internal sealed class WebhookSender(SendNextWebhook send, WebhookSignal signal, TimeProvider time, ILogger<WebhookSender> log) : BackgroundService
{
    // What another node has stored, or what was put off, is looked for this often.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, SendNextWebhook.AtOnce).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await send.HandleAsync(stoppingToken) is { } outcome)
                {
                    Log(outcome);
                }

                await signal.WaitAsync(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The database may be away for a while; the sender must be there when it comes back.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                log.LogError(exception, "Sending webhooks was interrupted; it goes on in {Pause}", Pause);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Without the address, which may have a secret in it.
    private void Log(WebhookOutcome outcome)
    {
        if (outcome.Status is WebhookStatus.GivenUp)
        {
            log.LogWarning("Delivery {Delivery} of batch {Batch} is given up after {Attempts} tries: {Fault}", outcome.DeliveryId, outcome.BatchId, outcome.Attempt, outcome.Fault);
        }
        else if (outcome.Status is WebhookStatus.Pending)
        {
            log.LogInformation("Delivery {Delivery} of batch {Batch} failed try {Attempt} and is tried again: {Fault}", outcome.DeliveryId, outcome.BatchId, outcome.Attempt, outcome.Fault);
        }
    }
}
