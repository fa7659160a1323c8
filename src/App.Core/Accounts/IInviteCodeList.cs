using App.Core.Operations;
using App.Core.Portfolios;

namespace App.Core.Accounts;

/// <summary>What can be said of an invite code.</summary>
public enum InviteCodeState
{
    /// <summary>One more may register with it.</summary>
    Open = 1,

    /// <summary>As many as may have registered with it.</summary>
    UsedUp = 2,

    /// <summary>Its time is over.</summary>
    Expired = 3,

    /// <summary>It was withdrawn.</summary>
    Revoked = 4,
}

/// <summary>What is looked for among the invite codes.</summary>
/// <param name="Cohort">Of this cohort; null for all.</param>
/// <param name="State">In this state; null for any.</param>
/// <param name="Limit">Codes at most.</param>
/// <param name="Offset">How many newer ones to leave out.</param>
public sealed record InviteCodeFilter(string? Cohort, InviteCodeState? State, int Limit, int Offset);

/// <summary>Somebody who registered with a code.</summary>
public sealed record InvitedUser(Guid Id, string Email, string FullName, DateTimeOffset RegisteredAt);

/// <summary>An invite code as operators see it.</summary>
/// <param name="Code">The code.</param>
/// <param name="State">What can be said of it.</param>
/// <param name="CreatedBy">The address of the operator who made it; null for one of the configuration or of a command, and when the account is gone.</param>
/// <param name="Registered">Who registered with it and still has an account, the newest first, <see cref="MostRegistered"/> at most.</param>
/// <param name="RegisteredTotal">How many there are.</param>
public sealed record InviteCodeRow(InviteCode Code, InviteCodeState State, string? CreatedBy, IReadOnlyList<InvitedUser> Registered, int RegisteredTotal)
{
    /// <summary>People shown of a code.</summary>
    public const int MostRegistered = 20;
}

/// <summary>The invite codes' rows, for operators.</summary>
public interface IInviteCodeList
{
    /// <summary>Codes, the newest first.</summary>
    Task<Page<InviteCodeRow>> ListAsync(InviteCodeFilter filter, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The cohorts there are codes of, by name, 200 at most.</summary>
    Task<IReadOnlyList<string>> CohortsAsync(CancellationToken cancellationToken);

    /// <summary>A code in its stored spelling; null when there is none.</summary>
    Task<InviteCodeRow?> FindAsync(string code, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Stores a code, with its entry in the audit trail.</summary>
    /// <returns>False when there is one of that spelling.</returns>
    Task<bool> AddAsync(InviteCode code, AuditEvent audit, CancellationToken cancellationToken);

    /// <summary>Withdraws a code, with its entry in the audit trail. One that is withdrawn already stays as it is, without a second entry.</summary>
    /// <returns>False when there is no such code.</returns>
    Task<bool> RevokeAsync(string code, DateTimeOffset now, AuditEvent audit, CancellationToken cancellationToken);
}
