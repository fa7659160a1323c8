namespace App.Core.Accounts;

/// <summary>A code that lets people register.</summary>
public sealed class InviteCode
{
    /// <summary>The code, trimmed and upper-cased: the form in which codes are compared.</summary>
    public required string Code { get; init; }

    /// <summary>Whom it is for.</summary>
    public required string Cohort { get; init; }

    /// <summary>From when on it no longer works; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>How many may register with it; null for any number.</summary>
    public int? MaxUses { get; set; }

    /// <summary>How many have.</summary>
    public int Uses { get; set; }

    /// <summary>When it was withdrawn.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The operator who made it; null for one of the configuration.</summary>
    public Guid? CreatedBy { get; init; }

    /// <summary>The form in which codes are stored and compared.</summary>
    public static string Normalise(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Trim().ToUpperInvariant();
    }

    /// <summary>What can be said of it.</summary>
    public InviteCodeState StateAt(DateTimeOffset now) =>
        RevokedAt is not null ? InviteCodeState.Revoked
        : ExpiresAt <= now ? InviteCodeState.Expired
        : Uses >= MaxUses ? InviteCodeState.UsedUp
        : InviteCodeState.Open;

    /// <summary>True when one more person may register with it.</summary>
    public bool IsUsable(DateTimeOffset now) => StateAt(now) is InviteCodeState.Open;
}
