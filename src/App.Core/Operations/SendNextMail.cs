using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace App.Core.Operations;

/// <summary>What came of a message.</summary>
public enum MailEnd
{
    /// <summary>It was handed over.</summary>
    Sent,

    /// <summary>It was written to be dropped, and is gone.</summary>
    Dropped,

    /// <summary>It is tried again later.</summary>
    PutOff,

    /// <summary>It is not tried any more.</summary>
    GivenUp,
}

/// <summary>What came of a message, for the log.</summary>
/// <param name="Id">The message.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="End">What came of it.</param>
/// <param name="Fault">Why it was not sent: the sort of fault, never what the message says.</param>
public sealed record MailOutcome(Guid Id, string Kind, int Tries, MailEnd End, string? Fault = null);

/// <summary>Sends the message whose turn it is.</summary>
/// <remarks>
/// <para>Side effects: claims a row, hands the message over, writes down what came of it. Whichever node asks first has it; when that one dies with it, another has it after the lease, so that in the worst
/// case a message arrives twice, and never not at all.</para>
/// <para>A fault that may pass is tried again at once twice, then after ever longer pauses, for a day.</para>
/// </remarks>
public sealed class SendNextMail(IMailOutbox outbox, IMailSeal seal, IMailDelivery delivery, TimeProvider time)
{
    /// <summary>How long a message is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>How long a node has a message for itself; longer than all tries of one turn take.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>The longest that one try may take.</summary>
    public static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    private readonly ResiliencePipeline _tries = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(fault => fault is not (MailRefusedException or OperationCanceledException)),
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
        })
        .AddTimeout(new TimeoutStrategyOptions { Timeout = LongestTry })
        .Build();

    /// <summary>Sends one.</summary>
    /// <returns>What came of it; null when none waits.</returns>
    public async Task<MailOutcome?> HandleAsync(CancellationToken cancellationToken)
    {
        if (await outbox.ClaimAsync(time.GetUtcNow(), Lease, cancellationToken) is not { } mail)
        {
            return null;
        }

        if ((mail.Payload is { } payload ? seal.Open(payload) : null) is not { } message)
        {
            return await GiveUpAsync(mail, "UNREADABLE: the keys it was encrypted with are gone", cancellationToken);
        }

        if (message.To is null)
        {
            await outbox.DropAsync(mail.Id, cancellationToken);
            return new(mail.Id, mail.Kind, mail.Tries, MailEnd.Dropped);
        }

        try
        {
            await _tries.ExecuteAsync(async token => await delivery.DeliverAsync(message, token), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever keeps a message from being sent: it is written down, and the next has its turn.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return await FailedAsync(mail, fault, cancellationToken);
        }

        await outbox.SentAsync(mail.Id, time.GetUtcNow(), cancellationToken);
        return new(mail.Id, mail.Kind, mail.Tries, MailEnd.Sent);
    }

    /// <summary>The pause after a try: one minute, then three times as long each time, four hours at most.</summary>
    public static TimeSpan PauseAfter(int tries) => tries > 5 ? LongestPause : TimeSpan.FromMinutes(Math.Pow(3, tries - 1));

    private async Task<MailOutcome> FailedAsync(OutgoingMail mail, Exception fault, CancellationToken cancellationToken)
    {
        var (words, next) = (Describe(fault), time.GetUtcNow() + PauseAfter(mail.Tries));
        if (fault is MailRefusedException || next - mail.CreatedAt > Patience)
        {
            return await GiveUpAsync(mail, words, cancellationToken);
        }

        await outbox.PutOffAsync(mail.Id, next, words, cancellationToken);
        return new(mail.Id, mail.Kind, mail.Tries, MailEnd.PutOff, words);
    }

    private async Task<MailOutcome> GiveUpAsync(OutgoingMail mail, string fault, CancellationToken cancellationToken)
    {
        await outbox.GiveUpAsync(mail.Id, time.GetUtcNow(), fault, cancellationToken);
        return new(mail.Id, mail.Kind, mail.Tries, MailEnd.GivenUp, fault);
    }

    // What a server says may repeat the address or the message: only what sort of fault it is, and a reason in our own words.
    private static string Describe(Exception fault) =>
        fault is MailRefusedException ? $"REFUSED: {fault.Message}" : string.Join(" < ", Causes(fault).Select(cause => cause.GetType().Name));

    private static IEnumerable<Exception> Causes(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            yield return fault;
        }
    }
}
