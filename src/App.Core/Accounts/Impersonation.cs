namespace App.Core.Accounts;

/// <summary>Why an impersonation ended.</summary>
public enum ImpersonationEnd
{
    /// <summary>The operator stopped it.</summary>
    Stopped = 1,

    /// <summary>The operator signed out, or the session was ended.</summary>
    SignedOut = 2,

    /// <summary>Another operator ended it.</summary>
    Revoked = 3,

    /// <summary>The operator is none any more.</summary>
    RoleLost = 4,

    /// <summary>The user it looks through has become an operator, is suspended or is gone.</summary>
    TargetClosed = 5,

    /// <summary>Its time ran out.</summary>
    Expired = 6,
}

/// <summary>An operator looks at the application through a user's eyes. The row is the truth: it ends when the row says so, in every open page too.</summary>
public sealed class Impersonation
{
    /// <summary>The longest it may last.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    /// <summary>Fewest characters of a reason.</summary>
    public const int MinReason = 5;

    /// <summary>Most characters of a reason.</summary>
    public const int MaxReason = 500;

    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The operator's session that it is part of.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>The operator.</summary>
    public required Guid ImpersonatorId { get; init; }

    /// <summary>The user whose eyes are looked through.</summary>
    public required Guid TargetId { get; init; }

    /// <summary>Why, in the operator's words; the user is shown it.</summary>
    public required string Reason { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ends at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it ended; null while nothing has ended it. One whose time ran out is over before this says so.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it ended; null while nothing has ended it.</summary>
    public ImpersonationEnd? EndReason { get; set; }

    /// <summary>True while it may be looked through.</summary>
    public bool IsActive(DateTimeOffset now) => EndedAt is null && now < ExpiresAt;
}
