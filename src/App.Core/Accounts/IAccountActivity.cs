using App.Core.Operations;
using App.Core.Portfolios;

namespace App.Core.Accounts;

/// <summary>An operator who looked, or looks, at the application through a user's eyes; as the user is told of it.</summary>
/// <param name="Id">The impersonation's id.</param>
/// <param name="OperatorId">The operator.</param>
/// <param name="Operator">The operator's address; null when the account is gone.</param>
/// <param name="Reason">Why, in the operator's words.</param>
/// <param name="From">When it began.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="EndedAt">When it was ended before; null when it was not.</param>
/// <param name="End">Why it was ended; null when nobody has.</param>
public sealed record AccountLook(Guid Id, Guid OperatorId, string? Operator, string Reason, DateTimeOffset From, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt, ImpersonationEnd? End)
{
    /// <summary>Until when it was looked; null while it goes on.</summary>
    public DateTimeOffset? Until(DateTimeOffset now) => EndedAt is { } ended ? ended : now < ExpiresAt ? null : ExpiresAt;

    /// <summary>Why it is over; null while it goes on. One whose time ran out is over before its row says so.</summary>
    public ImpersonationEnd? EndAt(DateTimeOffset now) => Until(now) is null ? null : End ?? ImpersonationEnd.Expired;
}

/// <summary>What was done in or to a user's account, and who looked at it. For the user.</summary>
public interface IAccountActivity
{
    /// <summary>Entries of the audit trail that concern the account, and what the user did that concerns nobody's; the newest first.</summary>
    Task<Page<AuditRow>> EntriesAsync(Guid userId, int limit, int offset, CancellationToken cancellationToken);

    /// <summary>The operators who looked through the user's eyes, the newest first.</summary>
    Task<Page<AccountLook>> LooksAsync(Guid userId, int limit, int offset, CancellationToken cancellationToken);
}
