using App.Core.Calculations;

namespace App.Core.Accounts;

/// <summary>Where an account is. Of several that hold the first counts.</summary>
public enum AccountState
{
    /// <summary>An operator suspended it: nobody signs in.</summary>
    Suspended,

    /// <summary>It pauses after failed sign-ins.</summary>
    Locked,

    /// <summary>Registered, and no session of it was ever used.</summary>
    NeverSignedIn,

    /// <summary>None of those.</summary>
    Active,
}

/// <summary>Why a user may need help. Of several that hold the first counts.</summary>
public enum StuckReason
{
    /// <summary>The latest calculation of one of the portfolios has failed.</summary>
    RunFailed,

    /// <summary>A portfolio with positions was never calculated, nor is about to be.</summary>
    NeverCalculated,

    /// <summary>Registered over a day ago, and no portfolio yet.</summary>
    NoPortfolio,
}

/// <summary>An account as operators see it in a list.</summary>
public sealed record UserRow
{
    /// <summary>How long a new user may be without a portfolio before it looks as if something was in the way.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>The user's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The address.</summary>
    public required string Email { get; init; }

    /// <summary>The full name.</summary>
    public required string FullName { get; init; }

    /// <summary>When the account was made.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When a session of it was last used, to the minute.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>When it was suspended; null while it is open.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>Until when it pauses after failed sign-ins; may be over.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>True for an operator.</summary>
    public bool IsOperator { get; init; }

    /// <summary>When an operator approved it; null while none has.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>The name of the operator who did; null when none has, or when that account is gone.</summary>
    public string? VerifiedBy { get; init; }

    /// <summary>True for the tier premium. A mark: nothing depends on it.</summary>
    public bool IsPremium { get; init; }

    /// <summary>See <see cref="StoredProfile.Version"/>.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The invite code it was made with; null when a command made it, or when that was not kept.</summary>
    public string? InvitedWith { get; init; }

    /// <summary>Whom that code is for.</summary>
    public string? Cohort { get; init; }

    /// <summary>Portfolios, deleted ones aside.</summary>
    public int Portfolios { get; init; }

    /// <summary>Positions in them.</summary>
    public int Positions { get; init; }

    /// <summary>When a file was last imported into one of them.</summary>
    public DateTimeOffset? LastImportAt { get; init; }

    /// <summary>How the latest calculation of any of them stands.</summary>
    public RunStatus? LastRunStatus { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>The code it failed with.</summary>
    public string? LastRunError { get; init; }

    /// <summary>True when the latest calculation of one of the portfolios has failed.</summary>
    public bool HasFailedRun { get; init; }

    /// <summary>True when a portfolio with positions has no run at all.</summary>
    public bool HasUncalculated { get; init; }

    /// <summary>Where the account is.</summary>
    public AccountState StateAt(DateTimeOffset now) => this switch
    {
        { SuspendedAt: not null } => AccountState.Suspended,
        _ when LockedUntil > now => AccountState.Locked,
        { LastSeenAt: null } => AccountState.NeverSignedIn,
        _ => AccountState.Active,
    };

    /// <summary>Why its user may need help; null when nothing says so. Of a suspended account nobody waits for anything, and an operator needs no portfolio.</summary>
    public StuckReason? StuckAt(DateTimeOffset now) => this switch
    {
        { SuspendedAt: not null } => null,
        { HasFailedRun: true } => StuckReason.RunFailed,
        { HasUncalculated: true } => StuckReason.NeverCalculated,
        { Portfolios: 0, IsOperator: false } when RegisteredAt < now - Patience => StuckReason.NoPortfolio,
        _ => null,
    };
}
