namespace App.Core.Idempotency;

/// <summary>A call with a key: who works on it, and what it was answered with.</summary>
public sealed class IdempotentRequest
{
    /// <summary>The user in whose name it was made.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The method and the path.</summary>
    public required string Route { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of what was sent, in hexadecimal: the same key with something else is a mistake of the caller.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Who works on it.</summary>
    public required Guid Attempt { get; set; }

    /// <summary>When it was first made.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Until when its worker is believed to be there.</summary>
    public required DateTimeOffset LeaseUntil { get; set; }

    /// <summary>When it is forgotten.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The status of the reply; null while it is worked on.</summary>
    public int? Status { get; set; }

    /// <summary>What the body of the reply is.</summary>
    public string? ContentType { get; set; }

    /// <summary>The address of what was made.</summary>
    public string? Location { get; set; }

    /// <summary>The body of the reply.</summary>
    public byte[]? Body { get; set; }

    /// <summary>The reply; null while it is worked on.</summary>
    public IdempotentReply? Reply => Status is { } status ? new IdempotentReply(status, ContentType, Location, Body ?? []) : null;
}
