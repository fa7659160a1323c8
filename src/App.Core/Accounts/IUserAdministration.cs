using App.Core.Portfolios;

namespace App.Core.Accounts;

/// <summary>By what users are listed.</summary>
public enum UserOrder
{
    /// <summary>When they registered.</summary>
    Registered,

    /// <summary>Their full names.</summary>
    Name,

    /// <summary>When they were last seen; who never was comes as if it had been longest ago.</summary>
    LastSeen,

    /// <summary>When they last imported a file; who never did comes as if it had been longest ago.</summary>
    LastImport,
}

/// <summary>Which users are listed, and how.</summary>
public sealed record UserFilter
{
    /// <summary>Part of a name or an address, in any case; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>Accounts that are so; null for all.</summary>
    public AccountState? State { get; init; }

    /// <summary>Operators, or all but them; null for both.</summary>
    public bool? IsOperator { get; init; }

    /// <summary>Those an operator has approved, or has not; null for both.</summary>
    public bool? IsVerified { get; init; }

    /// <summary>Those of the tier premium, or of the standard one; null for both.</summary>
    public bool? IsPremium { get; init; }

    /// <summary>The cohort of the invite code; null for all.</summary>
    public string? Cohort { get; init; }

    /// <summary>Those with a portfolio, or without one; null for both.</summary>
    public bool? HasPortfolio { get; init; }

    /// <summary>True for those alone who may need help, see <see cref="UserRow.StuckAt"/>.</summary>
    public bool IsStuck { get; init; }

    /// <summary>By what.</summary>
    public UserOrder Order { get; init; }

    /// <summary>True for the smallest first.</summary>
    public bool Ascending { get; init; }

    /// <summary>Most users of the answer, from 1.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Users skipped.</summary>
    public int Offset { get; init; }
}

/// <summary>An import as operators see it. A file that was refused leaves no row.</summary>
public sealed record UserImport(Guid PortfolioId, string Portfolio, string FileName, DateTimeOffset At, int Rows, int Positions, DateTimeOffset? UndoneAt);

/// <summary>What an operator does to an account.</summary>
public enum AccountChange
{
    /// <summary>Keeps its user out, everywhere and at once.</summary>
    Suspend,

    /// <summary>Lets its user in again.</summary>
    Reopen,

    /// <summary>Ends the pause after failed sign-ins.</summary>
    Unlock,

    /// <summary>Makes its user an operator.</summary>
    GrantOperator,

    /// <summary>Makes an operator a user like others.</summary>
    RevokeOperator,

    /// <summary>Ends its sessions: its user signs in again.</summary>
    EndSessions,

    /// <summary>Notes that an operator has approved its user.</summary>
    Verify,

    /// <summary>Takes that back.</summary>
    Unverify,

    /// <summary>Marks it as premium.</summary>
    GrantPremium,

    /// <summary>Takes that back.</summary>
    RevokePremium,
}

/// <summary>What came of a change.</summary>
public enum AccountChangeOutcome
{
    /// <summary>The account is as it was to be, whether it was so before or not.</summary>
    Done,

    /// <summary>There is no such account.</summary>
    NoSuchUser,

    /// <summary>Who wants it is not, or no longer, an operator of an open account.</summary>
    NotAnOperator,

    /// <summary>The account has another version than the one the change was made for.</summary>
    VersionChanged,
}

/// <summary>The accounts, for operators.</summary>
public interface IUserAdministration
{
    /// <summary>Lists them.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="now">Decides who is locked, and who is stuck.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Page<UserRow>> ListAsync(UserFilter filter, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>One of them; null when there is none.</summary>
    Task<UserRow?> FindAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>How many sessions of it go on.</summary>
    Task<int> SessionsAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Its imports, the newest first, those into deleted portfolios among them.</summary>
    Task<IReadOnlyList<UserImport>> ImportsAsync(Guid userId, int limit, CancellationToken cancellationToken);

    /// <summary>Changes an account and writes it to the audit trail, in one transaction; with what follows for its sessions and for who looks through its user's eyes.</summary>
    /// <param name="change">What is done.</param>
    /// <param name="operatorId">Who does it.</param>
    /// <param name="userId">To whom.</param>
    /// <param name="version">The version that the account has to have; null for whichever it has.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<AccountChangeOutcome> ApplyAsync(AccountChange change, Guid operatorId, Guid userId, int? version, DateTimeOffset now, CancellationToken cancellationToken);
}
