namespace App.Core.Operations;

/// <summary>A message as it is read.</summary>
/// <param name="To">The address; null for a message that is written to be dropped, so that it takes what one takes that is sent.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The text, plain.</param>
public sealed record MailMessage(string? To, string Subject, string Text)
{
    /// <summary>Leaves the address and the text out, so that a link in it reaches no log.</summary>
    public override string ToString() => nameof(MailMessage);
}

/// <summary>Encrypts what a message says as long as it waits.</summary>
public interface IMailSeal
{
    /// <summary>Encrypts.</summary>
    string Close(MailMessage message);

    /// <summary>Decrypts; null when the keys for it are gone.</summary>
    MailMessage? Open(string payload);
}

/// <summary>The way of messages out of this application.</summary>
public interface IMailDelivery
{
    /// <summary>Hands a message over.</summary>
    /// <exception cref="MailRefusedException">It is refused for good: trying again would not help.</exception>
    Task DeliverAsync(MailMessage message, CancellationToken cancellationToken);
}

/// <summary>A message was refused for good, as where there is no such mailbox.</summary>
public sealed class MailRefusedException : Exception
{
    /// <summary>With no more to say.</summary>
    public MailRefusedException()
    {
    }

    /// <summary>With the reason.</summary>
    public MailRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason and what it came from.</summary>
    public MailRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The messages that wait to be sent.</summary>
public interface IMailOutbox
{
    /// <summary>Puts a message there, in a transaction of its own.</summary>
    Task AddAsync(OutgoingMail mail, CancellationToken cancellationToken);

    /// <summary>Messages of a kind to a user that were written since then.</summary>
    Task<int> CountAsync(Guid userId, string kind, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Takes the message whose turn it is. Whoever takes it has it alone until the lease is over.</summary>
    /// <returns>The message with this try counted; null when none waits.</returns>
    Task<OutgoingMail?> ClaimAsync(DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Writes down that a message was handed over; what it says is removed.</summary>
    Task SentAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Writes down that a try failed, and when the next is.</summary>
    Task PutOffAsync(Guid id, DateTimeOffset next, string fault, CancellationToken cancellationToken);

    /// <summary>Writes down that a message is given up; what it says is removed.</summary>
    Task GiveUpAsync(Guid id, DateTimeOffset now, string fault, CancellationToken cancellationToken);

    /// <summary>Removes a message that was written to be dropped.</summary>
    Task DropAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Removes what was sent or given up and is older than that.</summary>
    /// <returns>How many.</returns>
    Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
