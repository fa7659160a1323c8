using App.Core.Operations;

namespace App.Features.Mail;

/// <summary>Wakes the sender when a message was written on this node.</summary>
internal sealed class MailSignal : IDisposable
{
    private readonly SemaphoreSlim _written = new(0, 1);

    public void Set()
    {
        try
        {
            _written.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _written.WaitAsync(longest, cancellationToken);

    public void Dispose() => _written.Dispose();
}

/// <summary>Sends what waits to be sent, by any node, and removes what was sent long ago.</summary>
internal sealed class MailSender(SendNextMail send, IMailOutbox outbox, MailSignal signal, TimeProvider time, ILogger<MailSender> log) : BackgroundService
{
    /// <summary>How long it is remembered that a message was sent.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    // What another node has written, or what was put off, is looked for this often.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenCleanings = TimeSpan.FromHours(6);

    private DateTimeOffset _cleaned;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
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
                log.LogError(exception, "Sending mail was interrupted; it goes on in {Pause}", Pause);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (await send.HandleAsync(cancellationToken) is { } outcome)
        {
            Log(outcome);
        }

        if (time.GetUtcNow() - _cleaned > BetweenCleanings)
        {
            _cleaned = time.GetUtcNow();
            await outbox.ForgetAsync(_cleaned - Kept, cancellationToken);
        }
    }

    private void Log(MailOutcome outcome)
    {
        if (outcome.End is MailEnd.GivenUp)
        {
            log.LogError("Mail {Mail} ({Kind}) is given up after {Tries} tries: {Fault}", outcome.Id, outcome.Kind, outcome.Tries, outcome.Fault);
        }
        else if (outcome.End is MailEnd.PutOff)
        {
            log.LogWarning("Mail {Mail} ({Kind}) failed try {Tries} and is tried again: {Fault}", outcome.Id, outcome.Kind, outcome.Tries, outcome.Fault);
        }
    }
}
