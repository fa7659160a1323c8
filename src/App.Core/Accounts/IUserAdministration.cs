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
    Task<AccountChangeOutcome> ApplyAsync(AccountChange change, Guid operatorId, Guid userId, DateTimeOffset now, CancellationToken cancellationToken);
}
