namespace App.Core.Operations;

/// <summary>A message that waits to be sent, or was. What it says is kept encrypted, and removed once it is sent: it may have a link in it that opens an account.</summary>
public sealed class OutgoingMail
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The user it is for; null where there is none.</summary>
    public Guid? UserId { get; init; }

    /// <summary>What kind of message it is, by its stable code.</summary>
    public required string Kind { get; init; }

    /// <summary>Address, subject and text, encrypted with the installation's keys; null once there is no need of it.</summary>
    public string? Payload { get; set; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it may be tried, again.</summary>
    public required DateTimeOffset NextTryAt { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; set; }

    /// <summary>When it was handed over; null while it was not.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>When it was given up; null while it is not.</summary>
    public DateTimeOffset? FailedAt { get; set; }

    /// <summary>Why the last try failed; null when none has.</summary>
    public string? LastFault { get; set; }
}
