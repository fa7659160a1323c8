namespace App.Core.Accounts;

/// <summary>An impersonation that nobody has ended, with what has become of the user it looks through.</summary>
/// <param name="Impersonation">The row.</param>
/// <param name="IsTargetOpen">True while the user is there, not suspended and no operator.</param>
public sealed record ImpersonationStanding(Impersonation Impersonation, bool IsTargetOpen);

/// <summary>What pages need to know of the user of a session.</summary>
/// <param name="FullName">The full name.</param>
/// <param name="Preferences">How pages are to be written and to look.</param>
public sealed record SessionReader(string FullName, UserPreferences Preferences);

/// <summary>What a session is worth, as the database has it. Nothing of it is decided by a cookie or a token but whose stamp it has.</summary>
/// <param name="Session">The session.</param>
/// <param name="SecurityStamp">Its user's stamp: another since the credentials changed.</param>
/// <param name="IsSuspended">True while its user is suspended.</param>
/// <param name="IsOperator">True while its user is an operator.</param>
/// <param name="Unended">The impersonation of this session that nobody has ended; its time may have run out all the same.</param>
public sealed record SessionStanding(UserSession Session, string? SecurityStamp, bool IsSuspended, bool IsOperator, ImpersonationStanding? Unended)
{
    /// <summary>Its user as a reader of pages; null where nobody asked.</summary>
    public SessionReader? Reader { get; init; }

    /// <summary>True when a ticket of it is accepted.</summary>
    /// <param name="stamp">The stamp the ticket was made with.</param>
    /// <param name="now">The moment.</param>
    public bool IsGood(string? stamp, DateTimeOffset now) =>
        Session.EndedAt is null && now < Session.ExpiresAt && !IsSuspended && stamp is not null && string.Equals(stamp, SecurityStamp, StringComparison.Ordinal);

    /// <summary>The impersonation under way; null when there is none.</summary>
    public Impersonation? ActiveImpersonation(DateTimeOffset now) => EndOfImpersonation(now) is null ? Unended?.Impersonation : null;

    /// <summary>Why the impersonation that nobody has ended is over all the same; null when it is not, or there is none.</summary>
    public ImpersonationEnd? EndOfImpersonation(DateTimeOffset now) => Unended is not { } one ? null
        : !one.Impersonation.IsActive(now) ? ImpersonationEnd.Expired
        : !IsOperator ? ImpersonationEnd.RoleLost
        : !one.IsTargetOpen ? ImpersonationEnd.TargetClosed
        : null;
}
