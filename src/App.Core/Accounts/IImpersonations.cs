using App.Core.Portfolios;

namespace App.Core.Accounts;

/// <summary>What came of beginning an impersonation.</summary>
public enum ImpersonationStart
{
    /// <summary>It is under way.</summary>
    Started,

    /// <summary>The session is over, or its user is no operator.</summary>
    NotAnOperator,

    /// <summary>There is no such user.</summary>
    NoSuchUser,

    /// <summary>The user is an operator too.</summary>
    TargetIsOperator,

    /// <summary>The user is suspended.</summary>
    TargetIsSuspended,

    /// <summary>The operator looks through a user's eyes already, in this session or in another.</summary>
    OneIsUnderWay,
}

/// <summary>An impersonation as a row of a list.</summary>
/// <param name="Impersonation">The row.</param>
/// <param name="Operator">The operator's address; null when the account is gone.</param>
/// <param name="Target">The user's address; null when the account is gone.</param>
public sealed record ImpersonationRow(Impersonation Impersonation, string? Operator, string? Target);

/// <summary>Whose eyes are to be looked through.</summary>
/// <param name="FullName">The name.</param>
/// <param name="Email">The address.</param>
public sealed record ImpersonationTarget(string FullName, string Email);

/// <summary>The impersonations' rows.</summary>
public interface IImpersonations
{
    /// <summary>Stores one that begins, when everything it needs is so at that moment; of two that begin at once, one does. In the audit trail.</summary>
    Task<ImpersonationStart> StartAsync(Impersonation impersonation, CancellationToken cancellationToken);

    /// <summary>The user of an id; null when there is none.</summary>
    Task<ImpersonationTarget?> FindTargetAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>The one of a session, ended or not; null when there is none. The newest.</summary>
    Task<Impersonation?> FindOfSessionAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Ends one, unless it has ended. In the audit trail.</summary>
    /// <returns>True when this ended it.</returns>
    Task<bool> EndAsync(Guid id, ImpersonationEnd reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Those under way and those that were, the newest first.</summary>
    Task<Page<ImpersonationRow>> ListAsync(int limit, int offset, CancellationToken cancellationToken);

    /// <summary>Ends those that are over without anybody having said so: their time, their session, the operator's role or the user's account has gone. In the audit trail.</summary>
    /// <returns>How many.</returns>
    Task<int> EndOverAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
