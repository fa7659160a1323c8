namespace App.Core.Accounts;

/// <summary>What a session belongs to.</summary>
public enum SessionKind
{
    /// <summary>A browser, by its cookie.</summary>
    Browser = 1,

    /// <summary>A program, by its access token and the tokens it is renewed with.</summary>
    Program = 2,
}

/// <summary>Why a session ended.</summary>
public enum SessionEnd
{
    /// <summary>Its user signed out.</summary>
    SignedOut = 1,

    /// <summary>Its user ended it from another session.</summary>
    Revoked = 2,

    /// <summary>An operator ended it.</summary>
    RevokedByOperator = 3,

    /// <summary>The password, the address or another way of signing in was changed from another session.</summary>
    CredentialsChanged = 4,

    /// <summary>The account was suspended or deleted.</summary>
    AccountClosed = 5,
}

/// <summary>A place where a user is signed in. The row is the truth: a cookie or a token is good only as long as its session is.</summary>
public sealed class UserSession
{
    /// <summary>Most characters of what a browser calls itself that are kept.</summary>
    public const int MaxUserAgent = 300;

    /// <summary>The id, which the cookie or the token has in it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid UserId { get; init; }

    /// <summary>A browser's or a program's.</summary>
    public required SessionKind Kind { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to the minute: it is not written with every request.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>From when on it is not good any more, if it is not used before.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The network address it was last used from; null where it is not known.</summary>
    public string? Address { get; set; }

    /// <summary>What the browser or the program called itself, cut to <see cref="MaxUserAgent"/>.</summary>
    public string? UserAgent { get; set; }

    /// <summary>When it was ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why; null while it goes on.</summary>
    public SessionEnd? EndReason { get; set; }
}
